"""Names for search: the words of a name in plain Latin, and the keys of how it sounds."""

from serai.codes.folding import words as folded
from serai.names.keys import kept
from serai.names.parts import parts


def tokens(names: list[str]) -> set[str]:
    """What a person can be found by: every word of every name, and the keys of its sounds."""
    return {word for name in names for word in folded(name)} | {key for name in names for key in kept(parts(name))}


def script_of(text: str) -> str:
    """The script in which a name is written, as kept beside it."""
    for character in text:
        if "\u0600" <= character <= "\u06ff" or "\u0750" <= character <= "\u077f":
            return "arabic"
        if "\u1200" <= character <= "\u139f" or "\u2d80" <= character <= "\u2ddf":
            return "ethiopic"
    return "other"
