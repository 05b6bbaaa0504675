"""Names for search: any script folded to plain Latin words, and a key that survives other spellings."""

import re

from serai.codes.folding import words as folded

KEY = "0"  # begins a spelling key, which no folded word does: names are not numbers
_SOUNDS = (
    ("ph", "f"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("sh", "s"), ("ch", "s"), ("ts", "s"),
    ("ck", "k"), ("q", "k"), ("c", "k"), ("j", "g"), ("x", "s"), ("z", "s"), ("v", "f"), ("p", "b"),
)  # fmt: skip
_VOWELS = "aeiou"
_SILENT = re.compile(r"[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")


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
