"""The search among all files, and what becomes of what it finds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.linkage import spark
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.linkage.queries import taking
from serai.linkage.rules import Likely

AT_ONCE = 500


class NotInstalled(Exception):
    """What it needs is not installed here: the extra `linkage`, or for Spark the extra `spark` and Java."""


@dataclass(frozen=True)
class Sought:
    """How many pairs are likely one person's, how many of them are asked about anew, how many no longer."""

    likely: int
    new: int
    gone: int


def search(*, tell: Callable[[int], None] | None = None, on_spark: bool = False) -> Sought:
    """Look for two files of one person among those of all centres, and ask about each pair once. What was answered is
    not asked again; what is no longer likely, or has meanwhile become a file kept to a team, is no longer asked. Each
    few hundred pairs are kept at once: stopped on the way, the next search goes on. `tell` hears how many pairs are
    done. `on_spark` weighs the pairs there. Raises NotInstalled."""
    try:
        likeness: Any = import_module("serai.linkage.likeness")
    except ModuleNotFoundError as missing:
        raise NotInstalled from missing
    if on_spark and not spark.is_here():
        raise NotInstalled
    today = timezone.localdate()
    with second_line.everywhere("two files of one person are sought among those of all centres"):
        found: list[Likely] = list(likeness.likely(taking.files(), weigh=spark.weigh if on_spark else None))
        kept: set[tuple[int, int, int]] = set()
        new = 0
        for done, pairs in enumerate(batched(found, AT_ONCE)):
            rows = list(_suggestions(pairs, on=today))
            kept |= {(row.centre_id, row.first_id, row.second_id) for row in rows}
            new += _keep(rows)
            if tell:
                tell(done * AT_ONCE + len(pairs))
        gone = _forget(kept)
        record(by=None, act="suggestions.sought", likely=len(found), new=new, gone=gone)
    return Sought(len(found), new, gone)


def _suggestions(pairs: Sequence[Likely], *, on: date) -> Iterator[Suggestion]:
    people = taking.of_all((pair.first, pair.second) for pair in pairs)
    centres, homes = taking.centres_of(people), taking.households_of(people)
    settled, seen = taking.settled(people), taking.seen_by_the_network(people, on=on)
    for older, newer, probability in pairs:
        home = homes.get(older)
        if frozenset((older, newer)) in settled or (home and home == homes.get(newer)):
            continue
        weight = {"in_a_hundred": min(99, int(100 * probability)), "found_on": on}
        if both := centres[older] & centres[newer]:
            yield Suggestion(centre_id=min(both), first_id=newer, second_id=older, **weight)
        elif {older, newer} <= seen:
            for mine, other in ((newer, older), (older, newer)):
                yield Suggestion(
                    centre_id=min(centres[mine]), first_id=mine, second_id=other, is_elsewhere=True, **weight
                )


@transaction.atomic
def _keep(rows: list[Suggestion]) -> int:
    """Those that are not there already; gives how many."""
    there = set(
        Suggestion.objects.filter(first__in={row.first_id for row in rows}).values_list(
            "centre_id", "first_id", "second_id"
        )
    )
    new = [row for row in rows if (row.centre_id, row.first_id, row.second_id) not in there]
    Suggestion.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _forget(kept: set[tuple[int, int, int]]) -> int:
    """Questions that nobody has answered and that are no longer asked; gives how many."""
    waiting = Suggestion.objects.filter(said=Said.OPEN).order_by("pk")
    gone = [
        pk
        for pk, *where in waiting.values_list("pk", "centre_id", "first_id", "second_id").iterator()
        if tuple(where) not in kept
    ]
    for some in batched(gone, AT_ONCE):
        Suggestion.objects.filter(pk__in=some, said=Said.OPEN).delete()
    return len(gone)
