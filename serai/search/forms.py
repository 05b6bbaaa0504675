from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.people import rules
from serai.search.places import Place
from serai.ui.forms import offer


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


class ScanForm(SearchForm):
    """The same box, and where to go on from the person. Without an answer: to the file."""

    then = forms.ChoiceField(label=_("Then go to"), widget=forms.RadioSelect, required=False)

    field_order = ("typed", "then")

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.name: place for place in places}
        offer(self, "then", [(place.name, place.label) for place in places])
        typed = self.fields["typed"]
        typed.label, typed.help_text = _("Scan or type"), _("A card, a wristband, a file code, a token or a number.")
        typed.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    @property
    def place(self) -> Place | None:
        return self.places.get(self.cleaned_data["then"])
