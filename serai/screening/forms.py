from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.codes import languages, lists
from serai.codes.words import Words
from serai.screening import instrument, operations, rules
from serai.screening.choices import Decision, Outcome, TaskStep
from serai.screening.models import FactorRecord, Flag, Task
from serai.ui.editors import ChangedMeanwhile
from serai.ui.forms import FormToken, VersionedForm, offer

NOT_ASKED = "not_asked"
WHY_NOT: dict[type[Exception], Words] = {
    ChangedMeanwhile: _("A colleague changed this while you were writing. Read what it says now, then decide again."),
    operations.NotNow: _("This cannot be done any more. Read what it says now."),
    operations.DecideFirst: _("Say first whether the flag stands. Then finish the task."),
}


class ScreeningForm(forms.Form):
    """One page of questions that fit this person. What nobody asked stays "not asked"; nothing is required."""

    form_token = FormToken(required=False)
    language = forms.ChoiceField(label=_("Language of the conversation"), required=False)
    interpreter_mode = forms.ChoiceField(label=_("Interpreter"), required=False)

    def __init__(self, *args: Any, facts: rules.Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = instrument.asked_of(facts)
        for name, pairs in (
            ("language", languages.choices()),
            ("interpreter_mode", lists.choices("interpreter_mode")),
        ):
            offer(self, name, [("", "–"), *pairs])
        for question in self.questions:
            self.fields[question.code] = _field_of(question)

    def clean_form_token(self) -> UUID:
        """A form that lost its token is a new form."""
        token: UUID | None = self.cleaned_data["form_token"]
        return token or uuid4()

    def parts(self) -> Iterator[dict[str, Any]]:
        """The questions by part, each with its heading and what the asker must know."""
        for part, title in instrument.PARTS.items():
            fields = [self[question.code] for question in self.questions if question.part == part]
            if fields:
                yield {"title": title, "introduction": instrument.INTRODUCTIONS.get(part, ""), "fields": fields}

    def how_asked(self) -> list[forms.BoundField]:
        return [self["language"], self["interpreter_mode"]]

    def answers(self) -> dict[str, str]:
        """Question to answer. A tick that was not made is no answer."""
        given = {}
        for question in self.questions:
            value = self.cleaned_data[question.code]
            if question.part != "tick":
                given[question.code] = value or NOT_ASKED
            elif value:
                given[question.code] = "yes"
        return given

    def interview(self) -> operations.Interview:
        return operations.Interview(
            form_token=self.cleaned_data["form_token"],
            language=self.cleaned_data["language"],
            interpreter_mode=self.cleaned_data["interpreter_mode"],
        )


def _field_of(question: instrument.Question) -> forms.Field:
    if question.part == "tick":
        return forms.BooleanField(label=question.label(), required=False)
    return forms.ChoiceField(
        label=question.label(),
        choices=instrument.answer_choices(question),
        initial=NOT_ASKED,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "row"}),
    )


class DecisionForm(VersionedForm):
    """What a named person says about a flag: other than a plain confirmation needs a reason."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Decision.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Needed unless you simply confirm. Write no names and no story."),
    )

    def __init__(self, *args: Any, flag: Flag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = flag.version
        self.offer(flag)
        offer(self, "urgency", lists.choices("urgency"))
        self.fields["urgency"].initial = flag.urgency

    def offer(self, flag: Flag) -> None:
        """Show the decisions that the flag allows as it is now. One that it no longer allows is refused by the
        operation, which knows why."""
        allowed = rules.allowed_decisions(flag.state)
        self.fields["decision"].widget.choices = [(d, Decision(d).label) for d in allowed]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        decision = cleaned.get("decision", "")
        if not decision and "decision" not in self.errors:
            self.add_error("decision", _("Choose what you decide."))
        if decision and rules.needs_reason(decision) and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a few words why."))
        if decision == Decision.CHANGE and not cleaned.get("urgency"):
            self.add_error("urgency", _("Choose the urgency that fits."))
        return cleaned

    def verdict(self) -> operations.Verdict:
        return operations.Verdict(**{k: self.cleaned_data[k] for k in ("decision", "version", "urgency", "reason")})


class StepForm(VersionedForm):
    """One step of a task: taking it needs nothing more, finishing and handing back say how or why."""

    outcome = forms.ChoiceField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, task: Task, step: str) -> None:
        super().__init__(data, prefix=step)
        wanted = rules.outcomes_for(step)
        self.step = TaskStep(step)
        self.fields["version"].initial = task.version
        if wanted:
            outcome = self.fields["outcome"]
            outcome.label = _("How did it end?") if step == TaskStep.DONE else _("Why?")
            outcome.required = True
            outcome.choices = [("", "–"), *((o, Outcome(o).label) for o in wanted)]  # type: ignore[attr-defined]
        else:
            del self.fields["outcome"]


LEVELS: dict[str, Words] = {
    "individual": _("The person"),
    "household": _("Household and family"),
    "community": _("Community"),
    "structural": _("Country and law"),
}
SIDES: dict[str, Words] = {"protective": _("What protects"), "risk": _("What puts at risk")}


class FactorsForm(forms.Form):
    """Risks and protections side by side, on the four levels. There is nothing to add up."""

    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("What a colleague should know, but nothing about violence or exploitation."),
    )

    def __init__(self, *args: Any, latest: FactorRecord | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = latest.factors if latest else []
        for level in LEVELS:
            for side, label in SIDES.items():
                found = [f for f in instrument.factors().values() if (f.level, f.type) == (level, side)]
                self.fields[f"{level}_{side}"] = forms.MultipleChoiceField(
                    label=label,
                    choices=[(factor.code, factor.label()) for factor in found],
                    initial=[factor.code for factor in found if factor.code in known],
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )

    def levels(self) -> Iterator[dict[str, Any]]:
        for level, title in LEVELS.items():
            yield {"title": title, "fields": [self[f"{level}_{side}"] for side in SIDES]}

    def factors(self) -> list[str]:
        return [code for level in LEVELS for side in SIDES for code in self.cleaned_data[f"{level}_{side}"]]
