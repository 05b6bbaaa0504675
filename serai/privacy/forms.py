from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.people.models import Person
from serai.privacy import rules
from serai.ui.widgets import DayInput


class HoldForm(forms.Form):
    code = forms.CharField(
        label=_("File number"), max_length=24, widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters"})
    )
    reason = forms.CharField(
        label=_("Why it must be kept"),
        min_length=20,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For example: a claim is open. Write nothing about the person."),
    )
    until = forms.DateField(label=_("Until which day"), widget=DayInput)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().upper()
        self.person = Person.objects.filter(code=code).first()
        if self.person is None:
            raise forms.ValidationError(_("No file has this number. Check it, letter by letter."))
        return str(code)

    def clean_until(self) -> Any:
        until: date = self.cleaned_data["until"]
        if not timezone.localdate() <= until <= timezone.localdate() + rules.LONGEST_HOLD:
            raise forms.ValidationError(_("Choose a day from today on, within a year. A hold can be placed again."))
        return until
