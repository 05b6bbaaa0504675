import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from serai.accounts import again
from serai.accounts.kept import opened, sealed
from serai.accounts.lookalikes import mixes_scripts
from serai.accounts.models import User
from serai.accounts.queries import is_name_taken, looks_like_another
from serai.keys.place import CannotOpen

SECRET_BYTES = 20
CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
NOT_RIGHT = _("The user name, the password or the code is not right. Check them and try again.")
WRONG_CODE = _("This is not the code that the app shows now. Wait for the next one, and compare the clocks.")
OWN_NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}


class SignInForm(AuthenticationForm):
    """The same sentence for an unknown name, a wrong password and a closed account."""

    username = forms.CharField(label=_("User name"), max_length=60, widget=forms.TextInput(attrs=OWN_NAME))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
    code = forms.CharField(
        label=_("Code, if you set up a second step"),
        required=False,
        max_length=40,
        help_text=_("From the app on your telephone, or one of your recovery codes. Everybody else leaves this empty."),
        widget=forms.TextInput(attrs=CODE),
    )
    error_messages = {"invalid_login": NOT_RIGHT, "inactive": NOT_RIGHT}

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("username") and typed.get("password"):
            self.user_cache = authenticate(self.request, **{name: typed.get(name, "") for name in self.fields})
            if self.user_cache is None:
                raise self.get_invalid_login_error()
        return typed

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


def _new_password(**words: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"})
    return forms.CharField(strip=False, max_length=4096, widget=widget, **words)


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Your password now"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )
    new = _new_password(
        label=_("New password"),
        help_text=_("At least 10 characters. A few unrelated words are easy to remember and hard to guess."),
    )
    again = _new_password(label=_("New password, once more"))

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.user = request, cast(User, request.user)

    def clean_current(self) -> str:
        current = str(self.cleaned_data["current"])
        if not again.is_password(self.request, current):
            raise forms.ValidationError(_("This is not your password now. Type it once more."))
        return current

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        if new == self.data.get("current"):
            raise forms.ValidationError(_("Choose a password that differs from the one you have now."))
        validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "new" in cleaned and cleaned.get("again") not in {None, cleaned["new"]}:
            self.add_error("again", _("The two new passwords differ. Type the same one twice."))
        return cleaned


NAME_TAKEN = _("A colleague is called so already. Add something that tells you apart, such as a second name.")


MIXED = _("One word of this name has letters of two scripts. Write each word in one script.")
LOOKS_ALIKE = _(
    "The name of a colleague looks the same. Add something that tells you apart, such as a second name; or tick here "
    "if these are two people and nobody will mistake one for the other."
)


def tell_apart(form: forms.Form, *, own: str = "", but: int | None = None) -> None:
    """Where the typed name is drawn like a colleague's, the form asks whether that is meant. Ends an `__init__`."""
    typed = str(form.data.get(form.add_prefix("display_name"), ""))
    if typed != own and looks_like_another(typed, but=but):
        asked = forms.BooleanField(label=_("These are two people"), error_messages={"required": LOOKS_ALIKE})
        form.fields["two_people"] = asked
        form.order_fields(["display_name", "two_people"])


def name_of_ones_own(name: str, *, own: str = "", but: int | None = None) -> str:
    """The name, if no colleague has it and each word is of one script. Raises ValidationError."""
    if name != own and mixes_scripts(name):
        raise forms.ValidationError(MIXED)
    if name != own and is_name_taken(name, but=but):
        raise forms.ValidationError(NAME_TAKEN)
    return name


class PreferencesForm(forms.Form):
    display_name = forms.CharField(label=_("Your name, as colleagues see it"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        tell_apart(self, own=user.display_name, but=user.pk)

    def clean_display_name(self) -> str:
        name = str(self.cleaned_data["display_name"])
        return name_of_ones_own(name, own=self.user.display_name, but=self.user.pk)


class CodeAppForm(forms.Form):
    """The secret goes to the browser and back, sealed: it is kept from the first right code on."""

    code = forms.CharField(
        label=_("The code that the app shows now"), max_length=20, widget=forms.TextInput(attrs=CODE)
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.secret = user, b""
        if not self.is_bound:
            self.secret = os.urandom(SECRET_BYTES)
            kept = sealed(self.secret, purpose="offered", row=UUID(int=user.pk))
            self.initial["kept"] = urlsafe_b64encode(kept).decode()

    def clean_kept(self) -> str:
        kept = str(self.cleaned_data["kept"])
        try:
            self.secret = opened(urlsafe_b64decode(kept), purpose="offered", row=UUID(int=self.user.pk))
        except (CannotOpen, ValueError):
            raise forms.ValidationError(WRONG_CODE) from None
        return kept


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("What you call it"),
        max_length=60,
        help_text=_("So that you know it again, such as: my telephone, the blue key."),
    )
    passkey = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
