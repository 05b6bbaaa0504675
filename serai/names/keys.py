"""The keys by which a name is found among many: numbers of 64 bits that agree when a sound, or two, agree.

A key of two sounds is rare and is asked for first; one of a single sound is shared by many. The candidates they give
are then compared word by word (`alike`). Measured choice: consonant skeletons in a B-tree beat trigrams and phonetic
codes of one language on both engines.
"""

from hashlib import blake2b
from itertools import combinations, product

from serai.names.parts import Part, together

KEPT = 3  # sounds of a word that are kept with a person; a question asks with all of them


def single(sound: str) -> int:
    return _number("1", sound)


def pair(one: str, other: str) -> int:
    """Whichever comes first."""
    return _number("2", *sorted((one, other)))


def kept(name: list[Part]) -> set[int]:
    """The keys by which somebody of this name is found."""
    return {*_singles(name, most=KEPT), *_pairs(name, most=KEPT)}


def asked(name: list[Part]) -> tuple[set[int], set[int]]:
    """The keys to look for: of two sounds, and of one."""
    return _pairs(name), _singles(name)


def _singles(name: list[Part], most: int | None = None) -> set[int]:
    return {single(sound) for part in (*name, *together(name)) for sound in part.sounds[:most]}


def _pairs(name: list[Part], most: int | None = None) -> set[int]:
    couples = {couple for way in (name, together(name)) for couple in combinations(way, 2)}
    return {
        pair(first, second)
        for one, other in couples
        for first, second in product(one.sounds[:most], other.sounds[:most])
    }


def _number(*said: str) -> int:
    """Signed, as both engines keep it."""
    return int.from_bytes(blake2b("\0".join(said).encode(), digest_size=8).digest(), signed=True)
