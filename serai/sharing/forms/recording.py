from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.sharing.rules.recording import RECORDING, CannotDecide

TOO_SHORT = _("Say a little more: one whole sentence, please.")
WHY_NOT = {
    CannotDecide.HOLDS: _("There is an answer that holds. Nothing has to be decided."),
    CannotDecide.SAID_NO: _("The person said no. Nobody decides against it."),
    CannotDecide.NO_CHILD: _("This is for a child only. An adult is asked, or a life is in danger."),
    CannotDecide.NOT_FOR_THIS: _("Choose one of the two."),
}


class DecideForm(forms.Form):
    """Somebody who cannot answer is recorded all the same. Two persons, a reason and an end."""

    why = forms.ChoiceField(
        label=_("Why can nobody answer?"),
        choices=[(why, why.label) for why in RECORDING],
        widget=forms.RadioSelect,
    )
    own_word = forms.ChoiceField(
        label=_("What does the person say to it, as far as they can be asked?"),
        choices=[("yes", _("Agrees")), ("no", _("Says no")), ("unasked", _("Could not be asked"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What is the danger, and why nobody can answer"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("No names. Somebody else reads this and decides with you."),
    )

    @property
    def said(self) -> dict[str, Any]:
        own = {"yes": True, "no": False}.get(self.cleaned_data["own_word"])
        return {"why": self.cleaned_data["why"], "reason": self.cleaned_data["reason"], "child_assented": own}
