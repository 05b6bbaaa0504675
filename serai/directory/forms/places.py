"""Where a safe house is, as its readers write it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def numbers_in(typed: str) -> list[str]:
    return [number.strip() for number in typed.split(",") if number.strip()]


class SafePlaceForm(forms.Form):
    """Where a safe house is, as its readers write it: all of it anew. `seen` tells a second editor."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    area = forms.CharField(label=_("Town, district or camp"), max_length=120, required=False)
    address = forms.CharField(label=_("Address, or how to find it"), max_length=300)
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    phones = forms.CharField(
        label=_("Telephone numbers of the office"),
        max_length=200,
        required=False,
        help_text=_("Several with commas. Never the number of one person."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("latitude") is None) != (said.get("longitude") is None):
            self.add_error("longitude", _("Give both latitude and longitude, or neither."))
        return said

    def told(self) -> dict[str, Any]:
        """What `operations` takes."""
        return self.cleaned_data | {"phones": numbers_in(self.cleaned_data["phones"])}


def initial_of(told: dict[str, Any], *, seen: str) -> dict[str, Any]:
    """What is sealed, as the form begins with it."""
    return told | {"seen": seen, "phones": ", ".join(told.get("phones", []))}
