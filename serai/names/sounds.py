"""The sound of a name: what is left of it when scripts, vowels and spelling habits are taken away.

Othman, Ousmane, عثمان and ዑስማን have a sound in common; so have Djibril, Jibril and Gibril. A letter that is heard in
two ways gives a word two sounds, of which one is enough to meet.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from serai.names.habits import also

MOST = 6  # sounds of one word, without those of habits
SHORT = 2  # consonants; with no more, a vowel at the beginning is part of the sound

# Written -> heard, the likeliest first. Somali writes x and c for ح and ع, French di for j (Diallo, Jallow). What
# stands apart in an Arabic word has a hyphen between, and is no pair.
HEARD: dict[str, tuple[str, ...]] = {
    "shch": ("s",), "tsch": ("s",), "tch": ("s",), "tsh": ("s",), "dzh": ("j",), "sch": ("s",),
    "kh": ("h", "k"), "gh": ("k", "j"), "ch": ("s", "k"), "sh": ("s", "sh"), "zh": ("s", "j", "sh"),
    "th": ("t", "s", "th"), "dh": ("d", "s", "dh"), "ph": ("f",), "di": ("d", "j"), "dy": ("d", "j"),
    "ts": ("s",), "tz": ("s",), "dj": ("j",), "ck": ("k",), "gn": ("n", "kn"), "ny": ("n",),
    "sz": ("s",), "cz": ("s",), "dz": ("s",),
    "b": ("b",), "c": ("k", ""), "d": ("d",), "f": ("f",), "g": ("j", "k"), "h": ("h",), "j": ("j",), "k": ("k",),
    "l": ("l",), "m": ("m",), "n": ("n",), "p": ("b",), "q": ("k",), "r": ("r",), "s": ("s",), "t": ("t",),
    "v": ("f", ""), "x": ("s", "h"), "z": ("s",),
}  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_LETTERS = re.compile("|".join(["d[iy](?=[aeou])", *sorted(set(HEARD) - {"di", "dy"}, key=len, reverse=True)]))
_TWICE = re.compile(r"(.)\1+")
_OPEN = re.compile(r"[aeiouwy]")
_Y_OR_J = re.compile(r"j(?=[aeou])")  # Johannes and Yohannes, Josef and Yusuf
_LAST_H = re.compile(r"(?<![gctdszp])h$")  # heard or not: Saleh, Салех
_ARTICLE_INSIDE = re.compile(r"[ae]l(?=\w{4})")  # Eltayeb, Alhassane


@lru_cache(maxsize=50_000)
def sounds(word: str) -> tuple[str, ...]:
    """The sounds of a folded word, the likeliest first; none if it has no consonant."""
    found = _heard(word)
    if _Y_OR_J.match(word):
        found += _heard("y" + word[1:])
    if _ARTICLE_INSIDE.match(word):
        found += _heard(word[2:])[:1]
    habitual = [heard for name in also(word) for heard in _heard(name)[:1]]
    return tuple(dict.fromkeys([*found[:MOST], *habitual]))


def _heard(word: str) -> list[str]:
    """The likeliest ways to hear it. A word of twenty doubtful letters has milliards of them: no more than MOST are
    made."""
    return list(islice(_ways_to_hear(word), MOST))


def _ways_to_hear(word: str) -> Iterator[str]:
    plain = _TWICE.sub(r"\1", _SOFT_C.sub("s", word))
    ways = [HEARD[letter] for letter in _LETTERS.findall(plain)]
    if ways and _LAST_H.search(plain):
        ways[-1] = ("", *ways[-1])
    for way in product(*ways):
        heard = "".join(way)
        is_open = _OPEN.match(word) or (way and not way[0])
        if heard:
            yield "a" + heard if is_open and len(heard) <= SHORT else heard
