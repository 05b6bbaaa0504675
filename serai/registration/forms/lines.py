"""The lines of a travel document on the first page of a registration: they fill it, and what fits is kept with it."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.calendars import rules as calendars
from serai.calendars.rules import NoSuchDate
from serai.codes import countries
from serai.codes.words import Words
from serai.passports.zone import Zone, read
from serai.people import rules
from serai.registration.forms.zones import LINES_HINT, LINES_LABEL, NO_LINES, TAKE, WRONG_CHECK, lines_input
from serai.registration.operations.registration import Told
from serai.registration.operations.zones import Taken
from serai.registration.rules.zones import doubtful_parts, offered

FILLED = {"name": ("given", "family"), "sex": ("sex",), "nationality": ("nationality",)}
DOCUMENT = ("kind", "state", "country", "number", "expires_on")


class LinesForm(forms.Form):
    """Two or three lines, or none."""

    zone = forms.CharField(
        label=LINES_LABEL, help_text=LINES_HINT, max_length=400, required=False, widget=lines_input()
    )
    take_document = forms.BooleanField(label=TAKE["document"], required=False)
    may_stay_empty = ("zone",)

    def __init__(self, *args: Any, keeps_documents: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        if not keeps_documents:
            del self.fields["take_document"]

    def clean_zone(self) -> Zone | None:
        typed = self.cleaned_data["zone"]
        found = read(typed, today=self.today)
        if typed and found is None:
            raise forms.ValidationError(NO_LINES)
        return found

    @property
    def zone_read(self) -> Zone | None:
        return self.cleaned_data.get("zone") if self.is_bound and self.is_valid() else None

    @property
    def is_open(self) -> bool:
        return bool(self["zone"].value())

    @property
    def offered(self) -> dict[str, Any]:
        if self.zone_read is None:
            return {}
        return offered(self.zone_read, countries={code for code, _label in countries.choices()})

    @property
    def doubtful(self) -> set[str]:
        return doubtful_parts(self.zone_read) if self.zone_read else set()

    @property
    def wrong(self) -> list[Words]:
        return [WRONG_CHECK[check] for check in self.zone_read.wrong] if self.zone_read else []

    @property
    def born(self) -> rules.Birth | None:
        """The day of birth, where the lines say a whole one that fits."""
        if self.zone_read is None or self.zone_read.birth is None or "birth" in self.doubtful:
            return None
        year, month, day = self.zone_read.birth
        try:
            return rules.born_as_told(calendars.Told(year, month, day)) if month and day else None
        except NoSuchDate:
            return None

    def fill(self, typed: dict[str, Any], *, on: date) -> dict[str, Any]:
        """What was typed, and in its place what the lines say and is not doubtful."""
        if self.zone_read is None:
            return typed
        said = self.offered
        parts = [names for part, names in FILLED.items() if part not in self.doubtful]
        filled = {name: said[name] for names in parts for name in names if said[name] not in {"", "unknown"}}
        if self.born is not None and self.born.latest is not None:
            filled |= {"age": rules.age_on(self.born.latest, on), "age_band": ""}
        ticked = {"take_document": True} if "document" not in self.doubtful else {}
        return {**typed, **filled, **ticked}

    def exactly(self, told: Told, *, on: date) -> Told:
        """The day of birth in place of the age that it gave, unless somebody has written another age."""
        if self.born is None or self.born.latest is None:
            return told
        same = rules.aged(rules.age_on(self.born.latest, on), on=on)
        return replace(told, birth=self.born) if told.birth == same else told

    @property
    def taken(self) -> Taken | None:
        if self.zone_read is None or not self.cleaned_data.get("take_document") or not self.zone_read.number:
            return None
        document = {name: self.offered[name] for name in DOCUMENT}
        expires = document["expires_on"]
        return Taken(document={**document, "expires_on": date.fromisoformat(expires) if expires else None})


def told_words(lines: LinesForm) -> str:
    """What the page says when the lines were read."""
    if lines.wrong or lines.doubtful:
        return _("Not everything fits. What is doubtful is not filled in: compare it with the document, and write it.")
    return _("The form is filled. Compare it with the document: names, sex and nationality have no check digit.")


EMPTY_LINES = gettext_lazy("Write or scan the lines first.")
