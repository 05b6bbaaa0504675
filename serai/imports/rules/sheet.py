"""Reading a table from bytes that somebody uploaded: CSV or XLSX, as Kobo and Excel write them. Nothing here trusts
the file: its size, its compression, its cells and its encoding are checked before they are used."""

import csv
import io
import re
import xml.parsers.expat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from python_calamine import CalamineError, CalamineWorkbook

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_CELL = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_PARTS = 1_000  # files in a workbook
MAX_GRID = (MAX_ROWS + 1) * (MAX_COLUMNS + 1)  # cells that a reader would lay out, empty ones included
OTHER_BOOKS = {"content.xml", "xl/workbook.bin"}  # a file that is two things at once is neither
# Signs that a cell never means: control characters, and those that make a name look like another one.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
DELIMITERS = ",;\t|"
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    xml.parsers.expat.ExpatError,
    CalamineError,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class Why(StrEnum):
    """Why a file cannot be read. The form has a sentence for each."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    NOT_A_TABLE = "not_a_table"
    DAMAGED = "damaged"
    NO_ROWS = "no_rows"


class CannotRead(Exception):
    """The file is not read; `why` says why not."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Table:
    """The header and the rows below it, each row as long as the header. Empty lines are gone."""

    header: list[str]
    rows: list[list[str]]


def read_table(content: bytes) -> Table:
    """The first sheet of an XLSX, or a CSV. Raises CannotRead, and nothing else, for any bytes at all."""
    if not content:
        raise CannotRead(Why.EMPTY)
    if len(content) > MAX_BYTES:
        raise CannotRead(Why.TOO_BIG)
    lines = _workbook_lines(content) if content.startswith(b"PK") else _text_lines(_decoded(content))
    return _table(lines)


def _table(lines: list[list[str]]) -> Table:
    lines = [line for line in lines if any(line)]
    if not lines:
        raise CannotRead(Why.EMPTY)
    header = lines[0]
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MAX_COLUMNS:
        raise CannotRead(Why.TOO_MANY_COLUMNS)
    if len(lines) - 1 > MAX_ROWS:
        raise CannotRead(Why.TOO_MANY_ROWS)
    width = len(header)
    rows = [row for line in lines[1:] if any(row := (line + [""] * width)[:width])]
    if not rows:
        raise CannotRead(Why.NO_ROWS)
    return Table(_distinct(header), rows)


def _distinct(header: list[str]) -> list[str]:
    """Column names, the second of the same name told apart: `name`, `name (2)`."""
    seen: Counter[str] = Counter()
    names = []
    for place, heading in enumerate(header, start=1):
        name = heading or f"#{place}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _clean(text: str) -> str:
    return UNSEEN.sub("", text[: 2 * MAX_CELL]).strip()[:MAX_CELL]


# --- CSV ------------------------------------------------------------------------------------------------------
def _decoded(content: bytes) -> str:
    """UTF-16 and UTF-8 by their mark; else UTF-8; else the Windows code page that old spreadsheets write."""
    encodings = ["utf-8", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    elif b"\x00" in content[:2]:
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = sum(ord(character) < 32 and character not in "\t\r\n\f\x1f" for character in text[:2_000])
        if strange * 20 <= len(text[:2_000]) and not text.lstrip().startswith("<"):  # a page is no table
            return text
    raise CannotRead(Why.NOT_A_TABLE)


def _delimiter(text: str) -> str:
    """The sign that parts the first lines into the same number of cells, the most cells first."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:10] or [""]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        return (sum(count == counts[0] for count in counts) if counts[0] else 0, counts[0])

    return max(DELIMITERS, key=score)


def _text_lines(text: str) -> list[list[str]]:
    lines: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS and not lines:
                raise CannotRead(Why.TOO_MANY_COLUMNS)
            lines.append([_clean(cell) for cell in cells[: MAX_COLUMNS + 1]])
            if len(lines) > 2 * MAX_ROWS:
                raise CannotRead(Why.TOO_MANY_ROWS)
    except csv.Error as wrong:
        raise CannotRead(Why.DAMAGED) from wrong
    return lines


# --- XLSX -----------------------------------------------------------------------------------------------------
def _workbook_lines(content: bytes) -> list[list[str]]:
    try:
        _check_archive(content)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS + 2)]
    except DAMAGE as wrong:
        raise CannotRead(Why.DAMAGED) from wrong
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # how the reader's own library gives up on a broken file
            raise
        raise CannotRead(Why.DAMAGED) from panic


def _check_archive(content: bytes) -> None:
    """Before anything is unpacked: is it a workbook, how big is it unpacked, does each part pass its own check."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if "xl/workbook.xml" not in names or names & OTHER_BOOKS:
            raise CannotRead(Why.NOT_A_TABLE)
        total = sum(part.file_size for part in parts)
        if total > MAX_UNPACKED or total > MAX_RATIO * len(content) or len(parts) > MAX_PARTS:
            raise CannotRead(Why.UNPACKS_TOO_BIG)
        if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
            raise CannotRead(Why.DAMAGED)
        if archive.testzip() is not None:
            raise CannotRead(Why.DAMAGED)
        for part in parts:
            content_of_part = archive.read(part)
            if b"sheetData" in content_of_part:  # a sheet may lie under any name
                _check_grid(content_of_part)


class _Grid:
    """How far a sheet reaches: one cell in the last corner would make a reader lay out 17 thousand million cells."""

    def __init__(self) -> None:
        self.row = self.column = self.far_row = self.far_column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "c":
            self.column += 1
            if place := attributes.get("r"):
                letters = place.rstrip("0123456789")
                self.row = int(place[len(letters) :] or 0)
                self.column = _column_number(letters)
        elif name in {"v", "is", "f"}:
            self.far_row, self.far_column = max(self.far_row, self.row), max(self.far_column, self.column)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters[:20].upper():  # no more are needed to be too far
        number = number * 26 + ord(letter) - 64
    return number


def _refuse_entity(*_: object) -> None:
    raise CannotRead(Why.DAMAGED)


def _check_grid(sheet: bytes) -> None:
    grid = _Grid()
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = grid.start
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(sheet, True)
    if grid.far_row > 2 * MAX_ROWS:
        raise CannotRead(Why.TOO_MANY_ROWS)
    if grid.far_row * grid.far_column > MAX_GRID:
        raise CannotRead(Why.TOO_MANY_COLUMNS)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return _clean(str(value))
