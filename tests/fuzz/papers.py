"""Good and bad pictures and PDFs, each made here: bombs, two files in one, broken ones, marks of place and time."""

import io
import struct
import zlib
from collections.abc import Iterator
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, PngImagePlugin

MARK = "Zanzibird-11.5880N"  # what must never come through
PLACE = {1: "N", 2: (11.0, 35.0, 16.8), 3: "E", 4: (43.0, 8.0, 52.0), 27: MARK.encode()}
SCRIPT = f"<html><script>alert('{MARK}')</script></html>".encode()


def photo(form: str = "JPEG", size: tuple[int, int] = (640, 400), mode: str = "RGB", **more: object) -> bytes:
    """A drawing with a dark corner at its upper left."""
    colours = Image.new(mode, size, "white" if mode in {"RGB", "RGBA", "L"} else 0)
    ImageDraw.Draw(colours).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=0 if mode in {"L", "P", "1"} else None)
    if mode in {"RGB", "RGBA"}:
        ImageDraw.Draw(colours).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=(20, 20, 120))
    written = io.BytesIO()
    colours.save(written, form, **more)
    return written.getvalue()


def marked_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = exif[0x0131] = exif[0x010F] = MARK
    exif[0x0112] = orientation
    exif[0x8825] = PLACE
    return exif


def marked_photo(orientation: int = 1) -> bytes:
    """With place, camera, remark, profile, a thumbnail, and another file behind its end."""
    made = photo(exif=marked_exif(orientation), comment=MARK.encode(), icc_profile=MARK.encode() * 20)
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + MARK.encode()
    return made[:2] + b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp + made[2:] + SCRIPT


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, rows: bytes, colour: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pdf(drawing: bytes = b"0 0 100 100 re f", pages: int = 1, change=None, **saved: object) -> bytes:
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page(page_size=(200, 200))
        made.pages[-1].obj.Contents = made.make_stream(drawing)
    if change:
        change(made)
    written = io.BytesIO()
    made.save(written, **saved)
    return written.getvalue()


def with_photo(made: pikepdf.Pdf, content: bytes | None = None, name: Name = Name.DCTDecode) -> None:
    shape = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=640, Height=400, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
    )
    shape.Filter = name
    held = Stream(made, marked_photo() if content is None else content, shape)
    page = made.pages[0].obj
    page.Resources = Dictionary(XObject=Dictionary(A=made.make_indirect(held)))
    page.Contents = made.make_stream(b"100 0 0 100 0 0 cm /A Do")


def with_everything(made: pikepdf.Pdf) -> None:
    """Scripts, actions, links, forms, embedded files, metadata, a place, remarks, and a photo that tells where."""
    with_photo(made)
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARK}')"))
    page, root = made.pages[0].obj, made.Root
    root.OpenAction = script
    root.AA = Dictionary(WC=script)
    attached = made.make_stream(SCRIPT, Dictionary(Type=Name.EmbeddedFile))
    files = Dictionary(Type=Name.Filespec, F=String(f"{MARK}.exe"), EF=Dictionary(F=attached))
    root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String(MARK), files])),
    )
    root.AF = Array([files])
    root.Metadata = made.make_stream(f"<x>{MARK}</x>".encode(), Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    root.Outlines = Dictionary(Title=String(MARK))
    root.Lang = String(MARK)
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(MARK)))
    page.Metadata = root.Metadata
    page.VP = Array([Dictionary(Measure=Dictionary(GPTS=Array([11, 43]), Name=String(MARK)))])
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Contents=String(MARK))
    link.A = Dictionary(S=Name.URI, URI=String(f"https://{MARK}.example"))
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(MARK), V=String(MARK))
    field.Rect = Array([0, 0, 9, 9])
    page.Annots = Array([made.make_indirect(link), made.make_indirect(field)])
    root.AcroForm = Dictionary(Fields=Array([page.Annots[1]]))
    page.Resources.XObject.A.Metadata = root.Metadata
    made.trailer.Info = made.make_indirect(Dictionary(Author=MARK))


def marked_pdf() -> bytes:
    return pdf(change=with_everything) + SCRIPT


def pictures_too_much() -> Iterator[tuple[str, bytes]]:
    yield "900 megapixels in 109 kB", png(30_000, 30_000, zlib.compress(bytes(1_000_000), 9) * 30)
    yield "a picture of a thousand million rows", png(1, 2**31 - 1, zlib.compress(b"\0"))
    yield "a width that says minus one", png(2**32 - 1, 1, zlib.compress(b"\0"))
    yield "a remark that unpacks to a gigabyte", _remark_bomb()
    yield "just too many pixels", png(8_000, 6_300, zlib.compress(bytes(8_000 * 6_300 * 3 + 6_300), 1))


def _remark_bomb() -> bytes:
    squeezed = zlib.compressobj(9)
    remark = b"".join(squeezed.compress(bytes(1024 * 1024)) for _number in range(300)) + squeezed.flush()
    made = photo("PNG")
    return made[:33] + chunk(b"zTXt", b"a\0\0" + remark) + made[33:]


def pictures_broken() -> Iterator[tuple[str, bytes]]:
    whole = photo()
    yield "half a photo", whole[: len(whole) // 2]
    yield "a photo that ends in its header", whole[:30]
    yield "only the mark of a jpeg", b"\xff\xd8\xff"
    yield "only the mark of a png", b"\x89PNG\r\n\x1a\n"
    yield "a png without a picture", png(10, 10, b"")
    yield "a png with wrong sums", photo("PNG").replace(b"IDAT", b"IDAX")
    yield "a png of no size", png(0, 0, zlib.compress(b"\0"))
    yield "half a webp", photo("WEBP")[:40]
    yield "a webp of nothing", b"RIFF\x04\0\0\0WEBP"
    yield "a sound", b"RIFF\x24\0\0\0WAVEfmt " + bytes(40)


def neither() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "a gif with a script", b"GIF89a=1;alert('x')"
    yield "a drawing with a script", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    yield "a page", SCRIPT
    yield "a page before a photo", SCRIPT + photo()
    yield "a pdf with a page before it", b"<html>\n" + pdf()
    yield "a phone's heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
    yield "a program", b"\x7fELF\x02\x01\x01" + bytes(3_000)
    yield "an archive", b"PK\x03\x04" + bytes(300)
    yield "a photo of another kind", photo("BMP")
    yield "a tiff", photo("TIFF")
    yield "a gif", photo("GIF")
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run\n"
    yield "zeros", bytes(5_000)


def documents_bad() -> Iterator[tuple[str, bytes]]:
    yield "only the mark of a pdf", b"%PDF-1.7\n"
    yield "half a pdf", marked_pdf()[:900]
    yield "a pdf without pages", pdf(pages=0)
    yield "a pdf of noise", b"%PDF-1.7\n" + bytes(range(128, 256)) * 40
    yield "a pdf with a password", pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    yield "a book", pdf(pages=31)
    yield "pages that are their own parents", _own_parent()
    yield "a drawing that unpacks to 300 MB", pdf(drawing=bytes(300_000_000))
    yield "many drawings that unpack to 200 MB", pdf(drawing=bytes(20_000_000), pages=10)
    yield "a photo in jpeg 2000", pdf(change=lambda made: with_photo(made, b"\0" * 99, Name.JPXDecode))
    yield "a fax with a dictionary", pdf(change=lambda made: with_photo(made, b"\0" * 99, Name.JBIG2Decode))
    yield "a photo that is none", pdf(change=lambda made: with_photo(made, b"\xff\xd8no"))
    yield "a photo cut short", pdf(change=lambda made: with_photo(made, marked_photo()[:2_000]))
    yield "a drawing kept in another file", pdf(change=_elsewhere)
    yield "a photo inside the drawing", pdf(drawing=b"BI /W 1 /H 1 /CS /RGB /F /DCT ID " + marked_photo() + b" EI")
    yield "a form of another kind", pdf(change=_another_form)
    yield "nested a thousand deep", pdf(change=_deep)
    yield "twenty-five thousand objects", pdf(change=_many)


def _own_parent() -> bytes:
    objects = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj"
    return b"%PDF-1.4\n" + objects + b" trailer<</Root 1 0 R>>"


def _elsewhere(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Contents["/F"] = String("/etc/passwd")


def _another_form(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(SCRIPT), Fields=Array([]))


def _deep(made: pikepdf.Pdf) -> None:
    inner = made.make_indirect(Dictionary())
    for _number in range(1_000):
        inner = made.make_indirect(Dictionary(A1=inner))
    made.pages[0].obj.Resources = Dictionary(Font=inner)


def _many(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Resources = Dictionary(
        Font=Dictionary(F1=Array([made.make_indirect(Dictionary(N=n)) for n in range(25_000)]))
    )


@cache
def bad_papers() -> dict[str, bytes]:
    """Each by its name; none may be kept."""
    some = (pictures_too_much, pictures_broken, neither, documents_bad)
    return {name: content for make in some for name, content in make()}


@cache
def good_papers() -> dict[str, bytes]:
    """What an honest phone, scanner or office sends, and what it says without meaning to."""
    remark = PngImagePlugin.PngInfo()
    remark.add_itxt("XML:com.adobe.xmp", MARK)
    remark.add_text("Comment", MARK, zip=True)
    return {
        "a photo": marked_photo(),
        "a photo held sideways": marked_photo(6),
        "a large photo": photo(size=(6_000, 8_000), exif=marked_exif()),
        "a grey photo": photo(mode="L", comment=MARK.encode()),
        "a photo for printing": photo(mode="CMYK", exif=marked_exif()),
        "a progressive photo": photo(progressive=True, exif=marked_exif()),
        "a png": photo("PNG", pnginfo=remark, exif=marked_exif()) + SCRIPT,
        "a png with a see-through corner": photo("PNG", mode="RGBA", pnginfo=remark),
        "a png of few colours": photo("PNG", mode="P", pnginfo=remark),
        "a scan in black and white": photo("PNG", mode="1", pnginfo=remark),
        "a scan of sixteen bits": photo("PNG", mode="I;16", pnginfo=remark),
        "a webp": photo("WEBP", exif=marked_exif(), xmp=MARK.encode()),
        "a moving webp": photo(
            "WEBP", save_all=True, append_images=[Image.new("RGB", (640, 400), "red")], exif=marked_exif()
        ),
        "a jpeg that is an archive too": photo(comment=b"PK\x03\x04" + MARK.encode()) + b"PK\x05\x06" + bytes(18),
        "a pdf": marked_pdf(),
        "a pdf of two pages": pdf(pages=2),
        "a pdf with a progressive photo": pdf(
            change=lambda made: with_photo(made, photo(progressive=True, exif=marked_exif()))
        ),
        "a pdf locked against printing": pdf(encryption=pikepdf.Encryption(owner="a", user="")),
    }
