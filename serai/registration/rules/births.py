"""A birth as the form takes it, field by field; as it is counted, and as it was told."""

from datetime import date
from typing import Any

from serai.calendars.choices import Calendar
from serai.calendars.rules import Told
from serai.people import rules
from serai.people.choices import BirthPrecision

DATED: dict[str, tuple[str, ...]] = {
    BirthPrecision.EXACT: ("year", "month", "day"),
    BirthPrecision.MONTH: ("year", "month"),
    BirthPrecision.YEAR: ("year",),
}
YEARS, AGES = ("birth_year", "birth_year_to"), ("birth_age", "birth_age_to")


def between(values: dict[str, Any]) -> tuple[str, str]:
    """The two fields that a span is told in: ages where one is given, else years."""
    return AGES if any(values.get(name) is not None for name in AGES) else YEARS


def birth_from(values: dict[str, Any], *, on: date) -> rules.Birth:
    """The birth that the answers mean, an age or an age group being as told on this day. Raises NoSuchDate."""
    calendar, precision = values["birth_calendar"], values["birth_precision"]
    if precision in DATED:
        parts = {part: values[f"birth_{part}"] for part in DATED[precision]}
        return rules.born_as_told(Told(**parts, calendar=calendar))
    if precision == BirthPrecision.SPAN:
        low, high = (values[name] for name in between(values))
        if between(values) == AGES:
            return rules.aged_between(low, high, on=on)
        first, last = (rules.born_as_told(Told(year, calendar=calendar)) for year in (low, high))
        return rules.born_within(first.earliest or on, last.latest or on)
    if precision == BirthPrecision.AGE:
        return rules.aged(values["birth_age"], on=on)
    if precision == BirthPrecision.BAND:
        return rules.in_band(values["birth_band"], on=on)
    return rules.Birth(BirthPrecision.UNKNOWN)


def said_from(values: dict[str, Any]) -> dict[str, Any]:
    """What to keep as it was told, beside the days that are counted: nothing where our own calendar says it all."""
    calendar, precision = values["birth_calendar"], values["birth_precision"]
    said: dict[str, Any] = {"words": values["birth_words"]} if values.get("birth_words") else {}
    if precision == BirthPrecision.SPAN and between(values) == AGES:
        said |= {"as": precision, "age": values["birth_age"], "age_to": values["birth_age_to"]}
    elif precision == BirthPrecision.SPAN:
        said |= {name.removeprefix("birth_"): values[name] for name in YEARS}
        said |= {"as": precision, "calendar": calendar}
    elif precision in DATED and calendar != Calendar.GREGORIAN:
        said |= {part: values[f"birth_{part}"] for part in DATED[precision]}
        said |= {"as": precision, "calendar": calendar}
    return said


def as_typed(birth: rules.Birth, said: dict[str, Any], *, told_on: date) -> dict[str, Any]:
    """The answers that would mean this birth, by the names of the form's fields."""
    words = {"birth_words": said["words"]} if "words" in said else {}
    if birth.latest is None:
        return {"birth_precision": "", **words}
    if "as" in said:
        typed = {f"birth_{name}": value for name, value in said.items() if name not in {"as", "words"}}
        return {"birth_precision": said["as"], "birth_calendar": Calendar.GREGORIAN.value, **typed, **words}
    typed = {"birth_precision": birth.precision, "birth_calendar": Calendar.GREGORIAN.value, **words}
    match birth.precision:
        case BirthPrecision.EXACT | BirthPrecision.MONTH | BirthPrecision.YEAR:
            return typed | {f"birth_{part}": getattr(birth.latest, part) for part in DATED[birth.precision]}
        case BirthPrecision.AGE:
            return typed | {"birth_age": rules.age_on(birth.latest, told_on)}
        case BirthPrecision.SPAN if birth.earliest is not None:
            low, high = (rules.age_on(born, told_on) for born in (birth.latest, birth.earliest))
            return typed | {"birth_age": low, "birth_age_to": high}
    return typed | {"birth_band": rules.band_on(birth, told_on)}
