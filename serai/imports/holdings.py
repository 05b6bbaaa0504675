"""What is left of an imported row when its person is erased."""

from django.db.models import QuerySet

from serai.imports.choices import RowState
from serai.imports.models import ImportRow
from serai.people.models import Person


def rows_as_numbers(rows: QuerySet[ImportRow], twin: Person) -> None:
    """Only the key of its record number, so that the same file brought in again does not bring the person back."""
    rows.update(person=None, registration=None, cells=[], problems=[], digest="", state=RowState.KEPT)
