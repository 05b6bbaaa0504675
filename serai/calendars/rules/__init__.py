"""A date that was told, as the days of our calendar that it can mean. No clock, no words."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from serai.calendars.choices import Calendar
from serai.calendars.rules import ethiopian, gregorian, hijri

OF = {Calendar.GREGORIAN: gregorian, Calendar.ETHIOPIAN: ethiopian, Calendar.HIJRI: hijri}


class Why(StrEnum):
    """Why there is no such date. Whoever asks has a sentence for each."""

    YEAR = "year"  # out of what is converted
    MONTH = "month"
    DAY = "day"


class NoSuchDate(ValueError):
    """The calendar has no such year, month or day; `why` says which."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Told:
    """A year, a month or a day as it was told, in the calendar of whoever told it."""

    year: int
    month: int | None = None
    day: int | None = None
    calendar: str = Calendar.GREGORIAN


def kept_as(told: Told) -> str:
    """A date in one column, as it was told: `2024-03` of our own calendar, `ethiopian:2016-04-13` of another."""
    parts = [f"{told.year:04d}", *(f"{part:02d}" for part in (told.month, told.day) if part)]
    calendar = "" if told.calendar == Calendar.GREGORIAN else f"{told.calendar}:"
    return calendar + "-".join(parts)


def told_again(kept: str) -> Told | None:
    """What `kept_as` keeps, as it was told; None where nothing was."""
    if not kept:
        return None
    calendar, _sep, parts = kept.rpartition(":")
    year, month, day = [*(int(part) for part in parts.split("-")), None, None][:3]
    return Told(year or 0, month, day, calendar or Calendar.GREGORIAN)


def span_of(told: Told) -> tuple[date, date]:
    """The first and last day that it can mean. Where the calendar follows the moon as it is seen, that is one day more
    at either end. Raises NoSuchDate."""
    of = OF[Calendar(told.calendar)]
    if not of.FIRST_YEAR <= told.year <= of.LAST_YEAR:
        raise NoSuchDate(Why.YEAR)
    if told.month is not None and not 1 <= told.month <= of.MONTHS:
        raise NoSuchDate(Why.MONTH)
    first_month, last_month = (told.month, told.month) if told.month else (1, of.MONTHS)
    if told.month is None or told.day is None:
        first, last = 1, of.days_in(told.year, last_month)
    elif 1 <= told.day <= of.days_in(told.year, told.month):
        first = last = told.day
    else:
        raise NoSuchDate(Why.DAY)
    either = timedelta(days=of.EITHER_SIDE)
    return of.to_day(told.year, first_month, first) - either, of.to_day(told.year, last_month, last) + either


def as_told_on(day: date, calendar: str) -> Told:
    """How this day is called in a calendar. Raises NoSuchDate."""
    of = OF[Calendar(calendar)]
    try:
        year, month, day_of_month = of.from_day(day)
    except (ValueError, OverflowError):
        raise NoSuchDate(Why.YEAR) from None
    return Told(year, month, day_of_month, calendar)
