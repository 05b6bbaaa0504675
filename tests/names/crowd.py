"""A crowd named from the open set, and what somebody at the desk types to find one of it again: the same words as
somebody else writes them, in the script of their kind."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

FILE = Path(__file__).parent / "open_pairs.csv"
SHARES = {"arabic": 0.5, "ethiopic": 0.2, "habit": 0.1, "spelling": 0.1, "cyrillic": 0.1}
CROSS_SCRIPT = {"arabic", "ethiopic", "cyrillic"}


class Wanted(NamedTuple):
    """Of what kind a name is, and what is typed to find it."""

    kind: str
    typed: str


@cache
def pairs() -> dict[str, dict[str, list[str]]]:
    """kind -> known word -> its other forms."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["kind"]][row["known"].title()].append(row["asked"])
    return found


def called(number: int) -> list[str]:
    """The three words of the name of somebody, the same for the same number. Few words are common and many are rare,
    as in life."""
    chance = Random(number)
    forms = list(pairs()[chance.choices(list(SHARES), weights=list(SHARES.values()))[0]])
    return [forms[int(len(forms) * chance.random() ** 2)] for _ in range(3)]


def typed_for(words: list[str]) -> Wanted | None:
    """How somebody else writes this name; None for a name that is not of the crowd."""
    kind = next((kind for kind in SHARES if all(word in pairs()[kind] for word in words)), None)
    if kind is None:
        return None
    chance = Random(" ".join(words))
    return Wanted(kind, " ".join(chance.choice(pairs()[kind][word]) for word in words))
