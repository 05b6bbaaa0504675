"""The Hijri calendar as Umm al-Qura publishes it (Saudi Arabia), for the years that its tables cover.

Elsewhere a month begins when the moon is seen, so a date that somebody tells may be a day earlier or later than the
tables have it. A day told is therefore taken as three (`EITHER_SIDE`), and never shown as one day of ours."""

from datetime import date

from hijridate import Gregorian, Hijri

FIRST_YEAR, LAST_YEAR, MONTHS, EITHER_SIDE = 1343, 1500, 12, 1


def days_in(year: int, month: int) -> int:
    """How many days the month has in the tables."""
    return Hijri(year, month, 1).month_length()


def to_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri one in the tables, which must exist (`days_in`)."""
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def from_day(day: date) -> tuple[int, int, int]:
    """Year, month and day of the tables. Raises OverflowError outside them."""
    found = Gregorian.fromdate(day).to_hijri()
    return found.year, found.month, found.day
