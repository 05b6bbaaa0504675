"""Our own calendar, by the same few functions as the others."""

from calendar import monthrange
from datetime import date

FIRST_YEAR, LAST_YEAR, MONTHS, EITHER_SIDE = 1000, 2999, 12, 0


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return monthrange(year, month)[1]


def to_day(year: int, month: int, day: int) -> date:
    """The day itself, which must exist (`days_in`)."""
    return date(year, month, day)


def from_day(day: date) -> tuple[int, int, int]:
    """Year, month and day of our calendar."""
    return day.year, day.month, day.day
