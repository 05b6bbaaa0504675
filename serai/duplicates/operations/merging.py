"""Making two files one, and taking it back.

The file that goes stays as an empty one that leads to the other: its codes, its cards and what is sealed to it open the
file that stays. Each room's rows follow as their Holding says; what they said before is kept, so that one person takes
it all back. A row that would break a rule of its table beside the others stays with the file that went.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.codes.follows import Follows
from serai.duplicates.choices import Said
from serai.duplicates.models import Merge, Moved, Pair
from serai.duplicates.operations.apart import kept_to_teams, stay_kept, stay_withdrawn
from serai.people.access import people_in_reach
from serai.people.holdings import Holding, declared
from serai.people.holdings import recount as recount_rows
from serai.people.models import Person
from serai.people.operations.erasing import everybody
from serai.people.operations.names import refresh_tokens
from serai.people.operations.numbers import refresh_numbers

INTO = "merged_into_id"
PERSON = Person._meta.label_lower


class CannotMerge(Exception):
    """One of the two is not there any more for this posting, or has gone into another file."""


@transaction.atomic
def merge(*, by: Posting, kept: Person, gone: Person) -> Merge:
    """Everything of the file `gone` becomes the file `kept`'s, at every centre. Raises CannotMerge."""
    return _made_one(by, *_locked(people_in_reach(posting=by), kept.pk, gone.pk))


@transaction.atomic
def merge_across(*, by: Posting, kept: Person, gone: Person) -> Merge:
    """The same of files of which one is out of reach, once somebody of each centre agreed (operations/across.py).
    Raises CannotMerge."""
    with second_line.everywhere("two files of one person become one, wherever they were"):
        return _made_one(by, *_locked(everybody(), kept.pk, gone.pk))


def _made_one(by: Posting, kept: Person, gone: Person) -> Merge:
    done = Merge.objects.create(centre_id=by.here, kept=kept, gone=gone, kept_version=kept.version, by_id=by.user_id)
    with second_line.everywhere("two files of one person become one, wherever they were"):
        take_in(done, kept=kept, gone=gone)
    say_same(by, kept, gone)
    record(by=by, act="file.merged", subject=kept, moved=done.moved.count())
    record(by=by, act="file.went", subject=gone)
    return done


@transaction.atomic
def undo(*, by: Posting, done: Merge) -> Person:
    """Everything goes back to where it was; what was written since stays with the file in which it was written, but a
    team that it is kept to and a no hold for both. Gives the file that is there again. Raises CannotMerge."""
    held = Merge.objects.select_for_update(of=("self",)).filter(pk=done.pk, undone_at=None, is_split=False)
    done = held.first() or _cannot()
    kept, gone = done.kept, done.gone
    if gone.merged_into_id != kept.pk:  # the file that stayed has gone into another one since: that comes first
        raise CannotMerge
    with second_line.everywhere("two files of one person become one, wherever they were"):
        teams = kept_to_teams(kept)
        for moved in done.moved.order_by("-pk"):
            put_back(moved, kept=kept, gone=gone)
        gone.refresh_from_db()
        make_anew(kept, gone)
        if kept.version != done.kept_version:
            recount_rows(person=gone)
        stay_kept(by=by, teams=teams, files=(kept, gone))
        stay_withdrawn(by=by, done=done)
    done.undone_by_id, done.undone_at = by.user_id, timezone.now()
    done.save(update_fields=["undone_by", "undone_at"])
    record(by=by, act="file.unmerged", subject=kept)
    record(by=by, act="file.came_back", subject=gone)
    return gone


def take_in(done: Merge, *, kept: Person, gone: Person) -> None:
    """The file that goes leads to the other, and everything of it becomes the other's. Part of a larger act."""
    _lead(done, [gone, *gone.merged.order_by("pk")], kept)
    _keep_what_is_unsafe(kept, gone)
    for holding in declared():
        if holding.follows == Follows.MOVES:
            for link in holding.links:
                _move(done, holding, link)
    make_anew(kept, gone)


def _cannot() -> Merge:
    raise CannotMerge


def _locked(people: QuerySet[Person], kept: int, gone: int) -> tuple[Person, Person]:
    """Both of these, in the order of their numbers, so that two who merge at once do not wait for each other."""
    both = people.select_for_update(of=("self",)).filter(pk__in=[kept, gone], merged_into=None)
    found = {person.pk: person for person in both.order_by("pk")}
    if len(found) != 2:
        raise CannotMerge
    return found[kept], found[gone]


def _lead(done: Merge, files: Iterable[Person], kept: Person) -> None:
    """The file that goes, and those that went into it before, lead to the one that stays."""
    for file in files:
        Moved.objects.create(merge=done, table=PERSON, row=file.pk, before={INTO: file.merged_into_id})
        file.merged_into = kept
        file.save(update_fields=["merged_into"])


def _keep_what_is_unsafe(kept: Person, gone: Person) -> None:
    """A number that either file calls unsafe is not called, and one that somebody else holds too is not written to;
    also not when it is undone."""
    kept.safe_to_call = False if gone.safe_to_call is False else kept.safe_to_call
    kept.phone_is_shared = True if gone.phone_is_shared else kept.phone_is_shared
    kept.save(update_fields=["safe_to_call", "phone_is_shared"])


def _move(done: Merge, holding: Holding, link: str) -> None:
    rows: QuerySet[Any] = holding.model._base_manager.filter(**{link: done.gone_id})
    if holding.move is not None:
        moved = [note(done, row, [link]) for row in rows.order_by("pk")]
        holding.move(rows, done.kept)
    else:
        moved = list(_moved(done, holding, link, rows))
    Moved.objects.bulk_create(moved, batch_size=500)


def _moved(done: Merge, holding: Holding, link: str, rows: QuerySet[Any]) -> Iterator[Moved]:
    for row in rows.order_by("pk"):
        changes = {link: done.kept_id, **(holding.fit(row, done.kept) if holding.fit else {})}
        try:
            with transaction.atomic():
                holding.model._base_manager.filter(pk=row.pk).update(**changes)
        except IntegrityError:
            continue
        yield note(done, row, changes)


def note(done: Merge, row: Any, columns: Iterable[str]) -> Moved:
    """What these columns of the row said, to be saved."""
    before = {column: _plain(getattr(row, column)) for column in columns}
    return Moved(merge=done, table=row._meta.label_lower, row=row.pk, before=before)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def put_back(moved: Moved, *, kept: Person, gone: Person) -> None:
    """The row as it was, if it is still there and still of the file that stayed."""
    model = apps.get_model(moved.table)
    values = {name: model._meta.get_field(name).to_python(value) for name, value in moved.before.items()}
    links = {name: kept.pk for name in values if model._meta.get_field(name).related_model is Person}
    rows = model._base_manager.filter(pk=moved.row, **links)
    move = next((holding.move for holding in declared() if holding.model is model), None)
    if move is not None:
        move(rows, gone)
    else:
        rows.update(**values)


def make_anew(kept: Person, gone: Person) -> None:
    """What is made from other rows."""
    for person in (kept, gone):
        refresh_tokens(person=person)
    refresh_numbers(people=[kept, gone])


def say_same(by: Posting, kept: Person, gone: Person) -> None:
    """What was said of the two here is that they are one person."""
    ids = [kept.pk, gone.pk]
    Pair.objects.filter(Q(first__in=ids) & Q(second__in=ids), centre_id=by.here).update(
        said=Said.SAME, decided_by=by.user_id, decided_at=timezone.now()
    )
