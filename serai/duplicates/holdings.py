"""What this room holds about people."""

from typing import Any

from django.db import models

from serai.codes.levels import Level
from serai.duplicates.models import Pair
from serai.people.holdings import YEAR, Holding

OWN = [Holding(model=Pair, level=Level.CONFIDENTIAL, keep_for=2 * YEAR)]
QUIET: dict[type[models.Model], Any] = {Pair: "it tells of another person as well, who may be somebody else"}
