"""Choosing a place among 33,000 without JavaScript: type, press Search, choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from serai.codes import places


class PlaceInput(forms.Widget):
    template_name = "registration/place_input.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.typed = ""
        self.found: list[tuple[str, str]] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        choices = list(self.found)
        if value and value not in {code for code, _words in choices}:
            choices.insert(0, (value, places.path(value)))
        context["widget"] |= {"typed": self.typed, "choices": choices, "value": value or ""}
        return context

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_search" if id_ else ""


class PlaceField(forms.CharField):
    """A P-code. `offer` gives it what was typed in the search box."""

    widget = PlaceInput

    def offer(self, *, typed: str) -> None:
        if isinstance(self.widget, PlaceInput):
            self.widget.typed = typed[:80]
            self.widget.found = [(place.pcode, places.path_of(place)) for place in places.search(typed, limit=12)]

    def clean(self, value: Any) -> str:
        code = str(super().clean(value))
        if code and not places.exists(code):
            raise forms.ValidationError(_("Choose a place from the list, or none."))
        return code
