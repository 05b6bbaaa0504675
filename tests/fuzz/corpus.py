"""More than a hundred bad files, each made here: bombs, broken archives, odd encodings, wrong sizes, hidden signs. None
is a table that an honest program wrote."""

import io
import struct
import zipfile
from collections.abc import Iterator
from functools import cache
from random import Random
from string import ascii_letters

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TWO_ROWS = "<row><c t='inlineStr'><is><t>sex</t></is></c></row><row><c t='inlineStr'><is><t>f</t></is></c></row>"


def sheet(rows: str = TWO_ROWS, *, before: str = "", inside: str = "") -> str:
    return f"<?xml version='1.0'?>{before}<worksheet {MAIN}>{inside}<sheetData>{rows}</sheetData></worksheet>"


def parts(**changed: str | bytes | None) -> dict[str, str | bytes]:
    """The parts of a small honest workbook, some changed (by their last name) or left out."""
    found: dict[str, str | bytes] = {
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='a' Type='{RELATIONS}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook {MAIN} xmlns:r='{RELATIONS}'><sheets>"
        "<sheet name='A' sheetId='1' r:id='a'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'>"
        f"<Relationship Id='a' Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/>"
        f"<Relationship Id='b' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": sheet(),
    }
    names = {
        "book": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "shared": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    for name, content in changed.items():
        if content is None:
            del found[names[name]]
        else:
            found[names[name]] = content
    return found


def archive(content: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, part in content.items():
            made.writestr(name, part)
    return file.getvalue()


def book(**changed: str | bytes | None) -> bytes:
    return archive(parts(**changed))


def cells(count: int, cell: str, rows: int = 1) -> str:
    return f"<row>{cell * count}</row>" * rows


def shared(text: str, times: int = 1) -> str:
    return f"<sst {MAIN}>" + f"<si><t>{text}</t></si>" * times + "</sst>"


def laughs(name: str = "lol") -> str:
    lines = "".join(f"<!ENTITY {name}{n} '{f'&{name}{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<!DOCTYPE x [<!ENTITY {name}0 'ha'>{lines}]>"


def bombs() -> Iterator[tuple[str, bytes]]:
    point = "<c t='s'><v>0</v></c>"
    noise = "".join(Random(7).choices(ascii_letters, k=60_000))
    yield "one long text in 100,000 cells", book(shared=shared(noise), sheet=sheet(cells(100, point, 1_000)))
    yield "one long text in half a million cells", book(shared=shared(noise), sheet=sheet(cells(100, point, 5_000)))
    yield "zeros that unpack to 9 MB", book(styles="0" * 9_000_000)
    yield "zeros that unpack to 52 MB", book(styles="0" * 52_000_000)
    yield "a sheet of blanks", book(sheet=sheet(" " * 9_000_000))
    yield "deep nesting", book(sheet=sheet("<row>" * 200_000))
    yield "a million attributes", book(sheet=sheet("<c " + " ".join(f"a{n}='1'" for n in range(300_000)) + "/>"))
    yield "a million empty rows", book(sheet=sheet("<row/>" * 300_000))
    yield "half a million shared texts", book(shared=shared("a", 300_000))
    yield "ten thousand parts", archive({**parts(), **{f"xl/media/{n}": "a" for n in range(10_000)}})
    yield "an archive in an archive", archive({"xl/workbook.xml": archive({"a": "0" * 9_000_000})})
    yield "an archive of archives", archive({f"{n}.zip": archive({"a": "0" * 1_000_000}) for n in range(50)})
    yield "billion laughs in the sheet", book(sheet=sheet("<row><c><v>&lol9;</v></c></row>", before=laughs()))
    yield "billion laughs in the texts", book(shared=laughs() + shared("&lol9;"), sheet=sheet(cells(1, point, 2)))
    yield "billion laughs in the workbook", book(book=laughs() + "<workbook>&lol9;</workbook>")
    yield (
        "quadratic entities",
        book(
            sheet=sheet(
                "<row><c><v>" + "&a;" * 50_000 + "</v></c></row>", before=f"<!DOCTYPE x [<!ENTITY a '{noise}'>]>"
            )
        ),
    )
    yield (
        "an entity of this machine's files",
        book(
            sheet=sheet(
                "<row><c><v>&a;</v></c></row>" * 2, before="<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
            )
        ),
    )
    yield (
        "an entity of another machine",
        book(
            sheet=sheet(
                "<row><c><v>&a;</v></c></row>" * 2, before="<!DOCTYPE x [<!ENTITY a SYSTEM 'http://127.0.0.1:1/'>]>"
            )
        ),
    )


def far_away() -> Iterator[tuple[str, bytes]]:
    for place in ("XFD1048576", "A1048576", "XFD2", "ZZZZ99", "A4294967296", "A99999999999999999999", "AAAAAAAAA1"):
        far = f"<row r='1'><c r='A1'><v>1</v></c></row><row><c r='{place}'><v>1</v></c></row>"
        yield f"a cell at {place}", book(sheet=sheet(far))
    for place in ("A0", "A-1", "1A", "é1", "", "A", "1", "A1:B2", "$A$1"):
        yield f"a cell at {place!r}", book(sheet=sheet(f"<row><c r='{place}'><v>1</v></c></row>" * 2))
    for number in ("0", "-1", "1e9", "", "99999999999999999999", "x"):
        yield f"a row numbered {number!r}", book(sheet=sheet(f"<row r='{number}'><c><v>1</v></c></row>"))
    yield "a dimension that lies", book(sheet=sheet(inside="<dimension ref='A1:XFD1048576'/>"))
    yield "a dimension that is none", book(sheet=sheet(inside="<dimension ref='::'/>"))
    yield (
        "a far cell under another name",
        archive(
            {
                **parts(sheet=None),
                "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}'><Relationship Id='a' "
                f"Type='{RELATIONS}/worksheet' Target='other/here.bin'/></Relationships>",
                "xl/other/here.bin": sheet("<row r='1'><c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c></row>"),
            }
        ),
    )
    yield (
        "merged over everything",
        book(
            sheet=f"<worksheet {MAIN}><sheetData>{TWO_ROWS}</sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/>"
            "</mergeCells></worksheet>"
        ),
    )
    yield "301 columns", book(sheet=sheet(cells(301, "<c><v>1</v></c>", 2)))
    yield "20,002 rows", book(sheet=sheet("<row><c><v>1</v></c></row>" * 20_002))


def broken() -> Iterator[tuple[str, bytes]]:
    good = book()
    for share in (1, 2, 3, 10, 50, 90, 99):
        yield f"cut at {share} %", good[: max(2, len(good) * share // 100)]
    for place in (10, 30, 60, 100, 200, 400, len(good) - 30, len(good) - 10):
        yield f"a wrong byte at {place}", good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]
    yield "only the first two letters", b"PK"
    yield "the first sign of an archive and zeros", b"PK\x03\x04" + bytes(1_000)
    yield "an end without a beginning", b"PK\x05\x06" + bytes(18)
    yield "a directory that points outside", b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, 999, 0x7FFFFFFF, 0)
    yield "an archive with a tail", good + b"PK" * 1_000
    yield "an archive with a head", b"PK" + b"a" * 1_000 + good
    yield "empty archive", archive({})
    yield "bzip2", archive(parts(), zipfile.ZIP_BZIP2)
    yield "lzma", archive(parts(), zipfile.ZIP_LZMA)
    locked = bytearray(good)
    for mark, shift in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[locked.index(mark) + shift] |= 1
    yield "said to be encrypted", bytes(locked)
    size = bytearray(good)
    start = size.index(b"PK\x01\x02")
    size[start + 24 : start + 28] = struct.pack("<I", 0xFFFFFFF0)
    yield "a size that lies", bytes(size)


def wrong_parts() -> Iterator[tuple[str, bytes]]:
    yield "the same name twice", _twice()
    yield "names that climb", archive({**parts(), "../../etc/passwd": "x", "/etc/shadow": "x", "C:\\x": "x"})
    yield "a workbook without sheets", book(book=f"<workbook {MAIN}/>")
    yield "a workbook without its sheet", book(sheet=None)
    yield "no relations", book(relations=None)
    yield "relations to nowhere", book(relations=f"<Relationships xmlns='{PACKAGE}'/>")
    yield (
        "relations that climb",
        book(
            relations=f"<Relationships xmlns='{PACKAGE}'><Relationship Id='a' Target='../../../../etc/passwd'/></Relationships>"
        ),
    )
    yield "xml that does not end", book(sheet=sheet()[:-20])
    yield "no xml at all", book(sheet="sex,age\nf,3")
    yield "bytes for xml", book(sheet=bytes(range(256)) * 100 + b"sheetData")
    yield "xml in utf-16", book(sheet=sheet().encode("utf-16"))
    yield "xml in an unknown encoding", book(sheet=sheet().replace("'1.0'", "'1.0' encoding='klingon'"))
    yield "a shared text that is not there", book(sheet=sheet("<row><c t='s'><v>7</v></c></row>" * 2))
    yield "a shared text numbered -1", book(shared=shared("a"), sheet=sheet("<row><c t='s'><v>-1</v></c></row>" * 2))
    yield "a lone surrogate", book(sheet=sheet("<row><c t='inlineStr'><is><t>&#xD800;</t></is></c></row>" * 2))
    yield "a forbidden sign", book(sheet=sheet("<row><c t='inlineStr'><is><t>&#0;&#1;</t></is></c></row>" * 2))
    yield "a spreadsheet of another office", archive({"mimetype": "x", "content.xml": "<a/>"})
    yield "two offices in one", archive({**parts(book="<broken"), "content.xml": "<a/>"})
    yield "a document", archive({"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"})
    yield "a program for the phone", archive({"classes.dex": b"dex\n035\0", "AndroidManifest.xml": b"\x03\0"})


def _twice() -> bytes:
    made = archive({**parts(), "xl/worksheets/sheet2.xml": sheet("<row r='-5'/>")})
    return made.replace(b"sheet2.xml", b"sheet1.xml")


def odd_values() -> Iterator[tuple[str, bytes]]:
    for value in ("1e999", "-1e999", "NaN", "1e-400", "9" * 5_000, "x"):
        yield f"the number {value[:9]}", book(sheet=sheet(f"<row><c><v>{value}</v></c></row>" * 2))
    date_style = f"<styleSheet {MAIN}><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>"
    for value in ("-1", "0", "60", "2958466", "1e300"):
        yield f"day number {value}", book(sheet=sheet(f"<row><c s='0'><v>{value}</v></c></row>" * 2), styles=date_style)
    yield "an unknown error", book(sheet=sheet("<row><c t='e'><v>#HA!</v></c></row>" * 2))
    yield "an unknown kind of cell", book(sheet=sheet("<row><c t='zz'><v>1</v></c></row>" * 2))
    yield "a date that is none", book(sheet=sheet("<row><c t='d'><v>2024-99-99</v></c></row>" * 2))


def texts() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "blank lines", b"\n\r\n \n"
    yield "only delimiters", b",,,,\n" * 10
    yield "a header alone", b"sex,age\n"
    yield "zeros", bytes(5_000)
    yield "ones", b"\xff" * 5_000
    yield "every byte", bytes(range(256)) * 20
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
    yield "a portable document", b"%PDF-1.7\n" + bytes(range(128, 256)) * 40
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    yield "a program", b"\x7fELF\x02\x01\x01" + bytes(3_000)
    yield "compressed", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bytes(range(256))
    yield "half a letter of utf-16", b"\xff\xfes\0e\0x"
    yield "a surrogate in utf-16", "sex\n".encode("utf-16") + b"\x00\xd8"
    yield "utf-32", "sex,age\nf,3\n".encode("utf-32")
    yield "too many columns", b",".join([b"a"] * 5_000) + b"\n" + b",".join([b"1"] * 5_000)
    yield "too many rows", b"sex\n" + b"f\n" * 50_000
    yield "one endless cell", b"sex\n" + b"a" * 2_000_000
    yield "a quote that never ends", b'sex\n"' + b"a\n" * 400_000
    yield "eleven megabytes", b"sex\n" + b"f" * 11_000_000


def harmless_once_read() -> Iterator[tuple[str, bytes]]:
    """Files that are tables all the same: they may be read, and what they hide may not come through."""
    yield "a zero in a cell", b"sex,name,town\nf,Sara\0h,Obock\n"
    yield "formulas", b"sex,name\n=cmd|'/c calc'!A0,@SUM(1)\n+1,-1\n"
    yield "a name from right to left", "sex,name\nf,\u202egpj.exe\u202c\n".encode()
    yield "marks of direction", "sex,name\nf,\u2066Sara\u2069\u200f\n".encode()
    yield "carriage returns alone", b"sex,age\rf,3\r"
    yield "two columns of one name", b"sex,sex,,\nf,m,,\n"
    yield "a page", b"<html><script>alert(1)</script>\n<p>x\n"
    yield "a formula in a workbook", book(sheet=sheet("<row><c><f>1+1</f><v>2</v></c></row>" * 2))


@cache
def bad_files() -> dict[str, bytes]:
    """Each file by its name."""
    return {
        name: content
        for some in (bombs, far_away, broken, wrong_parts, odd_values, texts, harmless_once_read)
        for name, content in some()
    }
