"""Names for search: any script folded to plain Latin words, and a key that survives other spellings."""

import re

from anyascii import anyascii

KEY = "0"  # begins a spelling key, which no folded word does: names are not numbers
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LONGEST = 40
_APOSTROPHES = re.compile(r"['’‘`ʼʿʾ´]")
_WORDS = re.compile(r"[a-z0-9]+")
_SOUNDS = (
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("sh", "s"), ("ch", "s"), ("ts", "s"),
    ("ck", "k"), ("q", "k"), ("c", "k"), ("j", "g"), ("x", "s"), ("z", "s"), ("v", "f"), ("p", "b"),
)  # fmt: skip
_VOWELS = "aeiou"
_SILENT = re.compile(r"[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")
_ARABIC_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC = str.maketrans(dict.fromkeys("أإآٱاىةعؤئء", "a"))


def folded(text: str) -> list[str]:
    """The words of a name in plain lower-case Latin, whatever the script."""
    text = _ARABIC_MARKS.sub("", text).translate(_ARABIC)
    plain = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", text)).lower())
    return [word[:LONGEST] for word in _WORDS.findall(plain)]


def spelling_key(word: str) -> str:
    """The consonants that are heard: Mohamed, Muhammad and محمد have one key. A vowel counts only at the start."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    start = "a" if word[:1] in _VOWELS else ""
    return KEY + start + _DOUBLED.sub(r"\1", _SILENT.sub("", word))


def is_telling(key: str) -> bool:
    """One consonant alone is shared by too many names."""
    return len(key) > len(KEY) + 1


def tokens(names: list[str]) -> set[str]:
    """What a person can be found by: every word of every name, and its key."""
    words = {word for name in names for word in folded(name)}
    return words | {key for word in words if is_telling(key := spelling_key(word))}


def prefix_range(word: str) -> tuple[str, str | None]:
    """The first word that begins with `word` and the first that comes after all of those (None: no end).
    Both engines answer a range from the index; a LIKE they do not."""
    stem = word
    while stem:
        place = ALPHABET.index(stem[-1])
        if place + 1 < len(ALPHABET):
            return word, stem[:-1] + ALPHABET[place + 1]
        stem = stem[:-1]
    return word, None
