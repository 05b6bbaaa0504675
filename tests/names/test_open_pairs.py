"""How many pairs of the open set have a sound in common. The rules were not tuned on it: a floor, so that a change of
the rules that costs names is seen."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from serai.names.parts import parts, together

FILE = Path(__file__).parent / "open_pairs.csv"
AT_LEAST = {"arabic": 0.94, "cyrillic": 0.91, "ethiopic": 0.97, "habit": 0.90, "spelling": 0.92}


def pairs() -> dict[str, list[tuple[str, str]]]:
    found = defaultdict(list)
    with FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["kind"]].append((row["known"], row["asked"]))
    return found


def heard(word: str) -> set[str]:
    return {sound for part in together(parts(word)) for sound in part.sounds}


@pytest.mark.parametrize("kind", AT_LEAST)
def test_forms_of_one_name_have_a_sound_in_common(kind):
    known = pairs()[kind]
    met = sum(not heard(one).isdisjoint(heard(other)) for one, other in known)
    assert met / len(known) >= AT_LEAST[kind], f"{met} of {len(known)}"
