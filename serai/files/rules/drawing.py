"""What was sent, by its first bytes: a picture, a PDF, or nothing that is kept."""

from dataclasses import dataclass

from serai.files.choices import Form
from serai.files.rules.documents import is_document, written_anew
from serai.files.rules.papers import CannotKeep, Why
from serai.files.rules.pictures import drawn_anew, is_picture

HEIC = {b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc", b"avif"}


@dataclass(frozen=True)
class Drawn:
    """What may be kept: written here, from the first byte to the last."""

    form: str
    pages: int
    content: bytes


def draw(content: bytes) -> Drawn:
    """Raises CannotKeep, and nothing else, for any bytes at all."""
    if not content:
        raise CannotKeep(Why.EMPTY)
    if is_picture(content):
        return Drawn(Form.PICTURE.value, 1, drawn_anew(content))
    if is_document(content):
        written, pages = written_anew(content)
        return Drawn(Form.DOCUMENT.value, pages, written)
    raise CannotKeep(Why.HEIC if content[4:8] == b"ftyp" and content[8:12] in HEIC else Why.NOT_A_PAPER)
