"""How long an emergency lasts, when it is switched off, how many openings are usual. Plain values in and out.

Source of the hour, the three days and the three unreviewed: the house's security design, section 3.9. The budgets are
our own guess of a long day at a desk and are meant to be changed (`SERAI_OPENINGS`, docs/guard.md).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from serai.centres.rules import May
from serai.sealed.choices import Kind

OPENED_IN_AN_EMERGENCY = frozenset({May.SEE_PROFILE})  # never flags, screening or sealed files
# What may be asked for, always all of it, so that the list says nothing; never complaints about the staff.
ASKED_FOR = (Kind.GBV, Kind.TRAFFICKING, Kind.CHILD, Kind.MEDICAL, Kind.MHPSS, Kind.SAFE_PLACE)
LASTS = timedelta(minutes=60)
REVIEW_WITHIN = timedelta(hours=72)
MOST_UNREVIEWED = 3
A_SHIFT = timedelta(hours=10)
SHORTEST_REASON = 20

# Files of different people that a role opens in one shift before it is asked why; others: OTHERS.
BUDGETS: Mapping[str, int] = {"receptionist": 150, "health": 80, "shelter": 80, "caseworker": 60, "manager": 20}
OTHERS = 40


class SwitchedOff(StrEnum):
    """Why nobody, or not this person, may open a file in an emergency now."""

    LATE = "late"  # an opening at this centre waits for its review since three days
    TOO_MANY = "too_many"  # three of this person's openings wait for their review


def ends(opened_at: datetime) -> datetime:
    """When an emergency opening ends by itself."""
    return opened_at + LASTS


def review_due(opened_at: datetime) -> datetime:
    """When it must have been reviewed."""
    return opened_at + REVIEW_WITHIN


def switched_off(*, oldest_unreviewed: datetime | None, own_unreviewed: int, now: datetime) -> SwitchedOff | None:
    """Emergency openings work only while they are reviewed: all of a centre's in three days, and of one person at
    most two unreviewed at a time."""
    if oldest_unreviewed is not None and now >= review_due(oldest_unreviewed):
        return SwitchedOff.LATE
    return SwitchedOff.TOO_MANY if own_unreviewed >= MOST_UNREVIEWED else None


def budget(*, role: str, times_extended: int, percent: int = 100) -> int:
    """How many files of different people this role opens in a shift: the usual, and once more each time it said why.
    `percent` is the installation's own (100: as shipped)."""
    return round(BUDGETS.get(role, OTHERS) * percent / 100) * (1 + times_extended)


def is_spent(*, opened: int, allowed: int) -> bool:
    """Whether the measure of openings of a shift is used up."""
    return opened >= allowed
