"""Loading the reference data that lives in the database: places."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from django.db import transaction

from serai.codes.folding import fold, sound, words
from serai.codes.lists import DATA
from serai.codes.models import Place, PlaceWord

PLACES = DATA / "places.csv.gz"
BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """How many places a load added, changed and left as they were."""

    added: int
    changed: int
    same: int


def shipped_places(path: Path = PLACES) -> Iterator[dict[str, str]]:
    """The rows that come with Serai, or of another edition: pcode, country, level, name, parent."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@transaction.atomic
def load_places(rows: Iterable[dict[str, str]]) -> Loaded:
    """Add new places and correct changed ones. Those gone from the source stay: records use them."""
    known = {place.pcode: place for place in Place.objects.order_by("pk")}
    new, changed, same = [], [], 0
    for row in sorted(rows, key=lambda row: row["level"]):
        place = _place(row)
        before = known.get(place.pcode)
        if before is None:
            new.append(place)
        elif _facts(before) != _facts(place):
            place.pk = before.pk
            changed.append(place)
        else:
            same += 1
    Place.objects.bulk_create(new, batch_size=BATCH)
    Place.objects.bulk_update(changed, ["country", "level", "name", "folded", "parent"], batch_size=200)
    _index_words(new, changed)
    return Loaded(added=len(new), changed=len(changed), same=same)


def _place(row: dict[str, str]) -> Place:
    return Place(
        pcode=row["pcode"],
        country=row["country"],
        level=int(row["level"]),
        name=row["name"],
        folded=fold(row["name"]),
        parent_id=row["parent"] or None,
    )


def _facts(place: Place) -> tuple[str, int, str, str, str | None]:
    return place.country, place.level, place.name, place.folded, place.parent_id


def _index_words(new: list[Place], changed: list[Place]) -> None:
    for some in batched(changed, BATCH):
        PlaceWord.objects.filter(place__in=[place.pk for place in some]).delete()
    PlaceWord.objects.bulk_create(
        (PlaceWord(place=place, word=word) for place in [*new, *changed] for word in _index_of(place)),
        batch_size=BATCH,
    )


def _index_of(place: Place) -> set[str]:
    """What a place is found by: each word of its name, and how it sounds."""
    named = set(words(place.name))
    return named | {sound(word) for word in named}
