"""Texts of the directory: folding for search, and which language to show."""

import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii

ARABIC_ARTICLE = re.compile(r"^(?:ال|لل)(?=\w{3,})")
ARABIC = re.compile(r"[\u0600-\u06ff]")
SAME_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
LONGEST = 40
SHORTEST = 2
FALLBACK = ("en", "fr", "ar", "es")


def fold(word: str) -> str:
    """A word of any script as plain Latin letters and digits, without marks, case or the Arabic article."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", word.translate(SAME_LETTER)) if not unicodedata.combining(c)
    )
    return re.sub(r"[^a-z0-9]", "", anyascii(ARABIC_ARTICLE.sub("", plain)).lower())[:LONGEST]


def words_of(texts: Iterable[str]) -> set[str]:
    """The folded words of some texts, for search by the beginning of a word."""
    folded = {fold(word) for text in texts for word in re.split(r"[^\w]+", text)}
    return {word for word in folded if len(word) >= SHORTEST}


def text_in(texts: dict[str, str], language: str) -> tuple[str, str]:
    """(text, its language): the reader's language if there is one, else the first that there is."""
    short = language.split("-")[0]
    for code in (short, *FALLBACK, *sorted(texts)):
        if texts.get(code):
            return texts[code], code
    return "", short


def is_arabic(text: str) -> bool:
    """Whether a text has at least one Arabic letter."""
    return ARABIC.search(text) is not None
