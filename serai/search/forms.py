from django import forms
from django.utils.translation import gettext_lazy as _

from serai.people import rules


class SearchForm(forms.Form):
    """One box for a name, a number, a code or a scanned card."""

    typed = forms.CharField(
        label=_("Name, code or card"),
        help_text=_(
            "Any part of the name, in any script. Or a whole telephone or document number. Or the code of the file. "
            "Or scan the card."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": True, "inputmode": "search"}),
        error_messages={"required": _("Type a part of the name, or a code, then search.")},
    )

    @property
    def read(self) -> rules.Reading:
        return rules.reading(self.cleaned_data["typed"])
