from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.codes import languages, lists
from serai.people import rules
from serai.people.choices import ConsentForm as HowSaid
from serai.people.choices import Decision, GuardianTold, Purpose, SharedPart
from serai.people.rules.children import duty_to
from serai.people.rules.consent import LEAVING, STAFF, Gap, How, Said, recipient_code
from serai.ui.forms import offer
from serai.ui.widgets import DayInput

ANSWERS = [(Decision.GRANTED, _("Agrees")), (Decision.REFUSED, _("Refuses"))]

WHY_NOT = {
    Gap.NOTHING_SAID: (None, _("Nothing is answered yet. Ask at least one question, and write the answer.")),
    Gap.NO_CERTIFIER: (
        "certified",
        _("A spoken answer counts when you certify that you heard it. Tick this, or choose another form."),
    ),
    Gap.NO_PROXY_NAME: ("proxy_name", _("Write the name of who answers for the person.")),
    Gap.NO_PROXY_RELATION: ("proxy_relation", _("Choose who this is to the person.")),
    Gap.NO_PROXY_REASON: ("proxy_reason", _("Write why the person does not answer.")),
    Gap.TWO_DECIDE: (
        "proxy_relation",
        _("None of us answers alone for somebody. Where nobody else can, two decide, one of them a supervisor."),
    ),
    Gap.CAREGIVER_DECIDES: (
        "form",
        _("This child is under 15. A caregiver answers for the child: choose “Given by someone else”."),
    ),
    Gap.CHILD_NOT_ASKED: ("child_assented", _("Ask the child too, in words that fit the age, and write the answer.")),
    Gap.CHILD_SAID_NO: (
        "child_assented",
        _("The child said no. Write “Refuses” above, and speak with your supervisor about what is best for the child."),
    ),
    Gap.GUARDIAN_NOT_SAID: (
        "guardian_told",
        _("From 15 to 17 the child decides. Say too whether the guardian knows, or why not."),
    ),
    Gap.NO_RECIPIENT: ("recipient_name", _("Say to whom. A permission for everybody cannot be given.")),
    Gap.NO_FIELDS: ("parts", _("Choose what may be told. Nothing else leaves.")),
    Gap.PAST_ALREADY: ("valid_until", _("This day is over. Give a day to come, or leave it empty.")),
}


class ConversationForm(forms.Form):
    """Each purpose is answered alone; nothing is chosen beforehand; what was not asked stays empty."""

    needed_with = ("child_assented", "guardian_told", "recipient_name", "parts")  # a yes
    form = forms.ChoiceField(label=_("How was it said?"), choices=HowSaid.choices, widget=forms.RadioSelect)
    certified = forms.BooleanField(label=_("I heard these answers myself and I certify them."), required=False)
    proxy_name = forms.CharField(label=_("If someone else answers: their name"), max_length=120, required=False)
    proxy_relation = forms.ChoiceField(label=_("If someone else answers: who they are to the person"), required=False)
    proxy_reason = forms.CharField(
        label=_("If someone else answers: why the person does not"), max_length=300, required=False
    )
    child_assented = forms.ChoiceField(
        label=_("Did the child agree too?"),
        help_text=_("The child is asked too, when something is agreed to."),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        required=False,
    )
    guardian_told = forms.ChoiceField(
        label=_("Does a guardian know?"),
        help_text=_("Asked from 15 to 17, when the young person agrees."),
        choices=GuardianTold.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    witness_name = forms.CharField(label=_("If somebody witnessed it: their name"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language spoken"))
    interpreter_mode = forms.ChoiceField(label=_("Interpreter"), required=False)
    valid_until = forms.DateField(label=_("Until, if the person sets an end"), widget=DayInput, required=False)

    def __init__(self, *args: Any, purposes: Sequence[str], birth: rules.Birth, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = list(purposes)
        offer(self, "proxy_relation", [("", "–"), *(one for one in lists.choices("proxy_relation") if one[0] != STAFF)])
        offer(self, "interpreter_mode", [("", "–"), *lists.choices("interpreter_mode")])
        offer(self, "language", [("", "–"), *languages.choices()])
        duty = duty_to(birth, on)
        if not duty.assent:
            del self.fields["child_assented"]
        if not duty.guardian or not self.leaves:
            del self.fields["guardian_told"]
        if not self.leaves:
            del self.fields["witness_name"]
        if duty.caregiver:
            self.fields["form"].help_text = _(
                "This child is under 15: a caregiver answers, and the child is asked too."
            )
        for purpose in self.purposes:
            self.fields[purpose] = forms.ChoiceField(
                label=Purpose(purpose).label, choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
        if self.leaves:
            self._ask_for_whom()
        self.order_fields([*self.purposes, "recipient_name", "parts"])

    @property
    def leaves(self) -> bool:
        return any(purpose in LEAVING for purpose in self.purposes)

    def _ask_for_whom(self) -> None:
        self.fields["recipient_name"] = forms.CharField(
            label=_("To whom?"), help_text=_("One organisation or office."), max_length=200, required=False
        )
        self.fields["parts"] = forms.MultipleChoiceField(
            label=_("What may be told?"),
            choices=[(part, part.label) for part in SharedPart if part != SharedPart.NOTE],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )

    @property
    def said(self) -> list[Said]:
        """One line for each purpose that was answered."""
        answers = self.cleaned_data
        name = answers.get("recipient_name", "").strip()
        return [
            Said(
                purpose,
                answers[purpose],
                recipient=recipient_code(purpose, name) if purpose in LEAVING else "",
                recipient_name=name,
                fields=tuple(answers.get("parts", ())),
            )
            for purpose in self.purposes
            if answers[purpose]
        ]

    @property
    def how(self) -> How:
        answers = self.cleaned_data
        by_proxy = answers["form"] == HowSaid.PROXY
        assent = {"yes": True, "no": False}.get(answers.get("child_assented", ""))
        return How(
            form=answers["form"],
            language=answers["language"],
            certified=answers["certified"] and answers["form"] == HowSaid.VERBAL,
            proxy_name=answers["proxy_name"] if by_proxy else "",
            proxy_relation=answers["proxy_relation"] if by_proxy else "",
            proxy_reason=answers["proxy_reason"] if by_proxy else "",
            child_assented=assent,
            interpreter_mode=answers["interpreter_mode"],
            valid_until=answers["valid_until"],
            witness_name=answers.get("witness_name", "").strip(),
            guardian_told=answers.get("guardian_told", ""),
        )

    def refuse(self, gaps: Sequence[Gap]) -> None:
        """Say in words what is missing, beside the question that it concerns."""
        for gap in gaps:
            field, sentence = WHY_NOT[gap]
            self.add_error(field if field in self.fields else None, sentence)
