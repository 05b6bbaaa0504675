"""Birth and age: a birth is a span of days, never a day that nobody said."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from serai.calendars.choices import Calendar
from serai.calendars.rules import Told, span_of
from serai.people.choices import AgeBand, BirthPrecision

ADULT_AT = 18
BANDS: tuple[tuple[int, int, str], ...] = (
    (0, 4, AgeBand.UNDER_5),
    (5, 9, AgeBand.FROM_5),
    (10, 14, AgeBand.FROM_10),
    (15, 17, AgeBand.FROM_15),
    (18, 29, AgeBand.FROM_18),
    (30, 44, AgeBand.FROM_30),
    (45, 59, AgeBand.FROM_45),
    (60, 120, AgeBand.FROM_60),
)
CHILD_BANDS = frozenset({AgeBand.UNDER_5, AgeBand.FROM_5, AgeBand.FROM_10, AgeBand.FROM_15})


@dataclass(frozen=True)
class Birth:
    """The earliest and latest day on which the person can have been born, and how well that is known."""

    precision: str
    earliest: date | None = None
    latest: date | None = None
    is_disputed: bool = field(default=False, compare=False)  # somebody says another age, and it is not settled

    @property
    def middle(self) -> date | None:
        if self.earliest is None or self.latest is None:
            return None
        return self.earliest + (self.latest - self.earliest) // 2


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def born_on(day: date) -> Birth:
    """Born on a day that is known."""
    return Birth(BirthPrecision.EXACT, day, day)


def born_in_month(year: int, month: int) -> Birth:
    """Born on some day of a month."""
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return Birth(BirthPrecision.MONTH, first, after - timedelta(days=1))


def born_in_year(year: int) -> Birth:
    """Born on some day of a year; never its first of January."""
    return Birth(BirthPrecision.YEAR, date(year, 1, 1), date(year, 12, 31))


def born_within(first: date, last: date) -> Birth:
    """Born on some day between two."""
    return Birth(BirthPrecision.SPAN, first, last)


def born_as_told(told: Told) -> Birth:
    """Born in a year, a month or on a day, as told in any calendar. What is no whole year or month of ours, and a day
    that the moon decides, stays the days between two. Raises NoSuchDate."""
    first, last = span_of(told)
    if first == last:
        return born_on(first)
    if told.calendar != Calendar.GREGORIAN:
        return born_within(first, last)
    return born_in_month(told.year, told.month) if told.month else born_in_year(told.year)


def aged(years: int, *, on: date) -> Birth:
    """An age as told on a day: born between `years` and `years` + 1 years before it."""
    return Birth(BirthPrecision.AGE, years_before(on, years + 1) + timedelta(days=1), years_before(on, years))


def aged_between(low: int, high: int, *, on: date) -> Birth:
    """Between two ages, as told on a day."""
    return born_within(years_before(on, high + 1) + timedelta(days=1), years_before(on, low))


def in_band(band: str, *, on: date) -> Birth:
    """In an age group on a day: born between its oldest and its youngest."""
    for low, high, name in BANDS:
        if name == band:
            earliest = years_before(on, high + 1) + timedelta(days=1)
            return Birth(BirthPrecision.BAND, earliest, years_before(on, low))
    return Birth(BirthPrecision.UNKNOWN)


def age_on(born: date, day: date) -> int:
    """Full years on that day; the birthday itself counts."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def band_of(age: int) -> str:
    """The age band of an age in years."""
    return next((name for low, high, name in BANDS if low <= age <= high), AgeBand.UNKNOWN)


def band_on(birth: Birth, day: date) -> str:
    """The age band on the day of an event (never today's). A birth known to the year is taken at its middle."""
    if birth.middle is None:
        return AgeBand.UNKNOWN
    return band_of(max(0, age_on(birth.middle, day)))


def is_child_on(birth: Birth, day: date) -> bool:
    """A doubtful age counts as a child's, and so does a disputed one: the benefit of the doubt (Inter-Agency UASC
    guidelines)."""
    return birth.is_disputed or (birth.latest is not None and age_on(birth.latest, day) < ADULT_AT)


def written(birth: Birth) -> str:
    """For an export, as ISO 8601-2 (EDTF) writes it: `1995-05-17`, `1995-05`, `1995`, or the first and last possible
    day. Never a day that nobody said."""
    if birth.earliest is None or birth.latest is None:
        return ""
    match birth.precision:
        case BirthPrecision.EXACT:
            return birth.latest.isoformat()
        case BirthPrecision.MONTH:
            return birth.latest.isoformat()[:7]
        case BirthPrecision.YEAR:
            return birth.latest.isoformat()[:4]
    return f"{birth.earliest.isoformat()}/{birth.latest.isoformat()}"
