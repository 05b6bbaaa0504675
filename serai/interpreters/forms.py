from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.codes import languages, lists
from serai.interpreters.choices import BY_US, WORKS_BY, Weekday
from serai.interpreters.models import Interpreter
from serai.interpreters.operations import About, Told
from serai.interpreters.queries import words_for
from serai.interpreters.rules import Shift
from serai.people.choices import Sex
from serai.ui.forms import VersionedForm, offer
from serai.ui.widgets import DayInput

UNWANTED = _("The person does not want this interpreter. Choose somebody else.")
MEANWHILE = _("A colleague changed this meanwhile. What you wrote is still in the form: look at it, then save again.")
TONGUES, ROUNDS = range(1, 5), (1, 2)


def _spoken() -> list[tuple[str, Any]]:
    return [("", "–"), *languages.choices()]


def _modes() -> list[tuple[str, Any]]:
    return [pair for pair in lists.choices("interpreter_mode") if pair[0] in WORKS_BY]


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class InterpreterForm(VersionedForm):
    """Who interprets: languages, how, the oath, and when at this centre."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    user = forms.TypedChoiceField(
        label=_("Works here as"),
        help_text=_("Only if the interpreter has an account at this centre."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, widget=forms.RadioSelect)
    modes = forms.MultipleChoiceField(
        label=_("Interprets"), choices=_modes, widget=forms.CheckboxSelectMultiple, required=False
    )
    oath_signed_on = forms.DateField(
        label=_("Oath of confidentiality signed on"),
        help_text=_("Nobody is offered to a person without an oath that holds."),
        widget=DayInput,
        required=False,
    )
    oath_until = forms.DateField(label=_("The oath holds until"), widget=DayInput, required=False)
    is_active = forms.BooleanField(label=_("Interprets for us now"), required=False, initial=True)

    def __init__(self, *args: Any, colleagues: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = (self.initial.get("user"), self.initial.get("name"))
        staff = dict(colleagues)
        offer(self, "user", [("", "–"), *([known] if known[0] and known[0] not in staff else []), *staff.items()])
        for number in TONGUES:
            self.fields[f"language_{number}"] = forms.ChoiceField(
                label=_("Language %(number)s") % {"number": number}, choices=_spoken, required=number == 1
            )
            self.fields[f"dialect_{number}"] = forms.CharField(
                label=_("Dialect of language %(number)s") % {"number": number}, max_length=60, required=False
            )
        for turn in ROUNDS:
            days = _("Days at this centre") if turn == 1 else _("Other days, with other hours")
            self.fields[f"days_{turn}"] = forms.MultipleChoiceField(
                label=days, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, required=False
            )
            self.fields[f"opens_{turn}"] = _time(_("From"))
            self.fields[f"closes_{turn}"] = _time(_("Until"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        signed, until = told.get("oath_signed_on"), told.get("oath_until")
        if until and (signed is None or until < signed):
            self.add_error("oath_until", _("Say on which day it was signed; it ends after that day."))
        for turn in ROUNDS:
            opens, closes = told.get(f"opens_{turn}"), told.get(f"closes_{turn}")
            if told.get(f"days_{turn}") and not (opens and closes and opens < closes):
                self.add_error(f"closes_{turn}", _("Say from when until when on these days."))
        return told

    def about(self) -> About:
        """What was written, as the operation takes it."""
        told = self.cleaned_data
        return About(
            **{name: told[name] for name in ("name", "sex", "modes", "oath_signed_on", "oath_until", "is_active")},
            user_id=told["user"],
            tongues=[(told[f"language_{n}"], told[f"dialect_{n}"].strip()) for n in TONGUES if told[f"language_{n}"]],
            hours=[
                Shift(int(day), told[f"opens_{turn}"], told[f"closes_{turn}"])
                for turn in ROUNDS
                for day in told[f"days_{turn}"]
            ],
        )


def initial_of(interpreter: Interpreter, *, centre_id: int) -> dict[str, Any]:
    """What is known of an interpreter, as the form shows it."""
    columns = ("name", "sex", "modes", "oath_signed_on", "oath_until", "is_active", "version")
    found: dict[str, Any] = {name: getattr(interpreter, name) for name in columns}
    found["user"] = interpreter.user_id
    for number, tongue in zip(TONGUES, interpreter.tongues.order_by("pk"), strict=False):
        found |= {f"language_{number}": tongue.language, f"dialect_{number}": tongue.dialect}
    rounds: dict[tuple[Any, Any], list[str]] = {}
    for one in interpreter.hours.filter(centre_id=centre_id):
        rounds.setdefault((one.opens, one.closes), []).append(str(one.weekday))
    for turn, ((opens, closes), days) in zip(ROUNDS, rounds.items(), strict=False):
        found |= {f"days_{turn}": days, f"opens_{turn}": opens, f"closes_{turn}": closes}
    return found


class ConversationForm(forms.Form):
    """How the person was spoken with today."""

    language = forms.ChoiceField(label=_("Language spoken"), choices=_spoken)
    mode = forms.ChoiceField(
        label=_("Interpreter"), choices=lambda: lists.choices("interpreter_mode"), widget=forms.RadioSelect
    )
    interpreter = forms.TypedChoiceField(label=_("Who interpreted?"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, offered: Iterable[Interpreter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.pk: one for one in offered}
        people = [(pk, words_for(one)) for pk, one in self.offered.items()]
        offer(self, "interpreter", [("", _("Nobody of this list")), *people])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("interpreter") and told.get("mode") and told["mode"] not in BY_US:
            self.add_error("interpreter", _("If somebody of this list interpreted, say how: in person, by phone …"))
        return told

    def told(self) -> Told:
        """What was answered, as the operation takes it."""
        answered = self.cleaned_data
        return Told(answered["language"], answered["mode"], self.offered.get(answered["interpreter"]))


class DeclineForm(forms.Form):
    """Whom the person does not want. There is no question why."""

    interpreter = forms.TypedChoiceField(label=_("Whom does the person not want?"), coerce=int)

    def __init__(self, *args: Any, offered: Iterable[Interpreter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.pk: one for one in offered}
        offer(self, "interpreter", [("", "–"), *((pk, words_for(one)) for pk, one in self.offered.items())])
