"""What this room itself holds about people."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import TruncMonth

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.people.models import Person
from serai.privacy.models import DataRequest, DueFile, LegalHold


def files_as_numbers(rows: QuerySet[DueFile], twin: Person) -> None:
    """The line of a list stays, and names nobody, nor the day from which it was counted."""
    rows.update(person=None, due=TruncMonth("due"))


def requests_as_numbers(rows: QuerySet[DataRequest], twin: Person) -> None:
    """That somebody asked, and what became of it, without a word of what was said."""
    rows.update(person=None, what="", words="")


_KEPT: dict[str, Any] = {"level": Level.CONFIDENTIAL, "keep_for": 2 * YEAR, "follows": Follows.MOVES}
OWN = [
    Holding(model=LegalHold, **_KEPT),
    Holding(model=DueFile, as_numbers=files_as_numbers, **_KEPT),
    Holding(model=DataRequest, as_numbers=requests_as_numbers, **_KEPT),
]
