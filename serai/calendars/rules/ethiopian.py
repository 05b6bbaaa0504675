"""The Ethiopian calendar (Amete Mihret): twelve months of thirty days and Pagume, of five days, or of six at the end of
a year before one that divides by four. Reckoned backwards and forwards by that rule alone (proleptic), so that every
day has one name. Reingold & Dershowitz, Calendrical Calculations, chapter 4."""

from datetime import date

FIRST_YEAR, LAST_YEAR, MONTHS, EITHER_SIDE = 1000, 2999, 13, 0
NEW_YEAR_OF_1 = 2796  # 1 Meskerem of the year 1: 29 August 8 in the Julian calendar
LONG_MONTH, YEAR, FOUR_YEARS = 30, 365, 1461


def is_leap(year: int) -> bool:
    """Whether Pagume of this year has a sixth day."""
    return year % 4 == 3


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return LONG_MONTH if month < MONTHS else 5 + is_leap(year)


def to_day(year: int, month: int, day: int) -> date:
    """The Gregorian day of an Ethiopian one, which must exist (`days_in`)."""
    before = YEAR * (year - 1) + year // 4 + LONG_MONTH * (month - 1) + day - 1
    return date.fromordinal(NEW_YEAR_OF_1 + before)


def from_day(day: date) -> tuple[int, int, int]:
    """Year, month and day of the Ethiopian calendar."""
    since = day.toordinal() - NEW_YEAR_OF_1
    year = (4 * since + 1463) // FOUR_YEARS
    within = day.toordinal() - to_day(year, 1, 1).toordinal()
    return year, within // LONG_MONTH + 1, within % LONG_MONTH + 1
