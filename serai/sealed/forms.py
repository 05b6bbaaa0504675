from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.accounts.models import User
from serai.centres.operations.decisions import InOtherHands
from serai.codes.words import Words
from serai.keys.place import CannotOpen
from serai.sealed.choices import WRITTEN_BY_HAND, EntryKind
from serai.sealed.operations.compartments import CannotSetUp, KeyChanged, NoKeyYet, NotHolders, NotOutside
from serai.sealed.operations.files import Written
from serai.sealed.operations.own_key import HasKey, TooManyTries, WeakPassphrase, WrongPassphrase
from serai.sealed.operations.recovery import NotAHolder, NotOfTheFunction
from serai.sealed.rules import HOLDERS, Weak
from serai.ui.forms import FormToken, offer
from serai.ui.widgets import DayInput

TOO_WEAK: dict[str, Words] = {
    Weak.SHORT: _("Use at least twenty characters."),
    Weak.ONE_WORD: _("Use at least four different words, with spaces between them."),
    Weak.SIGN_IN: _("This is your password for signing in. Somebody else can renew that one, so choose other words."),
}
WHY_NOT: dict[type[Exception], Words] = {
    WrongPassphrase: _("These words do not open your key. Check them and try again."),
    TooManyTries: _("Too many tries. Wait a quarter of an hour, then try again."),
    HasKey: _("You have a key already."),
    CannotSetUp: _("These sealed files stand already, or another function begins them."),
    NotOutside: _("Only focal points of the network who work at no centre, and have no other role, read this."),
    NoKeyYet: _("Whoever is to read needs a key of their own first."),
    KeyChanged: _("A colleague has just changed the key of these files. Look again, then do it once more."),
    NotHolders: _("Choose three different people who each have a key of their own."),
    NotAHolder: _("You hold no part of this recovery, or gave yours already. Another holder has to help."),
    NotOfTheFunction: _("This colleague is no focal point of the function any more. Choose another one."),
    InOtherHands: _(
        "A password was made for you lately, so a third person first confirms whose account it is (page of today). "
        "Then make your key."
    ),
    CannotOpen: _("This does not open with your key."),
}


def _secret(label: Words, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": "off", "dir": "auto"}
    return forms.CharField(label=label, max_length=200, widget=forms.PasswordInput(attrs=attrs), strip=True, **more)


class NewPassphraseForm(forms.Form):
    """Words of one's own, twice."""

    passphrase = _secret(
        _("Your passphrase for sealed files"),
        help_text=_("Four words or more that you can remember. Nobody can renew it for you, and nobody else knows it."),
    )
    again = _secret(_("The same passphrase again"))

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("passphrase", again):
            raise forms.ValidationError(_("The two are not the same. Type both again."))
        return again

    def refuse(self, why: WeakPassphrase) -> None:
        self.add_error("passphrase", forms.ValidationError(TOO_WEAK[why.why]))


class UnlockForm(forms.Form):
    passphrase = _secret(_("Your passphrase for sealed files"))


class EntryForm(forms.Form):
    """One entry of a sealed file. When the files were locked meanwhile, the passphrase stands below what was typed."""

    form_token = FormToken()
    kind = forms.ChoiceField(label=_("What is this?"), choices=WRITTEN_BY_HAND, initial=EntryKind.NOTE)
    on = forms.DateField(label=_("Day"), widget=DayInput)
    words = forms.CharField(
        label=_("What happened, what was said"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "autocomplete": "off"}),
        help_text=_("Only what the next step needs. In the person’s own words where you can."),
    )
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    due_on = forms.DateField(label=_("By when"), widget=DayInput, required=False)

    def __init__(self, *args: Any, today: date, locked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today
        if locked:
            self.fields["passphrase"] = UnlockForm().fields["passphrase"]

    def written(self) -> Written:
        said = self.cleaned_data
        return Written(said["kind"], said["words"], said["on"], said["next_step"], said["due_on"], said["form_token"])


class SearchForm(forms.Form):
    typed = forms.CharField(
        label=_("Words in these sealed files"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "search", "autocomplete": "off"}),
    )


def _offered(users: Iterable[User]) -> list[tuple[str, str]]:
    return [(str(user.pk), user.display_name) for user in users]


class ColleagueForm(forms.Form):
    """One colleague out of those who can be chosen."""

    user = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, among: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = {str(user.pk): user for user in among}
        offer(self, "user", _offered(self.among.values()))

    @property
    def chosen(self) -> User:
        return self.among[self.cleaned_data["user"]]


class HoldersForm(forms.Form):
    """The three who hold the recovery."""

    users = forms.MultipleChoiceField(label=_("Three holders"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, among: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = {str(user.pk): user for user in among}
        offer(self, "users", _offered(self.among.values()))

    def clean_users(self) -> list[User]:
        chosen = [self.among[pk] for pk in self.cleaned_data["users"]]
        if len(chosen) != HOLDERS:
            raise forms.ValidationError(_("Choose three people."))
        return chosen
