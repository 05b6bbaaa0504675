"""Birth and age: as little or as much as is known, in the calendar in which it is told."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.calendars.choices import Calendar
from serai.calendars.rules import NoSuchDate, Why
from serai.calendars.words import NO_SUCH_DATE, month_choices
from serai.codes import lists
from serai.people.choices import AgeBand, BirthPrecision
from serai.registration.forms.fields import ANSWER_AND_WHY, BLANK, Digits, Fields, why_field
from serai.registration.rules.births import DATED, between, birth_from
from serai.ui.widgets import DayInput

OLDEST = 120
ASK_FOR = gettext_lazy("Write this, or choose another answer to “What is known”.")
NEEDED_FOR: dict[str, tuple[str, ...]] = {
    **{precision: tuple(f"birth_{part}" for part in parts) for precision, parts in DATED.items()},
    BirthPrecision.AGE: ("birth_age",),
    BirthPrecision.BAND: ("birth_band",),
}
TYPED = ("birth_day", "birth_month", "birth_year", "birth_year_to", "birth_age", "birth_age_to", "birth_band")
WRONG = {Why.YEAR: "birth_year", Why.MONTH: "birth_month", Why.DAY: "birth_day"}


def birth_fields() -> Fields:
    """What is known comes first; then only the lines that belong to it are filled in."""
    known = [pair for pair in BirthPrecision.choices if pair[0] not in {BirthPrecision.UNKNOWN, BirthPrecision.SPAN}]
    known.insert(-1, (BirthPrecision.SPAN, gettext_lazy("About: between two years or two ages")))
    bands = [BLANK, *(pair for pair in AgeBand.choices if pair[0] != AgeBand.UNKNOWN)]
    return {
        "birth_precision": forms.ChoiceField(
            label=gettext_lazy("What is known"), choices=known, required=False, widget=forms.RadioSelect
        ),
        "birth_calendar": forms.ChoiceField(
            label=gettext_lazy("Calendar of the date"),
            choices=Calendar,
            required=False,
            initial=Calendar.GREGORIAN,
            widget=forms.RadioSelect,
        ),
        "birth_day": Digits(label=gettext_lazy("Day of birth"), required=False, min_value=1, max_value=31),
        "birth_month": forms.TypedChoiceField(
            label=gettext_lazy("Month of birth"),
            choices=lambda: [BLANK, *month_choices()],
            required=False,
            coerce=int,
            empty_value=None,
        ),
        "birth_year": Digits(label=gettext_lazy("Year of birth"), required=False, min_value=0),
        "birth_year_to": Digits(label=gettext_lazy("If between two years: the later one"), required=False, min_value=0),
        "birth_age": Digits(label=gettext_lazy("Age as told today"), required=False, min_value=0, max_value=OLDEST),
        "birth_age_to": Digits(
            label=gettext_lazy("If between two ages: the higher one"), required=False, min_value=0, max_value=OLDEST
        ),
        "birth_band": forms.ChoiceField(label=gettext_lazy("Age group"), choices=bands, required=False),
        "birth_words": forms.CharField(
            label=gettext_lazy("In the person’s own words"),
            help_text=gettext_lazy("Such as: in the year of the great flood."),
            max_length=120,
            required=False,
        ),
        "birth_why": why_field(),
        **_dispute(),
    }


def _dispute() -> Fields:
    return {
        "age_disputed_by": forms.ChoiceField(
            label=gettext_lazy("Does somebody say another age?"),
            help_text=gettext_lazy("Until it is settled, the person is treated as a child."),
            choices=lambda: [("", gettext_lazy("No")), *lists.choices("age_disputed_by")],
            required=False,
        ),
        "age_disputed_since": forms.DateField(
            label=gettext_lazy("Disputed since"),
            help_text=gettext_lazy("Left empty, it is today."),
            required=False,
            widget=DayInput,
        ),
    }


def check_birth(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """What is known says which fields count; one that is missing is asked for, one that cannot be is refused."""
    precision = cleaned.get("birth_precision", "")
    cleaned["birth_calendar"] = cleaned.get("birth_calendar") or Calendar.GREGORIAN.value
    wanted = between(cleaned) if precision == BirthPrecision.SPAN else NEEDED_FOR.get(precision, ())
    for name in wanted:
        if cleaned.get(name) in {None, ""} and name not in form.errors:
            form.add_error(name, ASK_FOR)
    if wanted and cleaned.get("birth_why"):
        form.add_error("birth_why", ANSWER_AND_WHY)
    if not wanted and not form.errors and any(cleaned.get(name) not in {None, ""} for name in TYPED):
        form.add_error("birth_precision", _("Say which of these is known."))
    _check_dispute(form, cleaned)
    if wanted and not form.errors:
        _check_days(form, cleaned, wanted)


def _check_days(form: forms.Form, cleaned: dict[str, Any], wanted: tuple[str, ...]) -> None:
    today = timezone.localdate()
    if cleaned["birth_precision"] == BirthPrecision.SPAN and cleaned[wanted[0]] > cleaned[wanted[1]]:
        form.add_error(wanted[1], _("The second must not be less than the first."))
        return
    try:
        birth = birth_from(cleaned, on=today)
    except NoSuchDate as refused:
        form.add_error(WRONG[refused.why], NO_SUCH_DATE[refused.why])
        return
    if birth.earliest is None or birth.latest is None:
        return
    if birth.earliest > today or birth.latest.year < today.year - OLDEST:
        far = _("This is in the future, or more than 120 years ago. Check the year and the calendar.")
        form.add_error(wanted[0] if wanted[0] == "birth_age" else "birth_year", far)


def _check_dispute(form: forms.Form, cleaned: dict[str, Any]) -> None:
    since = cleaned.get("age_disputed_since")
    if since and not cleaned.get("age_disputed_by"):
        form.add_error("age_disputed_by", _("Say who says another age, or leave the day empty."))
    elif since and since > timezone.localdate():
        form.add_error("age_disputed_since", _("This day is still to come. Give today or a day before."))
