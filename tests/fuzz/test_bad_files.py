"""Each bad file is answered by a plain sentence on the form that takes it, from a process with little memory and time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from serai.centres.models import Centre
from serai.imports.forms import NOT_READ, UploadForm
from serai.imports.operations import reading
from serai.imports.rules.sheet import MAX_COLUMNS, MAX_ROWS, UNSEEN, Why
from serai.ui import apart
from tests.fuzz.corpus import archive, bad_files, book, cells, parts, shared, sheet

FILES = bad_files()
SENTENCES = {str(words) for words in NOT_READ.values()} | {"The submitted file is empty."}

# Odd, and tables all the same: what they say of themselves is not believed, and what they hide does not come through.
READ_ALL_THE_SAME = {
    "a dimension that lies",
    "merged over everything",
    "a wrong byte at 10",
    "a wrong byte at 200",
    "an archive with a tail",
    "an archive with a head",
    "names that climb",
    "a shared text numbered -1",
    "a date that is none",
    "a zero in a cell",
    "formulas",
    "a name from right to left",
    "marks of direction",
    "carriage returns alone",
    "two columns of one name",
    "a formula in a workbook",
    *(name for name in FILES if name.startswith(("the number", "day number"))),
}


def upload(content: bytes) -> UploadForm:
    form = UploadForm({}, {"file": SimpleUploadedFile("people.xlsx", content)}, centres=Centre.objects.none())
    form.is_valid()
    return form


def test_there_are_more_than_a_hundred():
    assert len(FILES) - len(READ_ALL_THE_SAME) > 100
    assert set(FILES) > READ_ALL_THE_SAME


@pytest.mark.parametrize("name", sorted(set(FILES) - READ_ALL_THE_SAME))
def test_a_bad_file_is_answered_by_a_sentence(name):
    form = upload(FILES[name])
    assert form.errors["file"][0] in SENTENCES
    assert form.table is None


@pytest.mark.parametrize("name", sorted(READ_ALL_THE_SAME))
def test_an_odd_file_is_read_without_what_it_hides(name):
    table = upload(FILES[name]).table
    assert table is not None
    assert len(table.header) <= MAX_COLUMNS
    assert len(table.rows) <= MAX_ROWS
    assert not [cell for row in table.rows for cell in row if UNSEEN.search(cell)]


def test_fifty_kilobytes_that_become_twelve_gigabytes_end_with_their_process():
    """One text of 60,000 signs, pointed at from 100,000 cells: within every size that a file says of itself."""
    content = FILES["one long text in 100,000 cells"]
    assert len(content) < 60_000
    assert upload(content).errors["file"] == [str(NOT_READ[Why.UNPACKS_TOO_BIG])]


def test_the_largest_honest_workbook_is_read_within_the_same_limits():
    """20,000 rows of 20 answers, chosen from two thousand texts."""
    texts = "".join(f"<si><t>economic conflict {n:08x}</t></si>" for n in range(2_000))
    lines = "".join(
        "<row>" + "".join(f"<c t='s'><v>{(row * 7 + column * 31) % 2_000}</v></c>" for column in range(20)) + "</row>"
        for row in range(20_001)
    )
    found = reading.read_upload(book(shared=shared("").replace("<si><t></t></si>", texts), sheet=sheet(lines)))
    assert (len(found.rows), len(found.header)) == (20_000, 20)


def test_a_workbook_is_read_without_our_secrets(monkeypatch):
    """The process that reads is given neither the key nor the database, whatever takes hold of it."""
    for name in ("SERAI_SECRET_KEY", "DATABASE_URL", "SERAI_HOME"):
        monkeypatch.setenv(name, "secret")
    assert apart.environment_of_the_reader().keys().isdisjoint({"SERAI_SECRET_KEY", "DATABASE_URL", "SERAI_HOME"})
    assert reading.read_upload(archive(parts(sheet=sheet(cells(2, "<c><v>1</v></c>", 3))))).rows == [["1", "1"]] * 2
