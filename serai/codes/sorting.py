"""The order in which a reader looks for a word: accents aside in Latin, by its own letters in Arabic."""

import re
import unicodedata

from serai.codes import lists

_ARTICLE = re.compile("^ال")
_ONE_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


def key(text: str, language: str) -> str:
    """Arabic without the article, hamza and marks; Spanish ñ after n; elsewhere a letter is its plain letter."""
    if language == "ar":
        plain = unicodedata.normalize("NFC", text)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        return _ARTICLE.sub("", plain).translate(_ONE_LETTER)
    text = text.casefold().replace("œ", "oe")
    if language == "es":
        text = text.replace("ñ", "n\x7f")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def as_read(
    name: str, language: str, *, first: tuple[str, ...] = (), last: tuple[str, ...] = ()
) -> tuple[tuple[str, str], ...]:
    """Pairs of a list: `first`, those with a rank in its `frequent` column, then the alphabet, then `last`."""

    def place(entry: lists.Code) -> tuple[int, int, str]:
        if entry.code in first:
            return -1, first.index(entry.code), ""
        if entry.code in last:
            return 2, last.index(entry.code), ""
        rank = entry.more["frequent"]
        return (0, int(rank), "") if rank else (1, 0, key(entry.label(language), language))

    ordered = sorted(lists.entries(name).values(), key=place)
    return tuple((entry.code, entry.label(language)) for entry in ordered)
