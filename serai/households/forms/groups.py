"""A family or group on one page: what is the same for all, then a few answers for each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.codes import languages
from serai.households.operations.groups import Arrived, Shared
from serai.people import rules
from serai.people.choices import AgeBand, ConsentStatus, HouseholdRole, Sex
from serai.people.rules.names import script_of
from serai.registration.forms.fields import BLANK, Digits
from serai.registration.forms.registration import (
    AGE_OR_BAND,
    DO_NOT_AGREE,
    OLDEST,
    PARTS,
    ComparedForm,
    birth_told,
    nationalities,
    past_day,
    typed_as_parts,
)
from serai.registration.forms.rows import Rows
from serai.registration.operations.registration import Told
from serai.ui.forms import FormToken, offer
from serai.ui.widgets import DayInput

FIRST_ROWS = 2
IN_A_ROW = forms.RadioSelect(attrs={"class": "row"})  # one touch, where a list takes two


class MemberRow(forms.Form):
    """One person. A row in which nothing is written is nobody."""

    title = gettext_lazy("Person %(number)s")
    may_stay_empty = ("name",)

    name = forms.CharField(
        label=gettext_lazy("Name, as it is said"), max_length=160, required=False, widget=forms.TextInput
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Who is this to the head of the group?"),
        choices=[BLANK, *(pair for pair in HouseholdRole.choices if pair[0] != HouseholdRole.HEAD)],
        required=False,
    )
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=Sex.choices, required=False, widget=IN_A_ROW)
    age = Digits(label=gettext_lazy("Age in years"), required=False, min_value=0, max_value=OLDEST)
    age_band = forms.ChoiceField(label=gettext_lazy("Or age group"), choices=[BLANK, *AgeBand.choices], required=False)
    consent = forms.ChoiceField(
        label=gettext_lazy("May we write this down?"),
        choices=[("", gettext_lazy("Not yet asked")), (ConsentStatus.GIVEN, ConsentStatus.GIVEN.label),
                 (ConsentStatus.REFUSED, ConsentStatus.REFUSED.label)],
        required=False,
        widget=IN_A_ROW,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(value not in {None, ""} for value in cleaned.values()) and not self.errors:
            return cleaned
        if not cleaned.get("sex") and "sex" not in self.errors:
            self.add_error("sex", _("Choose one. “Not known or not said” is an answer too."))
        if "role" in self.fields and not cleaned.get("role") and "role" not in self.errors:
            self.add_error("role", _("Choose who this person is to the head of the group."))
        age, band = cleaned.get("age"), cleaned.get("age_band")
        if "age" in cleaned and age is None and not band:
            self.add_error("age", AGE_OR_BAND)
        elif age is not None and band not in {"", None, AgeBand.UNKNOWN, rules.band_of(age)}:
            self.add_error("age_band", DO_NOT_AGREE)
        return cleaned


class MemberRows(Rows):
    """The first row is the head: nobody is asked who that is to the head. The name of a new row is where one types."""

    def _form(self, values: dict[str, Any], place: int, *, bound: bool) -> forms.Form:
        form = super()._form(values, place, bound=bound)
        if place == 0:
            del form.fields["role"]
        if self.was_added and place == len(self.typed) - 1:
            form.fields["name"].widget.attrs["autofocus"] = True
        return form

    @property
    def values(self) -> list[dict[str, Any]]:
        kept = (form.cleaned_data for form in self.forms)
        return [row for row in kept if any(value not in {None, ""} for value in row.values())]


class GroupForm(forms.Form):
    """What is the same for all. Who differs is corrected in their own file."""

    nationality = forms.ChoiceField(label=gettext_lazy("Nationality of the group"))
    mother_tongue = forms.ChoiceField(
        label=gettext_lazy("Language they speak together"),
        choices=lambda: [BLANK, *languages.choices()],
        required=False,
    )
    origin_detail = forms.CharField(
        label=gettext_lazy("Village, town or quarter they come from"), max_length=120, required=False
    )
    registered_on = forms.DateField(label=gettext_lazy("Date"), widget=DayInput)
    form_token = FormToken()

    def __init__(self, data: Any = None, *, usual: list[str], searched: str = "", **kwargs: Any) -> None:
        first: list[dict[str, Any]] = [{"name": searched}, *[{}] * (FIRST_ROWS - 1)]
        self.rows = MemberRows(MemberRow, prefix="person", initial=first, data=data)
        if self.again:  # no answer is looked at before the group is whole
            data, kwargs["initial"] = None, data.dict()
        super().__init__(data, **kwargs)
        offer(self, "nationality", nationalities(usual))

    def clean_registered_on(self) -> Any:
        return past_day(self.cleaned_data["registered_on"])

    @property
    def again(self) -> bool:
        return self.rows.was_rearranged

    def is_valid(self) -> bool:
        rows_hold = self.is_bound and self.rows.is_valid()
        return super().is_valid() and rows_hold and self._has_somebody()

    def _has_somebody(self) -> bool:
        first = self.rows.forms[0] if self.rows.forms else None
        if first is not None and any(value not in {None, ""} for value in first.cleaned_data.values()):
            return True
        self.add_error(None, _("Begin with the head of the group: write at least their sex, and an age or age group."))
        return False

    @property
    def shared(self) -> Shared:
        return Shared(self.cleaned_data["mother_tongue"], self.cleaned_data["origin_detail"])

    @property
    def group(self) -> list[Arrived]:
        return [self._arrived(row) for row in self.rows.values]

    def compared(self, place: int) -> ComparedForm:
        """What was said of the files that are like this one of the group."""
        return ComparedForm(self.data, prefix=f"group-{place}")

    def _arrived(self, row: dict[str, Any]) -> Arrived:
        script = script_of(row["name"])
        told = Told(
            sex=row["sex"],
            birth=birth_told(row["age"], row["age_band"], on=self.cleaned_data["registered_on"]),
            nationality=self.cleaned_data["nationality"],
            consent_status=row["consent"] or ConsentStatus.NOT_ASKED,
            name=name_parts(row["name"]),
            script="latin" if script == "other" else script,
        )
        return Arrived(told, row.get("role") or HouseholdRole.HEAD)


def name_parts(said: str) -> dict[str, str]:
    """A name as it is said, in its parts: the first word is the given name, what follows the father's."""
    guess = typed_as_parts(said) or {"given": said.strip()[:80]}
    return {part: guess.get(part, "") for part in PARTS}
