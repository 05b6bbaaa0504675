"""Everything that reads what somebody typed, scanned or uploaded. Each target takes any bytes at all and fails only
where the parser breaks its word: another exception than its refusal, or an answer that it must never give."""

import io
import re
from collections.abc import Callable
from datetime import date, time
from uuid import UUID

import pikepdf
from PIL import Image

from serai.codes import folding
from serai.directory.rules import hours, source
from serai.files.rules import documents, jpeg, pictures
from serai.files.rules.papers import CannotKeep
from serai.imports.columns import TARGETS as COLUMNS
from serai.imports.rules import matching, sheet
from serai.insights.rules import first_of_month
from serai.keys import boxes, envelope, slots
from serai.keys.place import CannotOpen, Place
from serai.names.alike import alike
from serai.names.parts import parts
from serai.passports.zone import read as reading_of_zone
from serai.people.rules import birth as births
from serai.people.rules import codes, names
from tests.fuzz.papers import marked_exif, pdf, photo, with_photo

TODAY = date(2026, 11, 22)
PLACE = Place("people_note", "words", UUID(int=7))
KEY = bytes(32)
PLAN_COLUMNS = sorted(COLUMNS)
MEANINGS = matching.lookup_table("sex", {"female": ["Female"], "male": ["Male"], "unknown": ["Not known"]})


def _text(content: bytes) -> str:
    return content.decode("utf-8", "ignore")


def table(content: bytes) -> None:
    try:
        found = sheet.read_table(content)
    except sheet.CannotRead:
        return
    assert 0 < len(found.header) <= sheet.MAX_COLUMNS
    assert len(set(found.header)) == len(found.header)
    assert 0 < len(found.rows) <= sheet.MAX_ROWS
    for row in found.rows:
        assert len(row) == len(found.header)
        assert not [cell for cell in row if sheet.UNSEEN.search(cell) or len(cell) > sheet.MAX_CELL]
    matching.row_digests(found.rows)
    mapping = matching.suggested_columns(found.header, found.rows)
    assert set(mapping) <= set(range(len(found.header)))
    for cells in found.rows[:50]:
        _read(cells, found.header, mapping)


def row(content: bytes) -> None:
    """One row in which every column that an import knows holds something."""
    cells = (_text(content).split("\n") * len(PLAN_COLUMNS))[: len(PLAN_COLUMNS)]
    _read(cells, PLAN_COLUMNS, dict(enumerate(PLAN_COLUMNS)))


def _read(cells: list[str], header: list[str], mapping: dict[int, str]) -> None:
    meaning: Callable[[str, str], str | None] = lambda name, text: MEANINGS.get(folding.fold(text))  # noqa: E731
    reading = matching.read_row(cells, matching.Plan(header, mapping, meaning, TODAY))
    assert {column for column, _why in reading.wrong} <= set(header)
    assert {why for _column, why in reading.wrong} <= set(matching.Wrong)
    born = reading.values["birth"]
    assert born.earliest is None or born.earliest <= born.latest
    assert births.written(born).endswith("-01-01") <= (born.precision == "exact" or "/" in births.written(born))
    births.band_on(born, TODAY)


def day(content: bytes) -> None:
    text = _text(content)
    found = matching.read_day(text)
    assert found is None or matching.read_day(found.isoformat()) == found
    month = first_of_month(text)
    assert month is None or month.day == 1
    hour = hours.read_clock(text)
    assert hour is None or isinstance(hour, time)
    source.as_date(text)


def code(content: bytes) -> None:
    """What was typed into the one box, or read from a card's QR code."""
    typed = _text(content)
    found = codes.reading(typed)
    if found.kind == codes.Kind.CARD:
        assert codes.read_card_code(codes.shown_card_code(found.code)) == found.code
        assert set(found.code) <= set(codes.CROCKFORD)
    elif found.kind == codes.Kind.FILE:
        assert found.code.isascii()
        assert codes.reading(found.code.lower()) == found
    else:
        assert not found.code


def name(content: bytes) -> None:
    text = _text(content)
    folded = folding.words(text)
    assert all(re.fullmatch(r"[a-z0-9]{1,40}", word) for word in folded)
    assert folding.fold(folding.fold(text)) == folding.fold(text)
    assert names.tokens([text]) >= set(folded)
    asked = parts(text)[:6]
    assert 0 <= alike(asked, asked).score <= 1
    assert names.script_of(text) in {"arabic", "ethiopic", "other"}


def zone(content: bytes) -> None:
    """What was typed or scanned from a travel document: nothing of it that no check digit speaks for is unmarked."""
    found = reading_of_zone(_text(content), today=TODAY)
    if found is None:
        return
    assert found.wrong == tuple(dict.fromkeys(found.wrong))
    assert {check.value for check in found.wrong} - {"whole"} <= found.doubtful
    assert re.fullmatch("[A-Z0-9]*", found.number)
    assert found.sex in {"", "male", "female", "unknown"}
    for country in (found.nationality, found.issuer):
        assert country in {"unknown", "stateless"} or re.fullmatch("[A-Z]{3}", country)
        assert country != "XXX"
    for told in (found.birth, found.expiry):
        assert told is None or date(told[0], told[1] or 1, told[2] or 1)
    assert found.birth is None or None in found.birth or date(*found.birth) <= TODAY
    assert "<" not in found.family + found.given


def sealed(content: bytes) -> None:
    """Bytes that pretend to be sealed, a box, or the way from a passphrase to its key."""
    for open_it in (
        lambda: envelope.unseal(content, key=KEY, place=PLACE),
        lambda: envelope.epoch_of(content),
        lambda: boxes.unbox(content, private=KEY, place=PLACE),
        lambda: slots.read_derivation(_text(content)),
    ):
        try:
            open_it()
        except CannotOpen:
            continue


def picture(content: bytes) -> None:
    try:
        drawn = pictures.drawn_anew(content)
    except CannotKeep:
        return
    found = Image.open(io.BytesIO(drawn))
    assert (found.format, found.mode, dict(found.getexif())) == ("JPEG", "RGB", {})
    assert max(found.size) <= pictures.LONGEST


def document(content: bytes) -> None:
    try:
        written, pages = documents.written_anew(content)
    except CannotKeep:
        return
    with pikepdf.open(io.BytesIO(written)) as found:
        assert 0 < len(found.pages) == pages <= documents.MOST_PAGES
        assert set(found.Root.keys()) <= {"/Type", "/Pages"}
        assert all(set(page.obj.keys()) <= documents.PAGE for page in found.pages)


def jpeg_marks(content: bytes) -> None:
    try:
        bare = jpeg.bare(content)
    except jpeg.NotAJpeg:
        return
    assert jpeg.bare(bare) == bare


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (table, row, day, code, name, zone, sealed, picture, document, jpeg_marks)
}
SEEDS: dict[str, list[bytes]] = {
    "picture": [photo(form, (48, 32)) for form in ("JPEG", "PNG", "WEBP")],
    "document": [pdf(), pdf(change=lambda made: with_photo(made, photo(size=(48, 32))))],
    "jpeg_marks": [photo(size=(48, 32)), photo(size=(48, 32), progressive=True, exif=marked_exif())],
    "row": [b"2024-03-05\nyes\nf\n25\nETH", b"0\n1\ntrue", "٢٠٢٤-٠٣-٠٥".encode()],
    "day": [b"2024-02-29", b"31/12/1999", b"2024-03", b"1998", b"8:30am", "٣١/٠٣/٢٠٢٤".encode(), b"0000-00-00"],
    "code": [b"OBO-26-02031-F", b"RHE-5WH-69P", "OBO-٢٦-٠٢٠٣١-F".encode(), b"obo 26 02031 f"],
    "name": ["محمد الحديدة".encode(), "ጅማ".encode(), b"Jean-Pierre D'Arc", "İstanbul ß ﷺ".encode(), b"th" * 20],
    "zone": [
        b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
        b"I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
        b"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
    ],
    "sealed": [
        envelope.seal(b"yes", key=KEY, place=PLACE),
        boxes.box(b"yes", to=boxes.pair_of(KEY).public, place=PLACE),
        b"argon2id$131072$3$1$AAAAAAAAAAAAAAAAAAAAAA==",
    ],
}
