"""Any script to plain lower-case Latin words, so that a search forgives accents, case and script."""

import re

from anyascii import anyascii

LONGEST = 40  # characters of one word
SOUND = "0"  # begins a sound
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")  # Arabic short vowels, and the stroke that only stretches a word
_ONE_LETTER = str.maketrans(dict.fromkeys("أإآٱاىةعؤئء", "a"))  # written one for another, or heard as a vowel
_ARTICLE = re.compile(r"\bال(?=\w{3})")
_APOSTROPHES = re.compile(r"['’‘`ʼʿʾ´]")
_SILENT = re.compile("[aeiouyw]")
_TWICE = re.compile(r"(.)\1+")
_HEARD = {
    "ph": "f", "kh": "k", "gh": "g", "th": "t", "dh": "d", "sh": "s", "ch": "s", "ts": "s", "ck": "k",
    "q": "k", "c": "k", "j": "g", "x": "s", "z": "s", "v": "f", "p": "b",
}  # fmt: skip
_WORDS = re.compile(r"[a-z0-9]+")
_DIGITS = {ord(digit): str(value) for zero in "٠۰" for value, digit in enumerate(chr(ord(zero) + n) for n in range(10))}


def words(text: str) -> list[str]:
    """The folded words of a text, in order, each cut at LONGEST characters."""
    text = _ARTICLE.sub("ال ", _MARKS.sub("", text))  # الحديدة is "al hdyda", as Al Hudaydah is two words
    text = _APOSTROPHES.sub("", text.translate(_ONE_LETTER))
    plain = _APOSTROPHES.sub("", anyascii(text)).lower()
    return [word[:LONGEST] for word in _WORDS.findall(plain)]


def fold(text: str) -> str:
    """The folded words with one space between them; empty where nothing can be read aloud (only signs)."""
    return " ".join(words(text))


def sound(word: str) -> str:
    """The consonants that are heard in a folded word of a place, after SOUND, which no name begins with: جيما, ጅማ,
    Jima and Jimma have one sound. A vowel counts only at the start, an h at the end not at all."""
    start = "a" if word[:1] in "aeiou" else ""
    for written, heard in _HEARD.items():
        word = word.replace(written, heard)
    return SOUND + start + _TWICE.sub(r"\1", _SILENT.sub("", word)).removesuffix("h")


def last_beginning_with(word: str) -> str:
    """The greatest folded word that begins so. From `word` to here is every word that begins with it, and both
    engines answer that range from the index, which a LIKE is not on PostgreSQL unless the collation is C."""
    return word.ljust(LONGEST, "z")


def western_digits(text: str) -> str:
    """Digits written in Arabic or Persian, as 0 to 9."""
    return text.translate(_DIGITS)
