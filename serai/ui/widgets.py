"""Inputs that the browser helps with. Values go to and fro in the ISO form whatever the reader's language."""

from django import forms


class DayInput(forms.DateInput):
    """A day picked from the browser's own calendar: `forms.DateField(widget=DayInput)`."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
