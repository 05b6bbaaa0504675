"""What this room itself holds about people."""

from serai.people.holdings import YEAR, Holding
from serai.privacy.models import DataRequest, DueFile, LegalHold

OWN = [
    Holding(model=LegalHold, keep_for=2 * YEAR),
    Holding(model=DueFile, keep_for=2 * YEAR, as_numbers=lambda rows, twin: rows.update(person=None)),
    Holding(
        model=DataRequest, keep_for=2 * YEAR, as_numbers=lambda rows, twin: rows.update(person=None, what="", words="")
    ),
]
