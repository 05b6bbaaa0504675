"""The page of rows: one person a row, a few keys each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.cards.forms import ScannedField
from serai.codes import countries, lists
from serai.codes.folding import western_digits
from serai.households.forms.groups import name_parts
from serai.people.choices import ConsentStatus, Sex
from serai.people.rules.names import script_of
from serai.registration.forms.fields import BLANK
from serai.registration.forms.registration import birth_told
from serai.registration.operations.registration import Told
from serai.ui.forms import FormToken
from serai.waves.models import Draft
from serai.waves.operations.rows import Keyed
from serai.waves.rules import ROWS_A_PAGE, Age, read_age

LONGEST = 160  # what a box of a row takes


class AgeField(forms.CharField):
    """An age in years or an age group, in one box: 34, 18-29, 60+."""

    def clean(self, value: Any) -> Age:
        read = read_age(western_digits(str(super().clean(value))))
        if read is None:
            raise forms.ValidationError(_("Write an age such as 34, or an age group such as 18-29 or 60+."))
        return read


class RowForm(forms.Form):
    """One person. A row in which nothing is written is nobody."""

    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=[BLANK, *Sex.choices], required=False)
    age = AgeField(
        label=gettext_lazy("Age or age group"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "text"}),
    )
    lane = forms.ChoiceField(
        label=gettext_lazy("Lane"), choices=lambda: [BLANK, *lists.choices("triage")], required=False
    )
    remark = forms.ChoiceField(
        label=gettext_lazy("Comes first because"),
        choices=lambda: [BLANK, *lists.choices("priority_group")],
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("Name, as it is said"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("May we write this down?"),
        choices=[("", gettext_lazy("Not yet asked")), (ConsentStatus.GIVEN, ConsentStatus.GIVEN.label),
                 (ConsentStatus.REFUSED, ConsentStatus.REFUSED.label)],
        required=False,
    )  # fmt: skip
    card = ScannedField(label=gettext_lazy("Wristband"), required=False)

    def __init__(self, *args: Any, gives_cards: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gives_cards:
            del self.fields["card"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.is_somebody:
            return cleaned
        if not cleaned.get("sex") and "sex" not in self.errors:
            self.add_error("sex", _("Choose one. “Not known or not said” is an answer too."))
        if cleaned.get("remark") and not cleaned.get("lane") and "lane" not in self.errors:
            self.add_error("lane", _("Choose the lane as well."))
        return cleaned

    @property
    def is_somebody(self) -> bool:
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)

    def keyed(self, *, nationality: str, on: date) -> Keyed:
        said = self.cleaned_data
        script = script_of(said["name"])
        told = Told(
            sex=said["sex"],
            birth=birth_told(said["age"].years, said["age"].band, on=on),
            nationality=nationality,
            consent_status=said["consent"] or ConsentStatus.NOT_ASKED,
            name=name_parts(said["name"]),
            script="latin" if script == "other" else script,
        )
        return Keyed(told, said["lane"], said["remark"], said.get("card", ""))


class PageForm(forms.Form):
    """What is the same for the rows of a page."""

    nationality = forms.ChoiceField(
        label=gettext_lazy("Nationality of those on this page, if they said it"),
        choices=countries.choices,
        initial="unknown",
    )
    form_token = FormToken()
    only = forms.IntegerField(required=False, min_value=0, max_value=ROWS_A_PAGE - 1, widget=forms.HiddenInput)


class Sheetful:
    """A page of rows, as typed. The rows of one page are told apart by the page's token and their place."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        gives_cards: bool,
        nationality: str,
        begun: Sequence[Draft] = (),
    ) -> None:
        for draft in begun:
            nationality = draft.typed.get("nationality", nationality)
        self.page = PageForm(data, initial={"nationality": nationality}, auto_id="page_%s")
        typed = dict(enumerate(draft.typed for draft in begun))
        self.rows = [
            RowForm(data, prefix=f"row-{n}", gives_cards=gives_cards, initial=typed.get(n)) for n in range(ROWS_A_PAGE)
        ]
        self.tokens = {n: str(draft.token) for n, draft in enumerate(begun)}
        if data is not None:
            self.tokens = {n: sent for n in range(ROWS_A_PAGE) if (sent := data.get(f"row-{n}-token"))}
        else:  # one types at once
            self.rows[min(len(begun), ROWS_A_PAGE - 1)].fields["sex"].widget.attrs["autofocus"] = True

    @property
    def sent(self) -> list[tuple[int, RowForm]]:
        """The rows that this form sends: the one that is asked to be kept, or all in which something is written."""
        only = self.page.cleaned_data["only"]
        rows = enumerate(self.rows)
        return [(n, row) for n, row in rows if (only is None or n == only) and row.is_somebody]

    def token(self, place: int) -> UUID:
        """By the page and the place on it; a row that was begun on a page before keeps the one it had."""
        page: UUID = self.page.cleaned_data["form_token"]
        try:
            return UUID(self.tokens[place])
        except (KeyError, ValueError):
            return uuid5(page, str(place))

    def typed(self, place: int) -> dict[str, str]:
        """What stands in a row, as it was typed, with the nationality of the page; nothing of a row that is empty."""
        row = self.rows[place]
        if not row.is_somebody:
            return {}
        said = {name: str(row.data.get(row.add_prefix(name), ""))[:LONGEST] for name in row.fields}
        return {**said, "nationality": self.page.cleaned_data["nationality"]}
