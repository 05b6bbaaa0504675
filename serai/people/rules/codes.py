"""Codes that are written on paper: of a card (random) and of a file (centre, year, number), each with a check."""

import re
import secrets
from dataclasses import dataclass
from enum import StrEnum

from serai.codes.crockford import CROCKFORD, READ_AS
from serai.codes.folding import western_digits
from serai.codes.keyboards import as_meant

CARD_LENGTH = 8  # 40 random bits
DIGIT = re.compile(r"[2-9]")
FILE_CODE = re.compile(r"([A-Z0-9]{1,8})-([0-9]{2})-([0-9]{5,9})-([0-9A-Z])")
UNSEEN = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))


def check_character(text: str) -> str:
    """Luhn mod 32 over Crockford characters: catches one wrong character and two neighbours swapped."""
    total, factor = 0, 2
    for character in reversed(text):
        addend = factor * CROCKFORD.index(character)
        total += addend // 32 + addend % 32
        factor = 3 - factor
    return CROCKFORD[-total % 32]


def as_written(typed: str) -> str:
    """A code as it stands on paper: Arabic digits as 0 to 9, without the marks of direction that a copy brings."""
    return western_digits(typed).translate(UNSEEN)


def new_card_code() -> str:
    """Random, and never taken for a name: at least one digit that is not mistaken for a letter."""
    body = ""
    while not DIGIT.search(body):
        body = "".join(secrets.choice(CROCKFORD) for _ in range(CARD_LENGTH))
    return body + check_character(body)


def read_card_code(typed: str) -> str | None:
    """A code as typed or scanned: spaces, dashes and case do not matter, O is 0, I and L are 1. None if it is not
    a code (wrong length, wrong letter, wrong check character)."""
    text = as_written(typed).upper().replace(" ", "").replace("-", "").translate(READ_AS)
    is_code = len(text) == CARD_LENGTH + 1 and all(c in CROCKFORD for c in text)
    is_right = is_code and check_character(text[:-1]) == text[-1]
    return text if is_right else _on_another_keyboard(typed)


def _on_another_keyboard(typed: str) -> str | None:
    """The code that a scanner meant; a name that somebody types has no digit, or is longer or shorter."""
    codes = (text for text in as_meant(as_written(typed).strip()) if len(text) == CARD_LENGTH + 1)
    return next(filter(_is_code, codes), None)


def _is_code(text: str) -> bool:
    """Every letter as it is written, a digit, and the right check character."""
    known = all(character in CROCKFORD for character in text) and DIGIT.search(text[:-1])
    return bool(known) and check_character(text[:-1]) == text[-1]


def shown_card_code(code: str) -> str:
    """The code in three groups, as it is printed and read aloud."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def file_code(*, centre: str, year: int, number: int) -> str:
    """The code of a file: `HAR-26-00042-K`. The last character catches a slip of the pen."""
    body = f"{year % 100:02d}{number:05d}"
    return f"{centre}-{body[:2]}-{body[2:]}-{check_character(body)}"


def read_file_code(typed: str) -> str:
    """A file code as typed, in the form in which it is kept."""
    return "-".join(as_written(typed).upper().replace("-", " ").split())


class Kind(StrEnum):
    """What was typed into the one box."""

    CARD = "card"
    FILE = "file"
    MISTYPED = "mistyped"  # the code of a file with a slip in it
    NUMBER = "number"  # as long as a card's code: with a slip in it, or the number of a document or a telephone
    NAME = "name"


@dataclass(frozen=True)
class Reading:
    """What was typed or scanned turned out to be: a card, the code of a file, or neither."""

    kind: Kind
    code: str = ""


def reading(typed: str) -> Reading:
    """Whether a name or a code was typed, and the code as it is kept."""
    file = FILE_CODE.fullmatch(read_file_code(typed))
    if file:
        _, year, number, check = file.groups()
        good = check_character(year + number) == check
        return Reading(Kind.FILE, file.group()) if good else Reading(Kind.MISTYPED)
    compact = as_written(typed).replace(" ", "").replace("-", "")
    may_be_typed = len(compact) == CARD_LENGTH + 1 and DIGIT.search(compact)
    card = read_card_code(typed) if may_be_typed else _on_another_keyboard(typed)
    if card:
        return Reading(Kind.CARD, card)
    return Reading(Kind.NUMBER if may_be_typed else Kind.NAME)
