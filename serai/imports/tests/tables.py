"""Files of registrations, as Kobo exports them."""

import csv
import io

import openpyxl
from hypothesis import strategies as st

HEADER = ["start", "grp/consent", "grp/sex", "grp/age", "grp/nationality", "grp/given_name", "reasons", "_uuid"]
ROWS = [
    ["2024-03-05T10:11:12.000+03:00", "yes", "male", "25", "ETH", "Dawit", "economic conflict", "u1"],
    ["2024-03-05T10:30:00.000+03:00", "yes", "f", "16", "Ethiopian", "Hana", "education", "u2"],
    ["2024-03-06T09:00:00.000+03:00", "no", "m", "30", "SOM", "Secret", "economic", "u3"],
    ["2024-03-06T09:10:00.000+03:00", "yes", "martian", "abc", "SOM", "Omar", "fame", "u4"],
]


LETTERS = st.characters(exclude_categories=["Cs", "Cc"])


def as_csv(header=HEADER, rows=ROWS, delimiter=",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode()


def as_xlsx(header=HEADER, rows=ROWS) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in [header, *rows]:
        book.active.append(row)
    book.save(file)
    return file.getvalue()
