from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from serai.codes import lists
from serai.codes.words import Words
from serai.people.choices import LegalBasis, Purpose, SharedPart
from serai.people.models import OUTSIDE
from serai.sharing import recipients
from serai.sharing.choices import Direction, Frequency, Onward
from serai.sharing.rules.agreements import Gap
from serai.sharing.rules.gate import BY_HAND
from serai.ui.forms import VersionedForm, offer
from serai.ui.widgets import DayInput

MISSING: dict[Gap, Words] = {
    Gap.NO_PURPOSE: _("Choose for what something may leave."),
    Gap.NO_FIELDS: _("Choose what may be told. Nothing else leaves."),
    Gap.NO_WAY: _("Choose by which ways it may leave."),
    Gap.NO_SECURITY: _("Write how they keep it safe."),
    Gap.NOT_SIGNED: _("Write who signed for us and for them, and when."),
    Gap.NOT_ASSESSED: _("Write the number of an impact assessment that is signed, such as DPIA-2026-1."),
}
NO_DRAFT = _("This agreement is in force or over, and is not rewritten. End it and draft a new one.")
CHANGED_MEANWHILE = _(
    "Somebody else saved this agreement while you were writing. What you typed is still here: look at it in another "
    "window and compare; if you save again, your version is kept."
)
OFFICES = [("unhcr:unhcr", _("UNHCR"))]


class AgreementForm(VersionedForm):
    """What we and one party promise each other, in the order of the printed sheet."""

    party = forms.ChoiceField(label=_("With whom"))
    purposes = forms.MultipleChoiceField(
        label=_("For what may something leave?"),
        choices=[(purpose, Purpose(purpose).label) for purpose in OUTSIDE if purpose not in {"media", "authorities"}],
        widget=forms.CheckboxSelectMultiple,
        initial=[Purpose.REFERRAL],
    )
    purpose_words = forms.CharField(label=_("The purpose, in a sentence"), max_length=500)
    fields_agreed = forms.MultipleChoiceField(
        label=_("What may be told at most"),
        choices=SharedPart.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The person is still asked each time, and only what the service needs leaves."),
    )
    basis = forms.ChoiceField(label=_("Legal basis"), choices=LegalBasis.choices, initial=LegalBasis.CONSENT)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency.choices)
    methods = forms.MultipleChoiceField(label=_("By which ways"), widget=forms.CheckboxSelectMultiple)
    security = forms.CharField(
        label=_("How they keep it safe"), max_length=500, widget=forms.Textarea(attrs={"rows": "3"})
    )
    onward = forms.ChoiceField(label=_("Telling others"), choices=Onward.choices)
    keep_days = forms.IntegerField(label=_("They delete it after (days)"), min_value=1, max_value=3650, initial=365)
    breach_hours = forms.IntegerField(
        label=_("They tell us of a loss or a leak within (hours)"), min_value=1, max_value=72, initial=24
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    ends_on = forms.DateField(label=_("To"), widget=DayInput)
    assessment = forms.CharField(
        label=_("Number of the impact assessment"),
        help_text=_("What it could do to people, looked at by two before it begins."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "characters"}),
    )
    signed_for_us = forms.CharField(label=_("Signed for us by"), max_length=120, required=False)
    signed_for_them = forms.CharField(label=_("Signed for them by"), max_length=120, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=DayInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {code: str(name) for code, name in [*OFFICES, *recipients.parties()]}
        offer(self, "party", [("", "–"), *self.parties.items()])
        offer(self, "methods", [pair for pair in lists.choices("referral_method") if pair[0] != BY_HAND])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts_on") and said.get("ends_on") and said["ends_on"] < said["starts_on"]:
            self.add_error("ends_on", _("The last day cannot be before the first."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """The columns of an agreement."""
        columns = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "fields_agreed"}}
        return columns | {"fields": self.cleaned_data["fields_agreed"], "party_name": self.parties[columns["party"]]}


class EndForm(forms.Form):
    """Why it ends before its time."""

    reason = forms.CharField(label=pgettext_lazy("agreement", "Why it ends"), max_length=300)


def missing_in(gaps: Iterable[Gap]) -> list[Words]:
    return [MISSING[gap] for gap in gaps]
