"""A photo or scan drawn anew: decoded within limits, turned upright, made smaller, and written as a JPEG that holds
nothing but the picture. What else lay in the file (place, time, camera, thumbnails, remarks, another file) is not in
it, because only the colours of the pixels are taken over."""

import io
import struct
import warnings
import zlib
from typing import cast

from PIL import Image

from serai.files.rules.papers import CannotKeep, Why

LONGEST = 1600  # pixels: a page of A4 is still read
MOST_PIXELS = 50_000_000
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    AttributeError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
    Warning,
)


def is_picture(content: bytes) -> bool:
    """Whether it begins as one of the three that are taken."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or any(content.startswith(magic) for magic in MAGIC if magic != b"RIFF")


def drawn_anew(content: bytes) -> bytes:
    """The picture alone, as a JPEG. Raises CannotKeep, and nothing else, for any bytes at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = _upright(_decoded(content))
            written = io.BytesIO()
            _flat(picture).save(written, "JPEG", quality=QUALITY)
    except BOMBS as bomb:
        raise CannotKeep(Why.UNPACKS_TOO_BIG) from bomb
    except DAMAGE as wrong:
        raise CannotKeep(Why.DAMAGED) from wrong
    return written.getvalue()


def _decoded(content: bytes) -> Image.Image:
    """Small enough already: a JPEG is decoded at a fraction of its size, the others are shrunk before anything else."""
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise CannotKeep(Why.UNPACKS_TOO_BIG)
    picture.draft(None, (LONGEST, LONGEST))
    turned = _orientation(picture)
    picture.load()
    colours: Image.Image = picture
    if colours.mode in {"P", "PA", "1"}:
        colours = colours.convert("RGBA")
    elif colours.mode.startswith("I"):
        colours = colours.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    colours.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    colours.info = {"turned": turned}
    return colours


def _orientation(picture: Image.Image) -> int:
    """How the camera was held; upright where the note about it cannot be read."""
    try:
        return cast(int, picture.getexif().get(ORIENTATION, 1))
    except DAMAGE:
        return 1


def _upright(picture: Image.Image) -> Image.Image:
    turn = UPRIGHT.get(picture.info["turned"])
    return picture if turn is None else picture.transpose(turn)


def _flat(picture: Image.Image) -> Image.Image:
    """On white paper, in a picture that was made here and knows nothing of the one that was sent."""
    sheet = Image.new("RGB", picture.size, "white")
    mask = picture.getchannel("A") if "A" in picture.getbands() else None
    sheet.paste(picture.convert("RGB"), mask=mask)
    return sheet
