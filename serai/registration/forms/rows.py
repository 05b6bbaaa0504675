"""Several rows of one small form, added, removed and moved by plain buttons."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.calendars.rules import span_of, told_again
from serai.codes import countries, lists
from serai.registration.forms.told import ToldDate
from serai.registration.rules.profile import rearranged
from serai.ui.widgets import DayInput

MOST_ROWS = 30
BLANK = ("", "—")
ACTS = {"add", "remove", "up", "down"}


class JourneyRow(forms.Form):
    title = gettext_lazy("Place %(number)s")

    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=lambda: [BLANK, *countries.choices()], required=False
    )
    place = forms.CharField(label=gettext_lazy("Town or place"), max_length=120, required=False)
    arrived = ToldDate(label=gettext_lazy("Arrived"))
    left = ToldDate(label=gettext_lazy("Left"))
    transport = forms.ChoiceField(
        label=gettext_lazy("How the person travelled on from here"),
        choices=lambda: [BLANK, *lists.choices("transport", not_answered=True)],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        arrived, left = (told_again(cleaned.get(name, "")) for name in ("arrived", "left"))
        if arrived and left and span_of(left)[1] < span_of(arrived)[0]:
            self.add_error("left", _("The person left before arriving. Check both dates."))
        if any(cleaned.values()) and not cleaned.get("country") and "country" not in self.errors:
            self.add_error("country", _("Choose a country, or “not known”."))
        return cleaned


class DocumentRow(forms.Form):
    title = gettext_lazy("Document %(number)s")

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"),
        choices=lambda: [BLANK, *lists.choices("document_kind", not_answered=True)],
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Where is it?"),
        choices=lambda: [BLANK, *lists.choices("document_state", not_answered=True)],
        required=False,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Issuing country"), choices=lambda: [BLANK, *countries.choices()], required=False
    )
    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    expires_on = forms.DateField(label=gettext_lazy("Valid until"), required=False, widget=DayInput)
    detail = forms.CharField(label=gettext_lazy("When and where it was lost"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.values()):
            for name in ("kind", "state"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose one, or say why there is no answer."))
        return cleaned


class Rows:
    """The rows as typed, after the button that was pressed. An empty row is not kept."""

    def __init__(self, row: type[forms.Form], *, prefix: str, initial: list[dict[str, Any]], data: Any) -> None:
        self.row, self.prefix, self.data = row, prefix, data
        act, _sep, place = (data.get(f"{prefix}-act", "") if data else "").partition("-")
        self.was_rearranged = act in ACTS
        self.was_added = act == "add"
        rows = self._typed(data) if data else initial or [{}]
        if self.was_rearranged:
            rows = rearranged(rows, act=act, place=int(place) if place.isdecimal() else -1)[:MOST_ROWS]
        self.typed = rows
        self.forms = [self._form(rows[n], n, bound=data is not None) for n in range(len(rows))]

    def _typed(self, data: Any) -> list[dict[str, Any]]:
        count = data.get(f"{self.prefix}-count", "0")
        number = min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 4 else 0
        return [
            {
                name: field.widget.value_from_datadict(data, {}, f"{self.prefix}-{n}-{name}")
                for name, field in self.row.base_fields.items()
            }
            for n in range(number)
        ]

    def _form(self, values: dict[str, Any], place: int, *, bound: bool) -> forms.Form:
        prefix = f"{self.prefix}-{place}"
        if bound and not self.was_rearranged:
            return self.row(self.data, prefix=prefix)
        return self.row(initial=values, prefix=prefix)

    def __iter__(self) -> Iterator[tuple[str, forms.Form]]:
        for number, form in enumerate(self.forms, start=1):
            yield str(self.row.title) % {"number": number}, form  # type: ignore[attr-defined]

    def __len__(self) -> int:
        return len(self.forms)

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms])  # noqa: C419 - every row gets its own messages

    @property
    def values(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if any(form.cleaned_data.values())]
