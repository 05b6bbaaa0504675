from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.reception import rules
from serai.reception.choices import GRID_BANDS, GRID_SEXES, Direction, GroupKind
from serai.ui.forms import FormToken

MOST_IN_A_GROUP = 2000
CELLS = [(f"{sex} {band}", f"{sex} {band}") for sex in GRID_SEXES for band in GRID_BANDS]


class PassageForm(forms.Form):
    """What each way of counting sends along: which way, in what group, and the mark that makes it count once."""

    direction = forms.ChoiceField(choices=Direction, widget=forms.HiddenInput)
    client_token = FormToken()
    group = forms.ChoiceField(label=_("They came"), choices=GroupKind, required=False)


class PressForm(PassageForm):
    """One press of a plus button: one person."""

    cell = forms.ChoiceField(choices=CELLS)

    def tallies(self) -> list[rules.Tally]:
        sex, band = self.cleaned_data["cell"].split(" ")
        return [rules.Tally(sex, band, 1)]


class GroupForm(PassageForm):
    """A group in words: so many men, women, children."""

    women = forms.IntegerField(label=_("Women"), required=False, min_value=0, max_value=MOST_IN_A_GROUP)
    men = forms.IntegerField(label=_("Men"), required=False, min_value=0, max_value=MOST_IN_A_GROUP)
    girls = forms.IntegerField(label=_("Girls"), required=False, min_value=0, max_value=MOST_IN_A_GROUP)
    boys = forms.IntegerField(label=_("Boys"), required=False, min_value=0, max_value=MOST_IN_A_GROUP)
    children = forms.IntegerField(
        label=_("Children, girls and boys not counted apart"), required=False, min_value=0, max_value=MOST_IN_A_GROUP
    )
    people = forms.IntegerField(
        label=_("People not counted apart"), required=False, min_value=0, max_value=MOST_IN_A_GROUP
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.tallies():
            raise forms.ValidationError(_("No number is filled in yet. Write how many people passed."))
        return cleaned

    def tallies(self) -> list[rules.Tally]:
        return rules.tallies_of({word: self.cleaned_data.get(word) for word in rules.GROUP_WORDS})
