from collections.abc import Iterable
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.http import QueryDict

from serai.codes.words import Words


def retell(form: forms.BaseForm, **values: str | int) -> None:
    """Keep what was typed but for these values, such as the version that the next save will stand on."""
    data = cast(QueryDict, form.data).copy()
    for name, value in values.items():
        data[form.add_prefix(name)] = str(value)
    form.data = data


def offer(form: forms.BaseForm, name: str, choices: Iterable[Any]) -> None:
    """What a field lets one choose, where it is known only for this form. Django copies the fields for each form."""
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


class FormToken(forms.UUIDField):
    """Made with each form and sent with it, so that a form sent twice is one act."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"initial": uuid4, **kwargs})


class VersionedForm(forms.Form):
    """Carries the version that its page showed (see `ui.editors`)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)  # none is an old page: told like any other

    def tell(self, why: Words, *, version: int) -> None:
        """Say why it was not saved and keep what was typed; saving again is a decision on what it says now."""
        self.add_error(None, forms.ValidationError(why))
        retell(self, version=version)
