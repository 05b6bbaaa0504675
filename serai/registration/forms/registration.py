from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.cards.forms import ScannedField
from serai.codes import countries
from serai.duplicates.choices import Said, Why
from serai.people import rules
from serai.people.choices import AgeBand, BirthPrecision, ConsentStatus, Sex
from serai.people.rules import numbers
from serai.people.rules.names import script_of
from serai.registration.forms.fields import Digits
from serai.registration.forms.lines import LinesForm
from serai.registration.operations.registration import Told
from serai.ui.forms import FormToken, VersionedForm, offer
from serai.ui.widgets import DayInput

OLDEST = 120
PARTS = ("given", "father", "family")


CHANGED_MEANWHILE = _(
    "Somebody else changed this file while you were writing. What is kept now stands above. "
    "What you typed is not saved yet: look at both, then save again."
)
AGE_OR_BAND = _("Give an age or an age group. If neither is known, choose “Age not known”.")
DO_NOT_AGREE = _("The age and the age group do not agree. Keep the one that is right.")


def past_day(day: date) -> date:
    """The day of a registration: today or before. Raises a refusal with its sentence."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come. Give today or a day before."))
    if day.year < 2000:
        raise forms.ValidationError(_("Check the year of this date."))
    return day


def nationalities(usual: list[str]) -> list[tuple[Any, Any]]:
    """The list of nationalities: unknown and stateless, those of most people here, then the others."""
    known = countries.choices()
    apart = [(code, label) for code, label in known if code in countries.SPECIALS]
    often = [(code, label) for code, label in known if code in usual and code not in countries.SPECIALS]
    rest = [pair for pair in known if pair not in apart and pair not in often]
    if not often:
        return [("", "–"), *apart, *rest]
    return [("", "–"), *apart, (_("Often here"), often), (_("All nationalities"), rest)]


class BasicForm(forms.Form):
    """Who the person is, as little as it takes: sex, age or age group, nationality. A name if there is one."""

    given = forms.CharField(label=_("Given name"), max_length=80, required=False)
    father = forms.CharField(label=_("Father’s name"), max_length=80, required=False)
    family = forms.CharField(label=_("Family name"), max_length=80, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    age = Digits(
        label=_("Age in years"),
        help_text=_("Give an age or an age group: one of the two is enough."),
        required=False,
        min_value=0,
        max_value=OLDEST,
    )
    age_band = forms.ChoiceField(label=_("Or age group"), required=False, choices=[("", "–"), *AgeBand.choices])
    nationality = forms.ChoiceField(label=_("Nationality"))

    def __init__(self, *args: Any, usual: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "nationality", nationalities(usual))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        age, band = cleaned.get("age"), cleaned.get("age_band")
        if "age" in cleaned and age is None and not band:
            self.add_error("age", AGE_OR_BAND)
        elif age is not None and band not in {"", None, AgeBand.UNKNOWN, rules.band_of(age)}:
            self.add_error("age_band", DO_NOT_AGREE)
        return cleaned

    @property
    def name_parts(self) -> dict[str, str]:
        return {part: self.cleaned_data[part].strip() for part in PARTS}

    @property
    def script(self) -> str:
        found = script_of("".join(self.name_parts.values()))
        return "latin" if found == "other" else found


class CorrectionForm(VersionedForm, BasicForm):
    """The same questions, with the answers of now. An age that was not touched leaves the birth as it is known."""

    field_order = (*PARTS, "sex", "age", "age_band", "nationality", "version")

    def birth(self, known: rules.Birth, *, on: date) -> rules.Birth:
        typed = (self.cleaned_data["age"], self.cleaned_data["age_band"])
        return known if typed == age_typed(known, on=on) else birth_told(*typed, on=on)


def birth_told(age: int | None, band: str, *, on: date) -> rules.Birth:
    return rules.aged(age, on=on) if age is not None else rules.in_band(band, on=on)


def age_typed(birth: rules.Birth, *, on: date) -> tuple[int | None, str]:
    """What the two questions about age would have been answered for this birth."""
    if birth.middle is None or birth.precision == BirthPrecision.BAND:
        return None, rules.band_on(birth, on)
    return max(0, rules.age_on(birth.middle, on)), ""


class RegistrationForm(BasicForm):
    registered_on = forms.DateField(label=_("Date"), widget=DayInput)
    consent_status = forms.ChoiceField(
        label=_("May we write this down?"),
        help_text=_("Say first: help is free, and saying no changes nothing in the help given."),
        choices=ConsentStatus.choices,
        widget=forms.RadioSelect,
    )
    card = ScannedField(
        label=_("Card or wristband"),
        help_text=_("Scan one that is printed already. Or leave this empty; a card can be given later, or not at all."),
        required=False,
    )
    form_token = FormToken()

    field_order = ("consent_status", "sex", "age", "age_band", "nationality", *PARTS, "registered_on", "card")

    def __init__(self, *args: Any, gives_cards: bool, lines: LinesForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        if not gives_cards:
            del self.fields["card"]

    def is_valid(self) -> bool:
        return all([super().is_valid(), not self.lines.is_bound or self.lines.is_valid()])

    @property
    def filled(self) -> dict[str, Any]:
        """What was typed so far, whatever is missing still, filled with what the lines say."""
        typed = {name: self[name].value() for name in self.fields}
        lines = {name: self.lines[name].value() for name in self.lines.fields}
        return self.lines.fill({**typed, **lines}, on=timezone.localdate())

    def clean_registered_on(self) -> Any:
        return past_day(self.cleaned_data["registered_on"])

    @property
    def told(self) -> Told:
        answers = self.cleaned_data
        on = answers["registered_on"]
        told = Told(
            sex=answers["sex"],
            birth=birth_told(answers["age"], answers["age_band"], on=on),
            nationality=answers["nationality"],
            consent_status=answers["consent_status"],
            name=self.name_parts,
            script=self.script,
        )
        return self.lines.exactly(told, on=on)


class ComparedForm(forms.Form):
    """What was said of the files that are alike: `same:` and which, or that none is, or that a colleague shall look.
    Empty while nobody was asked."""

    decided = forms.RegexField(
        f"^(same:[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}|{Said.DIFFERENT}|{Why.UNSURE}|{Why.LATER})$",
        required=False,
        max_length=50,
    )

    @property
    def said(self) -> str:
        return str(self.cleaned_data["decided"])

    @property
    def file(self) -> UUID | None:
        kind, _colon, public_id = self.said.partition(":")
        return UUID(public_id) if kind == Said.SAME else None


def typed_as_parts(typed: str) -> dict[str, str]:
    """The text of the search as a first guess at the name: `Family, Given Father`, or `Given Father`."""
    if rules.reading(typed).kind != rules.Kind.NAME or numbers.is_number(typed):
        return {}
    family, comma, rest = typed.partition(",")
    words = (rest if comma else family).split()
    guess = {"given": " ".join(words[:1]), "father": " ".join(words[1:]), "family": family.strip() if comma else ""}
    return {part: text[:80] for part, text in guess.items()}
