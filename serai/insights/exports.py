"""The figures as files: CSV and XLSX, a row of names, a row of HXL tags, then the cells."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from serai.insights.choices import HXL
from serai.ui.exports import harmless

HEADER = {
    "table": _("Table"),
    "scope": _("Centre"),
    "month": _("Month"),
    "row_code": _("Row code"),
    "row": _("Row"),
    "column_code": _("Column code"),
    "column": _("Column"),
    "value": _("Number"),
    "note": _("Note"),
}


def safe(value: str | int) -> str | int:
    """A text that a spreadsheet would run as a formula is made plain."""
    return harmless(value) if isinstance(value, str) else value


def lines(rows: Iterable[list[str | int]]) -> Iterable[list[str | int]]:
    yield [str(name) for name in HEADER.values()]
    yield list(HXL.values())
    for row in rows:
        yield [safe(value) for value in row]


def as_csv(rows: Iterable[list[str | int]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(lines(rows))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[list[str | int]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Serai")
    for row in lines(rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
