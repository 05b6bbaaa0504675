from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.audit.acts import declared
from serai.centres.models import Posting
from serai.oversight import rules
from serai.oversight.queries import review
from serai.oversight.queries.review import Wanted
from serai.ui.forms import offer, retell

ALL = ("", _("All"))
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReviewForm(forms.Form):
    """What of the trail to show; the last seven days when nothing is asked."""

    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("To"), required=False, widget=DAY)
    centre = forms.TypedChoiceField(label=_("Centre"), required=False, coerce=int, empty_value=None)
    act = forms.ChoiceField(label=_("Act"), required=False)
    actor = forms.TypedChoiceField(label=_("Colleague"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "act", [ALL, *sorted(declared().items(), key=lambda act: str(act[1]))])
        offer(self, "actor", [ALL, *review.colleagues(posting=posting)])
        self._centres = {0: _("Network"), **dict(review.centres())} if posting.is_network else {posting.here: ""}
        offer(self, "centre", [ALL, *self._centres.items()])
        if not posting.is_network:
            del self.fields["centre"]

    def wanted(self) -> Wanted:
        """What was asked for, as far as it can be read; the form then shows the days that it came to."""
        self.is_valid()
        said = self.cleaned_data
        first, last = rules.period(said.get("since"), said.get("until"), today=review.today())
        if not self.errors:
            retell(self, since=first.isoformat(), until=last.isoformat())
        one = said.get("centre")
        centres = tuple(self._centres) if one is None else (one,)
        return Wanted(first, last, centres, said.get("act", ""), said.get("actor"))
