from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Centre
from serai.codes import countries
from serai.codes.words import Words
from serai.keys.place import CannotOpen
from serai.people import rules as people
from serai.people.choices import ConsentStatus, Sex
from serai.registration.operations.registration import Told
from serai.sealed.operations.compartments import KeyChanged
from serai.watch import rules
from serai.watch.choices import EmergencyReason, Verdict
from serai.watch.operations import AlreadyAnswered

SWITCHED_OFF = {
    rules.SwitchedOff.LATE: _(
        "Emergency openings are switched off at this centre: one has waited three days for its review. "
        "Ask the supervisor or the data-protection focal point to review it."
    ),
    rules.SwitchedOff.TOO_MANY: _(
        "Three of your emergency openings wait for their review. Ask the supervisor to review them first."
    ),
}
NOT_YOURS = _(
    "Somebody has reviewed this meanwhile, or it was your own, or a password was made for one of you lately and no "
    "third person has confirmed whose account it is. Nothing was changed."
)


NOT_ASKED = _(
    "A password was made for you lately, so a third person first confirms whose account it is (page of today). Until "
    "then, call whoever does this work at your centre: they can tell you what you need."
)
CHOOSE_A_CLASS = _("Choose what you need to read.")
NOT_LET: dict[type[Exception], Words] = {
    AlreadyAnswered: _("Another reader has answered meanwhile, or it was asked anew. Look at your page of today."),
    KeyChanged: _("A colleague has just changed the key of these files. Look again, then do it once more."),
    CannotOpen: _("This sealed file was changed outside the program and does not open."),
}


class AskSealedForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind, kind.label) for kind in rules.ASKED_FOR])


def _why(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=rules.SHORTEST_REASON,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"min_length": _("Say a little more: one whole sentence, please.")},
    )


class EmergencyForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is the emergency"), choices=EmergencyReason, widget=forms.RadioSelect)
    why = _why(_("What has happened"), _("One sentence. Whoever reviews this will read it."))


class GoOnForm(forms.Form):
    why = _why(_("Why you need to open more"), _("For example: a large arrival, or you stand in for a colleague."))


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label=_("What you found"), choices=Verdict, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Do not write about the person whose file it was."),
    )


class DecoyForm(forms.Form):
    centre = forms.ModelChoiceField(label=_("Centre"), queryset=Centre.objects.none(), empty_label="–")
    given = forms.CharField(label=_("Invented given name"), max_length=80)
    father = forms.CharField(label=_("Invented father’s name"), max_length=80)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    age = forms.IntegerField(label=_("Age in years"), min_value=18, max_value=90)
    nationality = forms.ChoiceField(label=_("Nationality"), choices=countries.choices)

    def __init__(self, *args: Any, centres: QuerySet[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Centre]", self.fields["centre"]).queryset = centres

    def told(self, on: Any) -> Told:
        """The invented person, as a registration is told."""
        said = self.cleaned_data
        return Told(
            sex=said["sex"],
            birth=people.aged(said["age"], on=on),
            nationality=said["nationality"],
            consent_status=ConsentStatus.GIVEN,
            name={"given": said["given"], "father": said["father"]},
        )
