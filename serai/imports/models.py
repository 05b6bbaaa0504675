from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from serai.codes.fields import JSONField
from serai.imports.choices import ImportState, RowState


class ImportBatch(models.Model):
    """A file of registrations brought in from elsewhere, with its mapping, its rows and what became of them."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    columns = JSONField(default=list)
    columns_digest = models.CharField(max_length=64, default="")  # the same header suggests the same mapping
    mapping = JSONField(default=dict)  # column number -> what it holds (imports/columns.py)
    value_mapping = JSONField(default=dict)  # what it holds -> words in the file -> code
    options = JSONField(default=dict)
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.COLUMNS)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    emptied_at = models.DateTimeField(null=True, blank=True)  # when what was not imported was forgotten

    class Meta:
        indexes = [models.Index(fields=["centre", "-uploaded_at"], name="imports_of_a_centre")]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportRow(models.Model):
    """One line of an imported file. Its cells are emptied as soon as they are no longer needed."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = JSONField(default=list)
    key = models.CharField(max_length=64, blank=True)  # of its record number: running twice adds nothing
    digest = models.CharField(max_length=64, default="")  # of its cells, for a file without record numbers
    state = models.CharField(max_length=12, choices=RowState, default=RowState.WAITING)
    problems = JSONField(default=list)
    is_chosen = models.BooleanField(default=True)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    registration = models.OneToOneField(
        "people.Registration", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the one that this row made

    class Meta:
        constraints = [UniqueConstraint(fields=["batch", "number"], name="a_row_has_one_number")]
        indexes = [
            models.Index(fields=["key"], name="import_rows_by_key"),
            models.Index(fields=["digest"], name="import_rows_by_digest"),
            models.Index(fields=["batch", "state", "number"], name="import_rows_to_do"),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of import {self.batch_id}"
