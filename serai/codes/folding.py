"""Any script to plain lower-case Latin words, so that a search forgives accents, case and script."""

import re

from anyascii import anyascii

LONGEST = 40  # characters of one word
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")  # Arabic short vowels, and the stroke that only stretches a word
_ONE_LETTER = str.maketrans(dict.fromkeys("أإآٱاىةعؤئء", "a"))  # written one for another, or heard as a vowel
_APOSTROPHES = re.compile(r"['’‘`ʼʿʾ´]")
_WORDS = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """The folded words of a text, in order, each cut at LONGEST characters."""
    text = _APOSTROPHES.sub("", _MARKS.sub("", text).translate(_ONE_LETTER))
    plain = _APOSTROPHES.sub("", anyascii(text)).lower()
    return [word[:LONGEST] for word in _WORDS.findall(plain)]


def fold(text: str) -> str:
    """The folded words with one space between them; empty where nothing can be read aloud (only signs)."""
    return " ".join(words(text))


def last_beginning_with(word: str) -> str:
    """The greatest folded word that begins so. From `word` to here is every word that begins with it, and both
    engines answer that range from the index, which a LIKE is not on PostgreSQL unless the collation is C."""
    return word.ljust(LONGEST, "z")
