"""What custom does to names: forms that are one name without sounding so (Mamadou and Muhammad, Dawit and David,
Jallow and Diallo), and the little words in between.

Source: written for these lists (`data/`) from the spellings in use in West Africa (French and English), the Horn, the
Maghreb, Latin America and among Somali and Swahili speakers.
"""

import csv
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def particles(kind: str) -> frozenset[str]:
    """The little words of this kind, folded, of every language."""
    return frozenset(word for row in _rows("particles.csv") if row["kind"] == kind for word in row["words"].split())


@cache
def _one() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("habits.csv"):
        for word in row["also"].split():
            found[word] = (*found.get(word, ()), row["name"])
    return found


def also(word: str) -> tuple[str, ...]:
    """The names that this folded word is another form of."""
    return _one().get(word, ())
