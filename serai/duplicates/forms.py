"""Who the other person is, and what is theirs."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.codes import countries
from serai.duplicates.operations.splitting import Other
from serai.duplicates.queries.apart import Unit, by_part
from serai.people import rules
from serai.people.choices import Sex

NAME = ("given", "father", "grandfather", "family")


class SplitForm(forms.Form):
    """One list of boxes for each part of the file that holds anything."""

    given = forms.CharField(label=_("Given name"), max_length=80, required=False)
    father = forms.CharField(label=_("Father’s name"), max_length=80, required=False)
    grandfather = forms.CharField(label=_("Grandfather’s name"), max_length=80, required=False)
    family = forms.CharField(label=_("Family name"), max_length=80, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    age = forms.IntegerField(label=_("Age in years"), min_value=0, max_value=120, required=False)
    nationality = forms.ChoiceField(label=_("Nationality"), choices=countries.choices)

    def __init__(self, data: Any, *, units: list[Unit]) -> None:
        super().__init__(data, initial={"nationality": "unknown", "sex": Sex.UNKNOWN})
        self.parts = []
        for number, (title, choices) in enumerate(by_part(units)):
            self.parts.append(f"part_{number}")
            self.fields[f"part_{number}"] = forms.MultipleChoiceField(
                label=title, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.get(part) for part in self.parts):
            raise forms.ValidationError(_("Tick what is of the other person."))
        return self.cleaned_data

    @property
    def chosen(self) -> list[str]:
        """What goes into the new file."""
        return [key for part in self.parts for key in self.cleaned_data[part]]

    @property
    def other(self) -> Other:
        """The other person, as told."""
        data, today = self.cleaned_data, timezone.localdate()
        birth = rules.Birth("unknown") if data["age"] is None else rules.aged(data["age"], on=today)
        return Other(data["sex"], birth, data["nationality"], {part: data[part] for part in NAME})
