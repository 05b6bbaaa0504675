from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.codes import lists
from serai.codes.words import Words
from serai.directory.models import Organization
from serai.people.choices import Purpose, SharedPart
from serai.people.forms.consent import ConversationForm
from serai.people.rules.birth import Birth
from serai.referrals.choices import Priority
from serai.referrals.rules import MINIMUM, OFFERED, Blocker
from serai.sharing.choices import Why
from serai.sharing.rules.gate import Refusal
from serai.sharing.words import WHY_NOT
from serai.ui.forms import offer

WHY_NOT_SENT: dict[str, Words] = {
    Blocker.MORE_THAN_AGREED: _("This shares more than the person agreed to. Ask again, or share less."),
    Blocker.NOTHING_TO_SHARE: _("Choose at least one thing to share."),
    Blocker.SERVICE_CLOSED: _("This service is closed. Choose another one."),
    Blocker.ALREADY_SENT: _("This referral was sent already, or was cancelled."),
    **WHY_NOT,
}
CANNOT_STEP = _("This step does not follow any more: somebody noted another one meanwhile. Look at the steps below.")
BOUND_ALREADY = _("This posting works for an organisation already, for good. For another one, give another posting.")
NOT_YOURS = _("Somebody else has to ask for this: nobody binds their own posting, or one that they may not give.")
TOO_SHORT = _("Write the reason in a sentence, so that the second person can judge it.")


class ReferralForm(forms.Form):
    """What is asked of the partner, and exactly what is told. Code and need are chosen; everything else is not."""

    priority = forms.ChoiceField(
        label=_("How urgent is it?"), choices=Priority.choices, initial=Priority.NORMAL, widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label=_("For which needs"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ticked is what this service answers. Untick what the person does not need."),
    )
    note = forms.CharField(
        label=_("Note for the partner"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_(
            "What the partner needs to know to help, and no more. What you write here is told to the partner, and the "
            "person is asked about it too. Leave it empty if nothing more is needed."
        ),
    )
    fields_shared = forms.MultipleChoiceField(
        label=_("What is told to the partner"),
        choices=SharedPart.choices,
        initial=list(MINIMUM),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing else leaves. The person is asked about exactly these."),
    )

    def __init__(self, *args: Any, needed: Collection[str], **kwargs: Any) -> None:
        """`needed`: what this service has to know; nothing else is offered."""
        super().__init__(*args, **kwargs)
        parts = OFFERED.intersection(needed)
        offer(self, "fields_shared", [(part, part.label) for part in SharedPart if part in parts - {SharedPart.NOTE}])
        if SharedPart.NOTE not in parts:
            del self.fields["note"]
        pairs = [pair for pair in lists.choices("need") if pair[0] != "none"]
        offer(self, "needs", pairs)

    @property
    def wanted(self) -> dict[str, Any]:
        """A note that was written is one of the things told."""
        said = self.cleaned_data
        note = said.get("note", "").strip()
        fields = [*said["fields_shared"], *([SharedPart.NOTE.value] if note else [])]
        return {"priority": said["priority"], "needs": said["needs"], "note": note, "fields": fields}


class AnswerForm(ConversationForm):
    """What the person answered about this one partner and these fields. Nothing is chosen beforehand; to whom and what
    is not asked here, because the referral says it."""

    def __init__(self, *args: Any, birth: Birth, on: date, **kwargs: Any) -> None:
        super().__init__(*args, purposes=[Purpose.REFERRAL], birth=birth, on=on, **kwargs)
        for name in ("recipient_name", "parts"):
            del self.fields[name]
        self.fields[Purpose.REFERRAL].label = _("Does the person agree?")
        self.fields[Purpose.REFERRAL].required = True

    @property
    def decision(self) -> str:
        return str(self.cleaned_data[Purpose.REFERRAL])


class SendForm(forms.Form):
    """By which way it left."""

    method = forms.ChoiceField(label=_("How did it leave?"))

    def __init__(self, *args: Any, ways: Collection[str], **kwargs: Any) -> None:
        """`ways`: those that an agreement in force allows, and the person's own hand."""
        super().__init__(*args, **kwargs)
        offer(self, "method", [pair for pair in lists.choices("referral_method") if pair[0] in ways])

    def refuse(self, blockers: Iterable[Blocker | Refusal]) -> None:
        for blocker in blockers:
            self.add_error(None, WHY_NOT_SENT[blocker])


class ExceptionForm(forms.Form):
    """Without consent. The reason is kept, with the names of the two who decided."""

    why = forms.ChoiceField(
        label=_("Why can the person not be asked?"),
        choices=Why.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What is the danger, and why nobody can answer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("No names. Somebody else reads this and decides with you."),
    )


class StepForm(forms.Form):
    """What the partner said or did."""

    status = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("If not accepted: why"), required=False)
    words = forms.CharField(label=_("In words"), max_length=500, required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "status", steps)
        offer(self, "reason", [("", "–"), *lists.choices("referral_rejection")])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("status") == "rejected" and not said.get("reason"):
            self.add_error("reason", _("Say why it was not accepted, so that another way can be found."))
        return said


class WordForm(forms.Form):
    """The person's own word: the only success."""

    outcome = forms.ChoiceField(label=_("What does the person say?"), widget=forms.RadioSelect)
    told = forms.CharField(label=_("In the person's words"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", lists.choices("referral_outcome"))


class DeskForm(forms.Form):
    """Which organisation a partner's posting works for."""

    posting = forms.TypedChoiceField(label=_("Partner's posting"), coerce=int)
    organization = forms.ModelChoiceField(label=_("Organisation"), queryset=Organization.objects.none())

    def __init__(self, *args: Any, postings: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "posting", [("", "–"), *postings])
        self.fields["organization"].queryset = Organization.objects.order_by("name", "pk")  # type: ignore[attr-defined]
