from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.codes import countries, languages, lists
from serai.people.choices import AgeBand, Sex
from serai.reception.choices import YesNo
from serai.reception.operations.visits import AlreadyHere, AlreadyLeft, Arrival, Leaving, Triage
from serai.ui.editors import ChangedMeanwhile
from serai.ui.forms import FormToken, VersionedForm, offer

SENTENCES: dict[type[Exception], Any] = {
    AlreadyHere: _("This person's visit is already open here. Go on with that visit."),
    AlreadyLeft: _("This visit was already closed. If the person came back, record a new arrival."),
    ChangedMeanwhile: _(
        "A colleague changed this visit while you were writing. What they saved is shown above; what you wrote is "
        "still in the form. Compare, then save again."
    ),
}


def _languages() -> list[tuple[str, Any]]:
    return [("", _("Not known yet")), *languages.choices()]


def _destinations() -> list[tuple[str, Any]]:
    return [("", _("Not known")), *lists.choices("departure_destination")]


class ArrivalForm(forms.Form):
    """Somebody who arrives, seen and not asked: sex and age at a glance, the rest if it is known."""

    client_token = FormToken()
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, widget=forms.RadioSelect)
    age_band = forms.ChoiceField(label=_("Age group"), choices=AgeBand, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"), choices=_languages, required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), choices=countries.choices, initial="unknown")

    def arrival(self) -> Arrival:
        told = self.cleaned_data
        return Arrival(
            sex=told["sex"], age_band=told["age_band"], nationality=told["nationality"], language=told["language"]
        )


class RefusableForm(forms.Form):
    def refuse(self, refusal: Exception) -> None:
        self.add_error(None, SENTENCES[type(refusal)])


class TriageForm(VersionedForm):
    """How urgent, who goes first, and the desk to send the person to. It never asks who they are."""

    level = forms.ChoiceField(
        label=_("How urgent is it?"), choices=lambda: lists.choices("triage"), widget=forms.RadioSelect
    )
    priority_groups = forms.MultipleChoiceField(
        label=_("Who goes first"),
        help_text=_("What you see or what the person tells you by themselves. Tick none if none applies."),
        choices=lambda: lists.choices("priority_group"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    desk = forms.ChoiceField(label=_("Give a token for"), required=False)

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "desk", [("", _("No token")), *desks])

    def triage(self) -> Triage:
        return Triage(level=self.cleaned_data["level"], priority_groups=self.cleaned_data["priority_groups"])


class DeskForm(forms.Form):
    desk = forms.ChoiceField(label=_("Desk"))

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "desk", desks)


class DepartureForm(RefusableForm):
    """Somebody leaves a place that is open: how, where to, and whether that is thought safe."""

    kind = forms.ChoiceField(label=_("How did they leave?"), choices=lambda: lists.choices("departure_type"))
    destination = forms.ChoiceField(label=_("Where to?"), choices=_destinations, required=False)
    was_informed = forms.ChoiceField(
        label=_("Did they know what help they can find on the way?"),
        choices=YesNo,
        initial=YesNo.UNKNOWN,
        widget=forms.RadioSelect,
    )
    is_safe = forms.ChoiceField(
        label=_("Do you think that where they go is safe for them?"),
        choices=YesNo,
        initial=YesNo.UNKNOWN,
        widget=forms.RadioSelect,
    )

    def leaving(self) -> Leaving:
        told = self.cleaned_data
        return Leaving(
            kind=told["kind"],
            destination=told["destination"],
            was_informed=told["was_informed"],
            is_safe=told["is_safe"],
        )


class LeftEarlierForm(forms.Form):
    """Visits of earlier days that nobody closed: tick those who are gone."""

    visit = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the visits to close, then press the button again.")},
    )

    def __init__(self, *args: Any, visits: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "visit", [(visit, visit) for visit in visits])


class ArriveAgainForm(forms.Form):
    """From a person's page: they are here, perhaps with a token that they got without a name."""

    client_token = FormToken()
    token = forms.IntegerField(label=_("Token in their hand"), required=False, min_value=1, max_value=100_000)
