"""A PDF written anew: its pages into a new document that has nothing else. What could act, hide or tell – scripts,
actions, forms, links, embedded files, remarks, metadata, the place in a photo – is taken out; what cannot be cleaned is
refused. Every stream is unpacked once, so that none grows beyond its limit on somebody's machine later."""

import io
import struct
import zlib
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from serai.files.rules import jpeg
from serai.files.rules.papers import CannotKeep, Why

MOST_PAGES = 30
MOST_OBJECTS = 20_000
MOST_UNPACKED = 100 * 1024 * 1024
DEEPEST = 200
PAGE = {
    "/Type",
    "/Parent",
    "/Contents",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
}
OUT = frozenset({
    "/A", "/AA", "/AF", "/Action", "/AcroForm", "/Alternates", "/Annots", "/B", "/Collection",
    "/DestOutputProfileRef", "/Dests", "/Dur", "/EF", "/EmbeddedFiles", "/F", "/FDecodeParms", "/FFilter", "/FS",
    "/ID", "/JS", "/JavaScript", "/LastModified", "/Launch", "/Measure", "/Metadata", "/Names", "/OCProperties",
    "/OPI", "/OpenAction", "/Outlines", "/PZ", "/Perms", "/PieceInfo", "/PresSteps", "/PtData", "/Ref", "/RichMedia",
    "/SeparationInfo", "/StructParent", "/StructParents", "/StructTreeRoot", "/TemplateInstantiated", "/Thread",
    "/Threads", "/Thumb", "/Trans", "/UF", "/URI", "/Usage", "/VP", "/XFA",
})  # fmt: skip
BY_NAME = {  # in these the keys are names of the document's own, such as a letter of a font
    "/CharProcs",
    "/ColorSpace",
    "/Colorants",
    "/ExtGState",
    "/Font",
    "/Pattern",
    "/Properties",
    "/Shading",
    "/XObject",
}
PHOTO = {"/DCTDecode", "/DCT"}
REFUSED = {"/JPXDecode", "/JBIG2Decode", "/Crypt"}
FAX = {"/CCITTFaxDecode", "/CCF"}
DAMAGE = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    pikepdf.ForeignObjectError,
    jpeg.NotAJpeg,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RuntimeError,
    NotImplementedError,
    RecursionError,
    OSError,
    EOFError,
    struct.error,
    zlib.error,
)


def is_document(content: bytes) -> bool:
    """Whether it begins as a PDF: at its first byte, not somewhere in its first lines."""
    return content.startswith(b"%PDF-")


def written_anew(content: bytes) -> tuple[bytes, int]:
    """The pages alone, and how many. Raises CannotKeep, and nothing else, for any bytes at all."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as sent, pikepdf.new() as fresh:
            return _written(sent, fresh)
    except pikepdf.PasswordError as locked:
        raise CannotKeep(Why.PASSWORD) from locked
    except MemoryError as bomb:
        raise CannotKeep(Why.UNPACKS_TOO_BIG) from bomb
    except DAMAGE as wrong:
        raise CannotKeep(Why.DAMAGED) from wrong


def _written(sent: pikepdf.Pdf, fresh: pikepdf.Pdf) -> tuple[bytes, int]:
    if len(sent.objects) > MOST_OBJECTS:
        raise CannotKeep(Why.UNPACKS_TOO_BIG)
    pages = len(sent.pages)
    if not pages:
        raise CannotKeep(Why.DAMAGED)
    if pages > MOST_PAGES:
        raise CannotKeep(Why.TOO_MANY_PAGES)
    form = sent.Root.get("/AcroForm", Dictionary())
    if "/XFA" in form or form.get("/NeedAppearances", False):
        raise CannotKeep(Why.CANNOT_BE_CLEANED)  # what was filled in is drawn by the reader's program only
    sent.flatten_annotations("all")  # what was filled into a form becomes part of its page
    for page in sent.pages:
        _without(page.obj, keep=PAGE)
        fresh.pages.append(page)
    clean = _Cleaning(fresh)
    for page in fresh.pages:
        _without(page.obj, keep=PAGE)
        clean.everything_in(page.obj)
    _without(fresh.Root, keep={"/Type", "/Pages"})
    written = io.BytesIO()
    fresh.save(
        written, compress_streams=True, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    return written.getvalue(), pages


def _without(held: Any, *, keep: set[str]) -> None:
    for key in set(held.keys()) - keep:
        del held[key]


class _Cleaning:
    """Walks through everything that a page leads to, once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.seen: set[tuple[int, int]] = set()
        self.unpacked = 0

    def everything_in(self, start: Any) -> None:
        waiting: list[tuple[Any, str, int]] = [(start, "", 0)]
        while waiting:
            held, under, depth = waiting.pop()
            if depth > DEEPEST:
                raise CannotKeep(Why.CANNOT_BE_CLEANED)
            if not isinstance(held, Array | Dictionary | Stream) or self._was_here(held):
                continue
            if isinstance(held, Stream):
                self._stream(held)
            if isinstance(held, Array):
                waiting += [(one, "", depth + 1) for one in cast(Any, held)]
                continue
            if under not in BY_NAME or isinstance(held, Stream):
                _without(held, keep=set(held.keys()) - OUT)
            waiting += [(held[key], key, depth + 1) for key in set(held.keys()) if key != "/Parent"]

    def _was_here(self, held: Any) -> bool:
        if not held.is_indirect:
            return False
        known = held.objgen in self.seen
        self.seen.add(held.objgen)
        return known

    def _stream(self, held: Any) -> None:
        """Unpacked and counted; a JPEG without its remarks; anything that hides in another way is refused."""
        if "/F" in held:
            raise CannotKeep(Why.CANNOT_BE_CLEANED)
        filters = _filters(held)
        if REFUSED & set(filters) or (FAX & set(filters) and len(filters) > 1):
            raise CannotKeep(Why.CANNOT_BE_CLEANED)
        if filters and filters[-1] in PHOTO:
            self._photo(held, filters)
        elif filters and filters[-1] in FAX:
            self._counted(held.read_raw_bytes())
        else:
            self._keep(held, self._counted(held.read_bytes(pikepdf.StreamDecodeLevel.specialized)))

    def _photo(self, held: Any, filters: list[str]) -> None:
        raw = held.read_raw_bytes()
        if len(filters) > 1:
            around = Stream(self.pdf, raw)
            around.Filter = Array([Name(name) for name in filters[:-1]])
            raw = around.read_bytes(pikepdf.StreamDecodeLevel.specialized)
        how = held.get("/DecodeParms")
        colours = how.get("/ColorTransform") if isinstance(how, Dictionary) else None
        parms = Dictionary(ColorTransform=int(colours)) if colours is not None else None
        held.write(jpeg.bare(self._counted(raw)), filter=Name.DCTDecode, decode_parms=parms)

    def _keep(self, held: Any, content: bytes) -> None:
        if held.get("/Subtype") != Name.Image and (b"/DCT" in content or b"/JPX" in content) and b"BI" in content:
            raise CannotKeep(Why.CANNOT_BE_CLEANED)  # a photo inside the drawing, with remarks of its own
        held.write(content)

    def _counted(self, content: bytes) -> bytes:
        self.unpacked += len(content)
        if self.unpacked > MOST_UNPACKED:
            raise CannotKeep(Why.UNPACKS_TOO_BIG)
        return content


def _filters(held: Any) -> list[str]:
    said = held.get("/Filter", Array([]))
    return [str(name) for name in cast(Any, said)] if isinstance(said, Array) else [str(said)]
