from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.codes import lists
from serai.codes.words import Words
from serai.sharing.choices import Answer, AskedFor, Asker, Shown
from serai.sharing.rules.gate import BY_HAND
from serai.sharing.rules.requests import Refused
from serai.ui.forms import FormToken, VersionedForm, offer
from serai.ui.widgets import DayInput

WHY_NOT: dict[Refused, Words] = {
    Refused.BULK: _("Nothing about several people is ever given. Choose another answer."),
    Refused.NO_LEGAL_WORDS: _("Write what the legal office said."),
    Refused.OVER: _("This request was closed already."),
}
CHANGED_MEANWHILE = _("Somebody else noted something about this request meanwhile. Look at it again, then save.")


class ToldForm(forms.Form):
    """By which way a recipient was told."""

    how = forms.ChoiceField(label=_("How were they told?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "how", [pair for pair in lists.choices("referral_method") if pair[0] != BY_HAND])


class RequestForm(forms.Form):
    """What an authority asked, without a name: whom they look for is not written down."""

    token = FormToken()
    asked_on = forms.DateField(label=_("When?"), widget=DayInput)
    asker = forms.ChoiceField(label=_("Who asked?"), choices=Asker.choices, widget=forms.RadioSelect)
    office = forms.CharField(
        label=_("Which office?"), max_length=200, required=False, help_text=_("The office, not the officer’s name.")
    )
    shown = forms.ChoiceField(label=_("What did they show?"), choices=Shown.choices, widget=forms.RadioSelect)
    asked_for = forms.ChoiceField(
        label=_("What did they want?"),
        choices=AskedFor.choices,
        widget=forms.RadioSelect,
        help_text=_("Do not write the name of anybody they look for, here or on paper."),
    )
    how_many = forms.IntegerField(label=_("About how many people"), min_value=1, max_value=1_000_000, required=False)

    def clean_asked_on(self) -> Any:
        day = self.cleaned_data["asked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("asked_for") == AskedFor.ONE:
            said["how_many"] = 1
        return said


class CloseForm(VersionedForm):
    """What became of it. The answer is nothing unless somebody chooses otherwise."""

    answer = forms.ChoiceField(
        label=_("What was given?"), choices=Answer.choices, initial=Answer.NOTHING, widget=forms.RadioSelect
    )
    legal_words = forms.CharField(
        label=_("What the legal office said"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("No names."),
    )

    def refuse(self, why: Refused) -> None:
        self.add_error("legal_words" if why == Refused.NO_LEGAL_WORDS else "answer", WHY_NOT[why])
