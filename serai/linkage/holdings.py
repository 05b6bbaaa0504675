"""What this room holds about people."""

from typing import Any

from django.db import models

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.linkage.models import Suggestion
from serai.people.holdings import YEAR, Holding

OWN = [Holding(model=Suggestion, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.STAYS)]
QUIET: dict[type[models.Model], Any] = {Suggestion: "it tells of another file as well, whose person may be another"}
