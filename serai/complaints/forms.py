from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.codes import languages
from serai.codes.words import Words
from serai.complaints.choices import About, By, EntryKind, MayCall, Offered, Reporter
from serai.complaints.operations import Told
from serai.people.choices import AgeBand, Sex
from serai.sealed.operations.network import NobodyReads
from serai.sealed.packing import TooLong
from serai.ui.forms import FormToken, offer

WHY_NOT: dict[type[Exception], Words] = {
    TooLong: _("This is longer than can be sealed. Keep what is most important and shorten the rest."),
    NobodyReads: _("Nobody can read this yet, so it was not kept. Call the focal point or the network."),
}


def _words(label: Words, *, length: int, rows: int = 0, **more: Any) -> forms.CharField:
    attrs = {"dir": "auto", "autocomplete": "off"}
    widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=length, widget=widget, **more)


def _one_of(label: Words, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "–"), *choices], required=False, **more)


class ReportForm(forms.Form):
    """What is known, and no more. Only a word of what happened is needed."""

    form_token = FormToken()
    reporter = _one_of(_("Who tells it?"), Reporter.choices)
    about = _one_of(_("What is it about?"), About.choices)
    what = _words(
        _("What is known"),
        length=2000,
        rows=6,
        help_text=_("In the person’s own words, what they said without being asked. A name only if they gave it."),
    )
    where = _words(_("Where"), length=200, required=False)
    when = _words(_("When"), length=200, required=False)
    by_whom = _one_of(_("Whose conduct is it?"), By.choices)
    alias = _words(_("What to call the person"), length=80, required=False, help_text=_("Another name, or nothing."))
    sex = _one_of(_("Sex"), Sex.choices)
    age_band = _one_of(_("Age group"), AgeBand.choices)
    language = _one_of(_("Language"), [])
    may_call = _one_of(_("May the focal point call the person?"), MayCall.choices)
    safe_way = _words(
        _("A safe way and a safe time"), length=300, required=False, help_text=_("Only if the person agrees.")
    )
    offered = forms.MultipleChoiceField(
        label=_("What was offered to the person"),
        choices=Offered.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    named = forms.BooleanField(
        label=_("The focal point may ask me: send my name along"),
        required=False,
        help_text=_("Without this tick nobody is told who wrote this, and it is kept nowhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "language", [("", "–"), *languages.choices()])

    def told(self) -> Told:
        said = {name: self.cleaned_data[name] for name in Told.__dataclass_fields__}
        return Told(**said)


class EntryForm(forms.Form):
    """What the focal point did."""

    form_token = FormToken()
    kind = forms.ChoiceField(label=_("What is this?"), choices=EntryKind.choices)
    words = _words(_("What was done, and what comes next"), length=2000, rows=4)


class TicketForm(forms.Form):
    """A ticket that somebody holds out."""

    ticket = forms.CharField(
        label=_("Ticket"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "autocapitalize": "characters"}),
    )
