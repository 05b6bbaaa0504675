"""Fields that several questions use."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from serai.codes import lists
from serai.codes.folding import western_digits

BLANK = ("", "—")
ANSWER_AND_WHY = gettext_lazy("There is an answer, so leave “If there is no answer” empty.")
type Fields = dict[str, forms.Field]


class Digits(forms.IntegerField):
    """A number in Western, Arabic or Persian digits; a box for numbers would take the Western alone."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"})

    def to_python(self, value: Any) -> int | None:
        return super().to_python(western_digits(value) if isinstance(value, str) else value)


def why_field() -> forms.ChoiceField:
    reasons = [BLANK, *lists.choices("not_answered")]
    return forms.ChoiceField(label=gettext_lazy("If there is no answer"), choices=reasons, required=False)
