from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from serai.assistance import rules
from serai.assistance.choices import Mode, WhyAgain, WhyUndone
from serai.assistance.operations import Help, Receivers
from serai.codes import countries, lists
from serai.people.choices import AgeBand, Sex
from serai.ui.forms import offer

MOST_AT_ONCE = 5000
MOST_CODES = 500
TOO_LATE = _("This was recorded on an earlier day, or is undone already. Ask the data officer to correct the figures.")


class DayForm(forms.Form):
    """What every record of help begins with: the day, and the mark that makes it be recorded once."""

    session = forms.UUIDField(widget=forms.HiddenInput)
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet. Write today or an earlier day."))
        return on

    def help_given(self, services: list[str]) -> Help:
        told = self.cleaned_data
        return Help(
            services=services,
            on=told["on"],
            session=told["session"],
            mode=told.get("mode") or Mode.DIRECT,
            why_again=told.get("why_again", ""),
        )


class SeenForm(DayForm):
    """People without a name: how many, and what can be seen of them."""

    number = forms.IntegerField(label=_("How many people"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex, initial=Sex.UNKNOWN)
    age_band = forms.ChoiceField(label=_("Age group"), choices=AgeBand, initial=AgeBand.UNKNOWN)
    nationality = forms.ChoiceField(label=_("Nationality"), choices=countries.choices, initial="unknown")

    def receivers(self) -> Receivers:
        told = self.cleaned_data
        return Receivers(told["number"], told["sex"], told["age_band"], told["nationality"])


class ManyForm(DayForm):
    """The same service to many people: ticked, or by the codes of their cards."""

    person = forms.MultipleChoiceField(label=_("Who is here"), widget=forms.CheckboxSelectMultiple, required=False)
    codes = forms.CharField(
        label=_("Cards"),
        help_text=_("Scan or type one card or file code on each line."),
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr", "autocapitalize": "characters", "autocomplete": "off"}),
        required=False,
        max_length=20 * MOST_CODES,
    )
    why_again = forms.ChoiceField(
        label=_("Give it again to who had it today?"),
        choices=[("", _("No, leave them out")), *WhyAgain.choices],
        required=False,
    )

    def __init__(self, *args: Any, people: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = "<bdi>{}</bdi> · <bdi dir='ltr' class='nowrap'>{}</bdi>"
        choices = [
            (str(row["person"].public_id), format_html(line, row["called"], row["person"].code)) for row in people
        ]
        offer(self, "person", choices)
        if not choices:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("person") and not rules.codes_in(cleaned.get("codes", "")):
            raise forms.ValidationError(_("Nobody is chosen yet. Tick who is here, or scan their cards."))
        return cleaned

    def typed_codes(self) -> list[str]:
        return rules.codes_in(self.cleaned_data["codes"])


class PersonForm(DayForm):
    """One person, one or several services."""

    services = forms.MultipleChoiceField(
        label=_("Services"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("No service is ticked yet. Tick what was given.")},
    )
    mode = forms.ChoiceField(label=_("How"), choices=Mode, initial=Mode.DIRECT, widget=forms.RadioSelect)
    why_again = forms.ChoiceField(
        label=_("If it was already given that day: why again?"),
        choices=[("", _("It was not")), *WhyAgain.choices],
        required=False,
    )

    def __init__(self, *args: Any, catalogue: list[tuple[Any, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "services", catalogue)

    def ask_why_again(self, services: list[str]) -> None:
        names = ", ".join(lists.label("service_type", service) for service in services)
        sentence = _("Already given to this person that day: %(services)s. Untick it, or say why it is given again.")
        self.add_error("why_again", sentence % {"services": names})


class UnmetForm(SeenForm):
    """What could not be given, and why."""

    service_type = forms.ChoiceField(
        label=_("What was needed"),
        choices=lambda: [("", _("Choose")), *lists.choices("service_type")],
    )
    reason = forms.ChoiceField(
        label=_("Why it could not be given"),
        choices=lambda: [("", _("Choose")), *lists.choices("unmet_need_reason")],
    )
    field_order = ("session", "service_type", "reason", "on", "number", "sex", "age_band", "nationality")

    def __init__(self, *args: Any, of_person: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_person:
            for name in ("number", "sex", "age_band", "nationality"):
                del self.fields[name]

    def receivers(self) -> Receivers:
        return super().receivers() if "number" in self.fields else Receivers()


class UndoForm(forms.Form):
    why_undone = forms.ChoiceField(label=_("Why is it undone?"), choices=WhyUndone, widget=forms.RadioSelect)
