from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from serai.accounts.models import User

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
    error_messages = {
        "invalid_login": _("The user name or the password is not right. Check both and try again."),
        "inactive": _("The user name or the password is not right. Check both and try again."),
    }

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

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        current = str(self.cleaned_data["current"])
        if not self.user.check_password(current):
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


class PreferencesForm(forms.Form):
    display_name = forms.CharField(label=_("Your name, as colleagues see it"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
