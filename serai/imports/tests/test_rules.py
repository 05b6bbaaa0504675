"""Reading an uploaded table, and matching its columns and answers: no database."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from serai.imports.rules import matching
from serai.imports.rules.sheet import CannotRead, Why, read_table
from serai.imports.tests.tables import HEADER, ROWS, as_csv, as_xlsx


# --- reading a file -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "content",
    [
        as_csv(),
        as_csv(delimiter=";"),
        as_csv(delimiter="\t"),
        b"\xef\xbb\xbf" + as_csv(),
        as_csv().decode().encode("utf-16"),
        as_xlsx(),
    ],
    ids=["comma", "semicolon", "tab", "utf-8 with mark", "utf-16", "xlsx"],
)
def test_a_table_is_read_however_it_was_saved(content):
    table = read_table(content)
    assert table.header == HEADER
    assert table.rows[0][5] == "Dawit"
    assert len(table.rows) == len(ROWS)


def test_an_old_windows_file_is_read():
    assert read_table("prénom,âge\nZoé,3".encode("cp1252")).header == ["prénom", "âge"]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "0" * 40_000_000)
    return file.getvalue()


def far_corner() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["XFD9000"] = "a", "b"
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Why.EMPTY),
        (b"\n\n", Why.EMPTY),
        (b"sex,age\n", Why.NO_ROWS),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), Why.NOT_A_TABLE),
        (b"PK\x03\x04 not a zip", Why.DAMAGED),
        (as_xlsx()[:-300], Why.DAMAGED),
        (bomb(), Why.UNPACKS_TOO_BIG),
        (far_corner(), Why.TOO_MANY_COLUMNS),
        (b"a\n" + b"1\n" * 20_001, Why.TOO_MANY_ROWS),
        (b",".join(b"c%d" % n for n in range(400)) + b"\n1", Why.TOO_MANY_COLUMNS),
        (b"x" * (10 * 1024 * 1024 + 1), Why.TOO_BIG),
    ],
    ids=lambda value: str(value) if isinstance(value, Why) else "file",
)
def test_a_wrong_file_is_refused_with_its_reason(content, why):
    with pytest.raises(CannotRead) as refusal:
        read_table(content)
    assert refusal.value.why == why


@settings(max_examples=150, deadline=None, phases=[Phase.generate])
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail)))
def test_no_bytes_crash_the_reader(content):
    try:
        table = read_table(content)
    except CannotRead:
        return
    assert all(len(row) == len(table.header) for row in table.rows)


@settings(max_examples=80, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_no_change_of_a_workbook_crashes_the_reader(data):
    content = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_table(bytes(content))
    except CannotRead:
        return


WORKBOOK = as_xlsx()


# --- matching -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("grp/sex", "sex"),
        ("Sexe", "sex"),
        ("الجنس", "sex"),
        ("date_naissance", "birth_day"),
        ("Date de naissance", "birth_day"),
        ("fecha_de_nacimiento", "birth_day"),
        ("age_group", "age_band"),
        ("Edad", "age"),
        ("_uuid", "key"),
        ("_id", None),
        ("Nacionalidad", "nationality"),
        ("first_name", "given"),
    ],
)
def test_a_column_is_known_by_its_name(column, name):
    assert matching.suggested_columns([column], [["x"]]).get(0) == name


def test_ticked_columns_are_needed_only_without_their_whole_column():
    header = ["reasons", "reasons/economic", "reasons/debt"]
    assert matching.suggested_columns(header, [["economic", "1", "0"]]) == {0: "reason"}
    assert matching.suggested_columns(header[1:], [["1", "0"]]) == {0: "reason", 1: "reason"}


@pytest.mark.parametrize(
    ("cell", "known", "unknown"),
    [
        ("economic conflict", ["economic", "conflict"], []),
        ("Economic reasons; Debt", ["economic", "debt"], []),
        ("economic fame", ["economic"], ["fame"]),
    ],
)
def test_several_answers_stand_in_one_cell(cell, known, unknown):
    table = {"economic": "economic", "economic reasons": "economic", "conflict": "conflict", "debt": "debt"}
    assert matching.codes_in(cell, lambda text: table.get(text.lower())) == (known, unknown)


@pytest.mark.parametrize("text", ["2024-03-31", "31/03/2024", "31.3.2024", "2024-03-31T10:00:00+03:00", "٣١/٠٣/٢٠٢٤"])
def test_a_day_is_read_in_the_usual_ways(text):
    assert matching.read_day(text) == date(2024, 3, 31)
