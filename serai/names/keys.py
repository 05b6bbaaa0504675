"""The keys by which a name is found among many: words that agree when a sound, or two, or three, agree.

A key of three sounds is rare and one of a single sound is shared by many; the candidates they give are then compared
word by word (`alike`). Measured choice: consonant skeletons in a B-tree beat trigrams and the phonetic codes of one
language, on both engines. A key begins with how many sounds it has, as no name does.
"""

from itertools import combinations, product

from serai.names.parts import Part, together

KEPT = 3  # sounds of a word that are kept with a person; a question asks with all of them
KEPT_OF_THREE = 2
MOST_PARTS = {1: 80, 2: 10, 3: 4}  # of a name, in keys of so many sounds: pairs of eighty words are thousands
LONGEST = 24  # characters of one sound


def kept(name: list[Part]) -> set[str]:
    """The keys by which somebody of this name is found."""
    found = {key for count in (1, 2) for key in keys(name, count=count, most=KEPT)}
    return found | keys(name, count=3, most=KEPT_OF_THREE)


def keys(name: list[Part], *, count: int, most: int | None = None) -> set[str]:
    """The keys of so many sounds, each of another word, in whichever order; of a word only the `most` likely sounds."""
    ways = [way[: MOST_PARTS[count]] for way in (name, together(name))]
    chosen = {words for way in ways for words in combinations(way, count)}
    return {key(said) for words in chosen for said in product(*(dict.fromkeys(word.sounds[:most]) for word in words))}


def key(said: tuple[str, ...]) -> str:
    """One key, the same in whichever order the sounds were said."""
    return " ".join([str(len(said)), *sorted(sound[:LONGEST] for sound in said)])
