from django import forms
from django.utils.translation import gettext_lazy as _

from serai.cards.choices import CardRevoked


class ReplaceForm(forms.Form):
    """Why the card of now stops working."""

    reason = forms.ChoiceField(
        label=_("What happened to the card?"), choices=CardRevoked.choices, widget=forms.RadioSelect
    )
