from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.cards.choices import CardRevoked, Paper
from serai.cards.rules import MOST_AT_ONCE
from serai.people.rules import Kind, reading
from serai.ui.forms import FormToken

NOT_FREE = _(
    "This card cannot be given: it was not printed here, or it is somebody’s already, or it is spoiled. "
    "Take another one."
)
NOT_A_CARD = _("This is not the code of a card. Look at it again, or take another card.")


class ScannedField(forms.CharField):
    """The code of a card, scanned or typed, in the form in which it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value))
        read = reading(typed)
        if typed and read.kind != Kind.CARD:
            raise forms.ValidationError(NOT_A_CARD)
        return read.code


class GiveForm(forms.Form):
    """Which card: one from the stack of printed ones, or a new one to print now."""

    typed = ScannedField(
        label=_("Scan a card that is printed already"),
        help_text=_("Or leave this empty: then a new card is made, to print now."),
        required=False,
    )

    def refuse(self) -> None:
        self.add_error("typed", NOT_FREE)


class ReplaceForm(GiveForm):
    """Why the card of now stops working, and which comes in its place."""

    reason = forms.ChoiceField(
        label=_("What happened to the card?"), choices=CardRevoked.choices, widget=forms.RadioSelect
    )
    field_order = ("reason", "typed")


class BatchForm(forms.Form):
    form_token = FormToken()
    paper = forms.ChoiceField(label=_("What is in the printer?"), choices=Paper.choices, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("How many?"),
        help_text=_("The last sheet is filled. At most 200 at once."),
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=20,
    )


class SpoilForm(forms.Form):
    typed = ScannedField(label=_("Scan or type the card that is torn, smudged or lost"))

    def refuse(self) -> None:
        self.add_error("typed", _("None of this batch that is free has this code."))
