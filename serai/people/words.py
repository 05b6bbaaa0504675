"""Birth and age in the reader's words. A birth that is known to the year is never shown as a day of that year."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from serai.calendars.rules import Told
from serai.calendars.words import told_words
from serai.people import rules
from serai.people.choices import AgeBand, BirthPrecision
from serai.people.models import Person

PAPER = {"ara": "ar", "fra": "fr", "spa": "es", "eng": "en"}


def paper_language(person: Person, *, otherwise: str = "en") -> str:
    """The person's language, if our sheets exist in it; else another, and the sheet is read aloud."""
    spoken = [person.mother_tongue, *person.other_languages]
    return next((PAPER[code] for code in spoken if code in PAPER), otherwise)


def _years(age: int) -> str:
    return ngettext("%(age)d year old", "%(age)d years old", age) % {"age": age}


def birth_words(birth: rules.Birth, *, on: date, told_on: date | None = None) -> str:
    """`born in 1998, about 28`; `about 28 (said to be 25 on 3 March 2023)`. `told_on`: when the age was told."""
    if birth.middle is None or birth.earliest is None or birth.latest is None:
        return _("age not known")
    about = max(0, rules.age_on(birth.middle, on))
    match birth.precision:
        case BirthPrecision.EXACT:
            words = {"day": date_format(birth.latest), "age": _years(about)}
            return _("born on %(day)s, %(age)s") % words
        case BirthPrecision.MONTH:
            month = date_format(birth.latest, "YEAR_MONTH_FORMAT")
            return _("born in %(month)s, about %(age)d") % {"month": month, "age": about}
        case BirthPrecision.YEAR:
            return _("born in %(year)s, about %(age)d") % {"year": str(birth.latest.year), "age": about}
        case BirthPrecision.AGE:
            return _age_words(birth.latest, about=about, on=on, told_on=told_on)
        case BirthPrecision.SPAN:
            return _span_words(birth.earliest, birth.latest, on=on)
    band = rules.band_on(birth, on)
    return _("age group %(band)s") % {"band": str(AgeBand(band).label)}


def _span_words(earliest: date, latest: date, *, on: date) -> str:
    low, high = (max(0, rules.age_on(born, on)) for born in (latest, earliest))
    if high - low > 1:
        return _("between %(low)d and %(high)d years old") % {"low": low, "high": high}
    words = {"first": date_format(earliest), "last": date_format(latest), "low": low, "high": high}
    if low == high:
        return _("born between %(first)s and %(last)s, %(age)s") % {**words, "age": _years(low)}
    return _("born between %(first)s and %(last)s, %(low)d or %(high)d years old") % words


def said_words(person: Person) -> list[str]:
    """The birth as it was told, where that was not in our own calendar: `12 Meskerem 2007 (Ethiopian)`, `between 14 and
    18 years old, on 3 March 2026`, or the person's own words."""
    said = person.birth_said
    told = [told_words(one) for one in told_dates(said)]
    if "age" in said:
        words = {"low": said["age"], "high": said["age_to"], "day": date_format(person.age_told_on)}
        told = [_("between %(low)d and %(high)d years old, on %(day)s") % words]
    return [part for part in (" – ".join(told), said.get("words", "")) if part]


def told_dates(said: dict[str, Any]) -> list[Told]:
    """The date that was told, or the first and the last year."""
    years = [said[name] for name in ("year", "year_to") if name in said]
    return [Told(year, said.get("month"), said.get("day"), said["calendar"]) for year in years]


def _age_words(latest: date, *, about: int, on: date, told_on: date | None) -> str:
    if told_on is None or told_on == on:
        return _("about %(age)d") % {"age": about}
    told = {"age": about, "told": rules.age_on(latest, told_on), "day": date_format(told_on)}
    return _("about %(age)d (said to be %(told)d on %(day)s)") % told
