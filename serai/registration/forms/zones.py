"""The lines at the foot of a travel document: read, compared, then taken over part by part."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.calendars.rules import NoSuchDate, Told
from serai.calendars.words import NO_SUCH_DATE, month_choices
from serai.codes import countries, lists
from serai.codes.words import Words
from serai.passports.layouts import Check
from serai.passports.zone import Zone, read
from serai.people import rules
from serai.people.choices import Sex
from serai.registration.forms.births import WRONG
from serai.registration.forms.fields import BLANK, Digits
from serai.registration.operations.zones import Taken
from serai.registration.rules.zones import PARTS, doubtful_parts, offered
from serai.ui.forms import VersionedForm
from serai.ui.widgets import DayInput

WRONG_CHECK: dict[Check, Words] = {
    Check.NUMBER: gettext_lazy("The check digit of the document number does not fit."),
    Check.BIRTH: gettext_lazy("The check digit of the date of birth does not fit."),
    Check.EXPIRY: gettext_lazy("The check digit of “valid until” does not fit."),
    Check.OPTIONAL: gettext_lazy("The check digit of the optional field does not fit."),
    Check.WHOLE: gettext_lazy("The last check digit, of the whole, does not fit."),
}
TAKE: dict[str, Words] = {
    "document": gettext_lazy("Add this document"),
    "name": gettext_lazy("Take this name"),
    "birth": gettext_lazy("Take this date of birth"),
    "sex": gettext_lazy("Take this sex"),
    "nationality": gettext_lazy("Take this nationality"),
}
COMPARE = gettext_lazy("Doubtful: compare with the document, correct it, then tick.")


LINES_LABEL = gettext_lazy("The lines with the signs <<< at the foot of the document")
LINES_HINT = gettext_lazy("Type them or scan them. Write ? for a sign that cannot be read.")
NO_LINES = gettext_lazy("These are not the lines of a travel document. Look at them again.")


def lines_input(**more: Any) -> forms.Textarea:
    return forms.Textarea(
        attrs={"rows": 3, "dir": "ltr", "autocapitalize": "characters", "spellcheck": "false", **more}
    )


class ZoneForm(forms.Form):
    """Two or three lines; one of them is better than none."""

    zone = forms.CharField(label=LINES_LABEL, help_text=LINES_HINT, max_length=400, widget=lines_input(autofocus=True))

    def clean_zone(self) -> Zone:
        found = read(self.cleaned_data["zone"], today=timezone.localdate())
        if found is None:
            raise forms.ValidationError(NO_LINES)
        return found


class TakeForm(VersionedForm):
    """What was read, to be compared and corrected; only what is ticked is taken over."""

    take_document = forms.BooleanField(label=TAKE["document"], required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of document"), choices=lambda: lists.choices("document_kind"), required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Where is it?"), choices=lambda: lists.choices("document_state"), required=False
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Issuing country"), choices=lambda: [BLANK, *countries.choices()], required=False
    )
    number = forms.CharField(
        label=gettext_lazy("Document number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    expires_on = forms.DateField(label=gettext_lazy("Valid until"), required=False, widget=DayInput)
    take_name = forms.BooleanField(label=TAKE["name"], required=False)
    given = forms.CharField(label=gettext_lazy("Given name"), max_length=80, required=False)
    family = forms.CharField(label=gettext_lazy("Family name"), max_length=80, required=False)
    take_birth = forms.BooleanField(label=TAKE["birth"], required=False)
    birth_day = Digits(label=gettext_lazy("Day of birth"), required=False, min_value=1, max_value=31)
    birth_month = forms.TypedChoiceField(
        label=gettext_lazy("Month of birth"),
        choices=lambda: [BLANK, *month_choices()[:12]],
        required=False,
        coerce=int,
        empty_value=None,
    )
    birth_year = Digits(label=gettext_lazy("Year of birth"), required=False, min_value=0)
    take_sex = forms.BooleanField(label=TAKE["sex"], required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=[BLANK, *Sex.choices], required=False)
    take_nationality = forms.BooleanField(label=TAKE["nationality"], required=False)
    nationality = forms.ChoiceField(
        label=gettext_lazy("Nationality"), choices=lambda: [BLANK, *countries.choices()], required=False
    )

    doubtful = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        marked = (data or self.initial).get("doubtful", "").split(",")
        for part in set(PARTS) & set(marked):
            self.fields[f"take_{part}"].help_text = COMPARE

    @classmethod
    def of(cls, zone: Zone, *, version: int, known: set[str]) -> "TakeForm":
        """What was read. Ticked is what fits and is not known yet: `known` are the parts that the file has."""
        doubtful = doubtful_parts(zone)
        ticks = {f"take_{part}": part not in doubtful | known for part in PARTS}
        codes = {code for code, _label in countries.choices()}
        marks = {"version": version, "doubtful": ",".join(sorted(doubtful))}
        return cls(initial={**offered(zone, countries=codes), **ticks, **marks})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = {"document": "number", "name": "given", "birth": "birth_year", "sex": "sex"}
        for part, field in {**needed, "nationality": "nationality"}.items():
            if cleaned.get(f"take_{part}") and cleaned.get(field) in {None, ""} and field not in self.errors:
                self.add_error(field, _("Write this, or untick the line above."))
        if not any(cleaned.get(f"take_{part}") for part in PARTS) and not self.errors:
            self.add_error(None, _("Nothing is ticked. Tick what the document says."))
        if cleaned.get("take_birth") and not self.errors:
            self._check_birth(cleaned)
        return cleaned

    def _check_birth(self, cleaned: dict[str, Any]) -> None:
        month = cleaned["birth_month"]
        try:
            cleaned["birth"] = rules.born_as_told(
                Told(cleaned["birth_year"], month, cleaned["birth_day"] if month else None)
            )
        except NoSuchDate as refused:
            self.add_error(WRONG[refused.why], NO_SUCH_DATE[refused.why])
            return
        today, earliest = timezone.localdate(), cleaned["birth"].earliest
        if earliest > today or earliest.year < today.year - 120:
            far = _("This is in the future, or more than 120 years ago. Check the year and the calendar.")
            self.add_error("birth_year", far)

    @property
    def taken(self) -> Taken:
        data = self.cleaned_data
        document = {name: data[name] for name in ("kind", "state", "country", "number", "expires_on")}
        name = {"given": data["given"].strip(), "family": data["family"].strip()}
        return Taken(
            document=document if data["take_document"] else None,
            name=name if data["take_name"] else None,
            birth=data["birth"] if data["take_birth"] else None,
            sex=data["sex"] if data["take_sex"] else "",
            nationality=data["nationality"] if data["take_nationality"] else "",
        )
