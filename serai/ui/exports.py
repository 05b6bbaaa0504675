"""A table as a file for Excel. What somebody typed can never run there as a formula."""

import csv
import io

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "|", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet reads as text: what would begin a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell


def csv_response(file_name: str, rows: list[list[str]]) -> HttpResponse:
    """UTF-8 with its mark, so that Excel reads every script."""
    text = io.StringIO()
    csv.writer(text).writerows([[harmless(cell) for cell in row] for row in rows])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
