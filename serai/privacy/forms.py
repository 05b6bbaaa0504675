from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from serai.codes.levels import Level
from serai.privacy import rules
from serai.privacy.choices import AskedBy, BreachKind, Harm, Occasion, Outcome, PeopleTold, Right, Risk, WhyRefused
from serai.privacy.models import Assessment, Breach
from serai.privacy.operations.requests import Answer, Asked
from serai.ui.forms import FormToken, VersionedForm
from serai.ui.widgets import DayInput

NO_SUCH_FILE = _("No file has this number. Check it, letter by letter.")
TOO_MANY = _("Many numbers were tried that are no file’s. Wait one minute, or one day after a hundred.")


class KeepForForm(forms.Form):
    """For how long files are kept, from when somebody else agrees."""

    days = forms.IntegerField(
        label=_("Days after the last contact"),
        min_value=rules.SHORTEST_KEPT,
        max_value=rules.LONGEST_KEPT,
        help_text=_("A month at least, ten years at most. 730 days are two years."),
    )
    reason = forms.CharField(
        label=_("Why"),
        min_length=20,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: the law of this country asks for five years."),
    )

    def __init__(self, *args: Any, now: int, **kwargs: Any) -> None:
        """`now`: the days that hold today."""
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_days(self) -> int:
        days: int = self.cleaned_data["days"]
        if days == self.now:
            raise forms.ValidationError(_("That is the time of now. Choose another one, or leave it."))
        return days


class HoldForm(forms.Form):
    code = forms.CharField(
        label=_("File number"), max_length=24, widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters"})
    )
    reason = forms.CharField(
        label=_("Why it must be kept"),
        min_length=20,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: a claim is open. Write nothing about the person."),
    )
    until = forms.DateField(label=_("Until which day"), widget=DayInput)

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()

    def clean_until(self) -> Any:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() <= until <= timezone.localdate() + rules.LONGEST_HOLD:
            raise forms.ValidationError(_("Choose a day from today on, within a year. A hold can be placed again."))
        return until


# --- what people ask ---
NO_NAMES = _("Write no names of other people.")
CHANGED = _("Somebody else saved this meanwhile. Look at it again, then save once more.")


def _text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "dir": "auto"})


class RequestForm(forms.Form):
    token = FormToken()
    right = forms.ChoiceField(label=_("What does the person ask?"), choices=Right, widget=forms.RadioSelect)
    asked_by = forms.ChoiceField(label=_("Who asks?"), choices=AskedBy, widget=forms.RadioSelect)
    what = forms.CharField(label=_("About what"), max_length=500, required=False, widget=_text(), help_text=NO_NAMES)
    on = forms.DateField(label=_("On which day"), widget=DayInput, initial=timezone.localdate)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return on

    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in ("right", "asked_by", "what", "on", "token")})


class AnswerForm(VersionedForm):
    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[(one.value, one.label) for one in (Outcome.DONE, Outcome.PARTLY, Outcome.REFUSED)],
        widget=forms.RadioSelect,
    )
    why = forms.ChoiceField(
        label=_("If not, or not all of it: why?"), choices=[("", "–"), *WhyRefused.choices], required=False
    )
    words = forms.CharField(
        label=_("What we say to the person, in their language"),
        max_length=500,
        required=False,
        widget=_text(),
        help_text=_("It is printed in the letter."),
    )

    def clean(self) -> None:
        said = self.cleaned_data
        if rules.refuses_without_a_reason(outcome=said.get("outcome", ""), why=said.get("why", "")):
            self.add_error("why", _("Choose the reason. The person is told of it, and where to complain."))

    def answer(self) -> Answer:
        said = self.cleaned_data
        why = "" if said["outcome"] == Outcome.DONE else said["why"]
        return Answer(outcome=said["outcome"], why=why, words=said["words"], version=said["version"])


# --- breaches ---
class ReportForm(forms.Form):
    token = FormToken()
    what = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        widget=_text(5),
        help_text=_("In your own words. Write no names of the people concerned."),
    )
    happened_on = forms.DateField(label=_("When?"), widget=DayInput, initial=timezone.localdate)

    def clean_happened_on(self) -> date:
        on: date = self.cleaned_data["happened_on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return on


YES_NO = [("", _("Not clear yet")), ("yes", _("Yes")), ("no", _("No"))]


class BreachForm(VersionedForm):
    kind = forms.ChoiceField(label=_("What kind"), choices=[("", "–"), *BreachKind.choices], required=False)
    records = forms.IntegerField(
        label=_("How many people’s data, about"), min_value=0, max_value=2_000_000, required=False
    )
    level = forms.ChoiceField(label=_("How sensitive"), choices=[("", "–"), *Level.choices[1:]], required=False)
    risk = forms.ChoiceField(label=_("Risk for these people"), choices=[("", "–"), *Risk.choices], required=False)
    contained = forms.CharField(
        label=_("What was done to stop it"), max_length=1000, required=False, widget=_text(), help_text=NO_NAMES
    )
    law_applies = forms.ChoiceField(
        label=_("Does a law ask us to tell an authority?"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    authority_told = forms.BooleanField(label=_("The authority was told"), required=False)
    people_told = forms.ChoiceField(
        label=_("The people concerned"),
        choices=[("", _("Not decided yet")), *PeopleTold.choices],
        required=False,
        help_text=_("Tell them when the risk is high, and only in a way that is safe for them."),
    )
    lessons = forms.CharField(
        label=_("What we change"), max_length=1000, required=False, widget=_text(), help_text=NO_NAMES
    )

    def found(self, breach: Breach, *, now: datetime) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in BREACH_FIELDS}
        said["law_applies"] = {"yes": True, "no": False}.get(self.cleaned_data["law_applies"])
        told = self.cleaned_data["authority_told"]
        said["authority_told_at"] = (breach.authority_told_at or now) if told else None
        return said


BREACH_FIELDS = ("kind", "records", "level", "risk", "contained", "people_told", "lessons")


def breach_values(breach: Breach) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    law = {True: "yes", False: "no", None: ""}[breach.law_applies]
    values = {name: getattr(breach, name) for name in BREACH_FIELDS}
    return {**values, "law_applies": law, "authority_told": bool(breach.authority_told_at), "version": breach.version}


# --- who is responsible, impact assessments ---
class ControllerForm(VersionedForm):
    name = forms.CharField(label=_("Who is responsible for the data"), max_length=200)
    contact = forms.CharField(label=_("How to reach them"), max_length=200)
    focal_point = forms.CharField(label=_("How to reach the data-protection focal point"), max_length=200)
    authority = forms.CharField(label=_("Authority to complain to, if there is one"), max_length=200, required=False)

    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "contact", "focal_point", "authority")}


ONE_TO_THREE = [("", "–"), (1, Risk.LOW.label), (2, Risk.MEDIUM.label), (3, Risk.HIGH.label)]


class AssessmentForm(VersionedForm):
    title = forms.CharField(label=_("What is new"), max_length=120)
    occasion = forms.ChoiceField(label=_("Before"), choices=Occasion)
    flows = forms.CharField(label=_("Which data go from where to whom"), max_length=1000, widget=_text())
    necessity = forms.CharField(label=_("Why it is needed, and why less would not do"), max_length=1000, widget=_text())
    measures = forms.CharField(label=_("What is done against the risks"), max_length=1000, widget=_text())
    residual = forms.ChoiceField(label=_("Risk that is left"), choices=Risk)
    review_on = forms.DateField(label=_("Look at it again on"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for harm in Harm:
            for side, label in (("likelihood", _("how likely")), ("impact", _("how bad"))):
                words = format_lazy("{harm}: {side}", harm=harm.label, side=label)
                self.fields[f"{harm}_{side}"] = forms.ChoiceField(label=words, choices=ONE_TO_THREE, required=False)
        self.order_fields(
            ["title", "occasion", "flows", "necessity", *(n for n in self.fields if "_l" in n or "_im" in n)]
        )

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        plain = ("title", "occasion", "flows", "necessity", "measures", "residual", "review_on")
        risks = {
            harm.value: [int(said[f"{harm}_likelihood"]), int(said[f"{harm}_impact"])]
            for harm in Harm
            if said[f"{harm}_likelihood"] and said[f"{harm}_impact"]
        }
        return {**{name: said[name] for name in plain}, "risks": risks}

    def clean_review_on(self) -> date:
        on: date = self.cleaned_data["review_on"]
        if not timezone.localdate() < on <= timezone.localdate() + rules.REVIEW_AFTER:
            raise forms.ValidationError(_("Choose a day within a year."))
        return on


def assessment_values(assessment: Assessment) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    plain = ("title", "occasion", "flows", "necessity", "measures", "residual", "review_on", "version")
    risks = {
        f"{harm}_{side}": value
        for harm, pair in assessment.risks.items()
        for side, value in zip(("likelihood", "impact"), pair, strict=True)
    }
    return {**{name: getattr(assessment, name) for name in plain}, **risks}
