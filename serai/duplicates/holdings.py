"""What this room holds about people."""

from typing import Any

from django.db import models

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.duplicates.models import Merge, Moved, Pair
from serai.people.holdings import YEAR, Holding

OWN = [
    Holding(model=model, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.STAYS) for model in (Pair, Merge)
]
QUIET: dict[type[models.Model], Any] = {
    Pair: "it tells of another person as well, who may be somebody else",
    Merge: "what was moved is told by the rooms that hold it",
    Moved: "numbers of rows, which their rooms tell of",
}
