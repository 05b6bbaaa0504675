"""Importing a file: the shape of each step, and a sentence for everything that can be wrong with a file or a cell."""

import re
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from serai.imports.columns import TARGETS, Holds
from serai.imports.models import ImportBatch
from serai.imports.operations.reading import read_upload
from serai.imports.operations.undoing import CHANGED, HAS_MORE
from serai.imports.queries import folded_value, options_of
from serai.imports.rules.matching import Wrong
from serai.imports.rules.sheet import MAX_BYTES, CannotRead, Table, Why
from serai.people.choices import ConsentForm

NOT_READ: dict[Why, str | Promise] = {
    Why.EMPTY: gettext_lazy("This file is empty. Export it again, and choose it here."),
    Why.TOO_BIG: gettext_lazy("This file is larger than 10 MB. Split it into smaller files."),
    Why.TOO_MANY_ROWS: gettext_lazy("This file has more than 20,000 rows. Split it into smaller files."),
    Why.TOO_MANY_COLUMNS: gettext_lazy(
        "This table is too wide. Delete empty columns and rows, keep at most 300 columns, and save it again."
    ),
    Why.UNPACKS_TOO_BIG: gettext_lazy("This workbook unpacks to more than it should. Save it as CSV and try again."),
    Why.NOT_A_TABLE: gettext_lazy("This is not a table. Export the data as CSV or as XLSX, and choose that file."),
    Why.DAMAGED: gettext_lazy("This file is damaged or protected. Open it, save it again, and choose the new file."),
    Why.NO_ROWS: gettext_lazy("This file has only a header, and no rows below it."),
}
WRONG: dict[Wrong, str | Promise] = {
    Wrong.NOT_A_DATE: gettext_lazy("This is not a date. Write 2024-03-31 or 31/03/2024."),
    Wrong.IN_THE_FUTURE: gettext_lazy("This date is in the future."),
    Wrong.NOT_A_YEAR: gettext_lazy("This is not a year of birth, such as 1998."),
    Wrong.NOT_AN_AGE: gettext_lazy("This is not an age in years, from 0 to 120."),
    Wrong.TOO_LONG: gettext_lazy("This is too long for its place."),
    Wrong.NOT_A_CODE: gettext_lazy("This answer is not known. Match it to one of ours."),
}
WHY_KEPT: dict[str, str | Promise] = {
    CHANGED: gettext_lazy("The file was corrected or completed since."),
    HAS_MORE: gettext_lazy("Something was recorded about this person since."),
}
LEAVE_OUT = "-"
_RANGE = re.compile(r"^(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?$")


class CentreByName(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        help_text=gettext_lazy("As Kobo or Excel exports it: one header row, at most 20,000 rows and 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )

    def __init__(self, *args: Any, centres: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table: Table | None = None
        self.content = b""
        self.fields["centre"] = CentreByName(
            label=gettext_lazy("Import into this centre"), queryset=centres, empty_label=None
        )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            if upload.size > MAX_BYTES:
                raise CannotRead(Why.TOO_BIG)
            self.content = upload.read()
            self.table = read_upload(self.content)
        except CannotRead as refusal:
            raise forms.ValidationError(str(NOT_READ[refusal.why])) from refusal
        return upload


class ColumnsForm(forms.Form):
    """One choice a column of the file, named `column-3`."""

    consent_form = forms.ChoiceField(
        label=gettext_lazy("How did the people in this file agree?"),
        choices=[
            (ConsentForm.WRITTEN, gettext_lazy("In writing: the signed forms are kept")),
            (ConsentForm.VERBAL, gettext_lazy("Spoken: I certify that each was told and answered")),
        ],
        widget=forms.RadioSelect,
    )
    year_only = forms.BooleanField(
        label=gettext_lazy("1 January means that only the year of birth is known"), required=False
    )

    def __init__(self, *args: Any, batch: ImportBatch, mapping: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        choices = [("", gettext_lazy("— leave out —")), *((name, target.label) for name, target in TARGETS.items())]
        for place, column in enumerate(batch.columns):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=column, choices=choices, required=False, initial=mapping.get(place, "")
            )

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column-{place}"] for place in range(len(self.batch.columns))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        by_name: dict[str, list[str]] = {}
        for place, column in enumerate(self.batch.columns):
            if name := cleaned.get(f"column-{place}"):
                by_name.setdefault(name, []).append(column)
        for name, columns in by_name.items():
            if len(columns) > 1 and TARGETS[name].holds != Holds.CODES:
                words = {"target": TARGETS[name].label, "columns": ", ".join(columns)}
                self.add_error(None, _("“%(target)s” was chosen for several columns: %(columns)s. Keep one.") % words)
        if "consent" not in by_name:
            self.add_error(
                None,
                _("Say which column tells who agreed to be recorded. Without consent nobody can be imported."),
            )
        return cleaned

    @property
    def mapping(self) -> dict[int, str]:
        chosen = ((place, self.cleaned_data[f"column-{place}"]) for place in range(len(self.batch.columns)))
        return {place: name for place, name in chosen if name}


class ValuesForm(forms.Form):
    """One choice for each value that no code is known for."""

    def __init__(self, *args: Any, unknown: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        for place, found in enumerate(unknown):
            choices = [
                ("", gettext_lazy("Not matched: keep as a problem")),
                (LEAVE_OUT, gettext_lazy("Leave this answer out")),
                *options_of(found["target"].codes),
            ]
            label = _("%(target)s: “%(value)s”") % {"target": found["target"].label, "value": found["value"]}
            self.fields[f"value-{place}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=found["guess"], help_text=_times(found["count"])
            )

    @property
    def chosen(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for place, value in enumerate(self.unknown):
            if code := self.cleaned_data[f"value-{place}"]:
                words = found.setdefault(value["target"].name, {})
                words[folded_value(value["value"])] = "" if code == LEAVE_OUT else code
        return found


def _times(count: int) -> str:
    return ngettext("%(count)d time in this file", "%(count)d times in this file", count) % {"count": count}


class TakeForm(forms.Form):
    """All rows that are ready, or some by their number in the file."""

    rows = forms.CharField(
        label=gettext_lazy("Only these rows"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("Row numbers of the file, such as 2-50, 61. Leave it empty to import all."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_rows(self) -> set[int] | None:
        typed, chosen = self.cleaned_data["rows"].strip(), set[int]()
        for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", typed)) if typed else []:
            found = _RANGE.match(part)
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
            if last < first or last - first > 20_001:
                raise forms.ValidationError(_("Write row numbers such as 2-50, 61."))
            chosen |= set(range(first, last + 1))
        return chosen if typed else None
