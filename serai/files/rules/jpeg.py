"""The marks of a JPEG: what has to stay for its pixels, and where it ends. For the pictures inside a PDF, which keep
their bytes; a picture by itself is drawn anew instead."""

START, END, SCAN, ADOBE, REMARK = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
ALONE = {0x01, *range(0xD0, 0xD8)}  # marks without a length
ABOUT_THE_PIXELS = {0xC4, 0xDB, 0xDD, SCAN, ADOBE, *range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xD0)}


class NotAJpeg(ValueError):
    """It does not go as a JPEG goes."""


def bare(content: bytes) -> bytes:
    """Without camera, place, thumbnail, remarks, and whatever stands behind its end. Raises NotAJpeg."""
    if content[:2] != b"\xff\xd8":
        raise NotAJpeg
    kept, at = bytearray(content[:2]), 2
    while True:
        mark, at = _mark(content, at)
        if mark == END:
            return bytes(kept + b"\xff\xd9")
        if mark in ALONE:
            continue
        length = int.from_bytes(content[at : at + 2])
        until = at + length
        if length < 2 or until > len(content):
            raise NotAJpeg
        if mark == SCAN:
            until = _end_of_scan(content, until)
        if mark in ABOUT_THE_PIXELS:
            kept += bytes((0xFF, mark)) + content[at:until]
        at = until


def _mark(content: bytes, at: int) -> tuple[int, int]:
    if content[at : at + 1] != b"\xff":
        raise NotAJpeg
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content) or content[at] == 0:
        raise NotAJpeg
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next mark stands that belongs to no scan."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise NotAJpeg
        if content[at + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1 if content[at + 1] == 0xFF else 2
