"""A date of somebody's life: a year, a month or a day, in the calendar in which it is told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, pgettext_lazy

from serai.calendars.choices import Calendar
from serai.calendars.rules import NoSuchDate, Told, Why, kept_as, span_of, told_again
from serai.calendars.words import NO_SUCH_DATE, month_choices
from serai.codes.words import Words
from serai.registration.forms.fields import BLANK, Digits

PARTS: dict[str, Words] = {
    "day": pgettext_lazy("part of a date", "Day"),
    "month": pgettext_lazy("part of a date", "Month"),
    "year": pgettext_lazy("part of a date", "Year"),
    "calendar": pgettext_lazy("part of a date", "Calendar"),
}
NO_SUCH_YEAR = gettext_lazy("This year cannot be converted from this calendar. Check both.")
A_DAY_HAS_A_MONTH = gettext_lazy("Write the year, and the month where there is a day. Leave empty what is not known.")


class ToldInput(forms.MultiWidget):
    """Day, month, year and calendar beside each other, each under its own label."""

    template_name = "registration/told_date.html"

    def decompress(self, value: str | None) -> list[Any]:
        told = told_again(value or "")
        return [told.day, told.month, told.year, told.calendar] if told else ["", "", "", Calendar.GREGORIAN]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], PARTS.values(), strict=True):
            part["label"] = label
        return context


class ToldDate(forms.MultiValueField):
    """Kept as it was told (`calendars.rules.kept_as`), no more precisely; empty where nothing was."""

    def __init__(self, *, label: Any) -> None:
        fields = (
            Digits(required=False, min_value=1, max_value=31),
            forms.TypedChoiceField(
                choices=lambda: [BLANK, *month_choices()], required=False, coerce=int, empty_value=None
            ),
            Digits(required=False, min_value=0, max_value=9999),
            forms.ChoiceField(choices=Calendar, required=False, initial=Calendar.GREGORIAN),
        )
        widget = ToldInput(widgets={part: field.widget for part, field in zip(PARTS, fields, strict=True)})
        super().__init__(fields, label=label, required=False, require_all_fields=False, widget=widget)

    def compress(self, data_list: list[Any]) -> str:
        day, month, year, calendar = data_list or [None] * 4
        if year is None and month is None and day is None:
            return ""
        if year is None or (day is not None and month is None):
            raise ValidationError(A_DAY_HAS_A_MONTH)
        told = Told(year, month, day, calendar or Calendar.GREGORIAN)
        try:
            span_of(told)
        except NoSuchDate as refused:
            raise ValidationError(NO_SUCH_YEAR if refused.why == Why.YEAR else NO_SUCH_DATE[refused.why]) from None
        return kept_as(told)
