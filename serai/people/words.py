"""Birth and age in the reader's words. A birth that is known to the year is never shown as a day of that year."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
    band = rules.band_on(birth, on)
    return _("age group %(band)s") % {"band": str(AgeBand(band).label)}


def _age_words(latest: date, *, about: int, on: date, told_on: date | None) -> str:
    if told_on is None or told_on == on:
        return _("about %(age)d") % {"age": about}
    told = {"age": about, "told": rules.age_on(latest, told_on), "day": date_format(told_on)}
    return _("about %(age)d (said to be %(told)d on %(day)s)") % told
