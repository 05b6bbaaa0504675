from django import forms
from django.utils.translation import gettext_lazy as _


class AddKeyForm(forms.Form):
    """What is asked before the key is touched."""

    name = forms.CharField(
        label=_("What you call it"),
        max_length=60,
        help_text=_("So that you know it again, such as: the blue key of the night shift. Not encrypted on the disk."),
    )
    passphrase = forms.CharField(
        label=_("A passphrase that opens the data today, or the recovery code"),
        max_length=300,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
