"""Names for search: any script folded to plain Latin words, and a key that survives other spellings."""

from serai.codes.folding import SOUND, sound
from serai.codes.folding import words as folded


def spelling_key(word: str) -> str:
    """The consonants that are heard: Mohamed, Muhammad and محمد have one key. Without its last h, Taha or Noah would
    have one consonant left, which tells nobody from anybody."""
    return sound(word, last_h=True)


def is_telling(key: str) -> bool:
    """One consonant alone is shared by too many names."""
    return len(key) > len(SOUND) + 1


def tokens(names: list[str]) -> set[str]:
    """What a person can be found by: every word of every name, and its key."""
    words = {word for name in names for word in folded(name)}
    return words | {key for word in words if is_telling(key := spelling_key(word))}


def script_of(text: str) -> str:
    """The script in which a name is written, as kept beside it."""
    for character in text:
        if "\u0600" <= character <= "\u06ff" or "\u0750" <= character <= "\u077f":
            return "arabic"
        if "\u1200" <= character <= "\u139f" or "\u2d80" <= character <= "\u2ddf":
            return "ethiopic"
    return "other"
