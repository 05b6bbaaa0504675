"""A date that was told, in the reader's words, with the calendar that it was told in."""

from collections.abc import Mapping
from datetime import date

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from serai.calendars.choices import Calendar
from serai.calendars.rules import Told, Why, span_of, told_again
from serai.codes.words import Words

ETHIOPIAN: dict[int, Words] = {
    1: pgettext_lazy("Ethiopian month", "Meskerem"),
    2: pgettext_lazy("Ethiopian month", "Tikimt"),
    3: pgettext_lazy("Ethiopian month", "Hidar"),
    4: pgettext_lazy("Ethiopian month", "Tahsas"),
    5: pgettext_lazy("Ethiopian month", "Tir"),
    6: pgettext_lazy("Ethiopian month", "Yekatit"),
    7: pgettext_lazy("Ethiopian month", "Megabit"),
    8: pgettext_lazy("Ethiopian month", "Miyazya"),
    9: pgettext_lazy("Ethiopian month", "Ginbot"),
    10: pgettext_lazy("Ethiopian month", "Sene"),
    11: pgettext_lazy("Ethiopian month", "Hamle"),
    12: pgettext_lazy("Ethiopian month", "Nehase"),
    13: pgettext_lazy("Ethiopian month", "Pagume"),
}
HIJRI: dict[int, Words] = {
    1: pgettext_lazy("Hijri month", "Muharram"),
    2: pgettext_lazy("Hijri month", "Safar"),
    3: pgettext_lazy("Hijri month", "Rabi al-Awwal"),
    4: pgettext_lazy("Hijri month", "Rabi al-Thani"),
    5: pgettext_lazy("Hijri month", "Jumada al-Ula"),
    6: pgettext_lazy("Hijri month", "Jumada al-Akhira"),
    7: pgettext_lazy("Hijri month", "Rajab"),
    8: pgettext_lazy("Hijri month", "Shaban"),
    9: pgettext_lazy("Hijri month", "Ramadan"),
    10: pgettext_lazy("Hijri month", "Shawwal"),
    11: pgettext_lazy("Hijri month", "Dhu al-Qadah"),
    12: pgettext_lazy("Hijri month", "Dhu al-Hijjah"),
}
NAMES: dict[str, Mapping[int, Words]] = {
    Calendar.GREGORIAN: MONTHS,
    Calendar.ETHIOPIAN: ETHIOPIAN,
    Calendar.HIJRI: HIJRI,
}

NO_SUCH_DATE: dict[Why, Words] = {
    Why.YEAR: gettext_lazy("This year cannot be converted from this calendar. Check it, or give an age."),
    Why.MONTH: gettext_lazy("This calendar has no such month. Check the month and the calendar."),
    Why.DAY: gettext_lazy("This month has no such day. Check the day and the calendar."),
}


def month_choices() -> list[tuple[str, str]]:
    """The months of all three by their number: `1 – January · Meskerem · Muharram`."""
    named = {n: [str(names[n]) for names in NAMES.values() if n in names] for n in ETHIOPIAN}
    return [(str(n), f"{n} – {' · '.join(names)}") for n, names in named.items()]


def told_words(told: Told) -> str:
    """`12 Meskerem 2007 (Ethiopian)`: exactly what was told, a month or a year alone where that is all."""
    month = str(NAMES[told.calendar][told.month]) if told.month else ""
    words = {"day": told.day, "month": month, "year": str(told.year), "calendar": str(Calendar(told.calendar).label)}
    if told.month and told.day:
        return _("%(day)d %(month)s %(year)s (%(calendar)s)") % words
    if told.month:
        return _("%(month)s %(year)s (%(calendar)s)") % words
    return _("%(year)s (%(calendar)s)") % words


def kept_words(kept: str) -> str:
    """A date that is kept as it was told: `March 2024`; of another calendar with the days of ours that it can mean,
    `Tahsas 2016 (Ethiopian) = 11 December 2023 – 9 January 2024`."""
    told = told_again(kept)
    if told is None:
        return ""
    if told.calendar != Calendar.GREGORIAN:
        days = dict.fromkeys(date_format(day) for day in span_of(told))
        return f"{told_words(told)} = {' – '.join(days)}"
    if not told.month:
        return str(told.year)
    day = date(told.year, told.month, told.day or 1)
    return date_format(day) if told.day else date_format(day, "YEAR_MONTH_FORMAT")


def stay_words(arrived: str, left: str) -> str:
    """From one kept date to another; one alone where the other is not known."""
    words = [kept_words(one) for one in (arrived, left) if one]
    return _("%(arrived)s → %(left)s") % {"arrived": words[0], "left": words[1]} if len(words) > 1 else "".join(words)
