"""Taking what is another person's out of a file, into a file of its own, and putting it back.

The new file begins as one that leads to the old one, as if the two had been one: so the lines of the ledgers move in
the one way in which they may (audit/triggers.py).
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.duplicates.models import Merge, Moved
from serai.duplicates.operations.apart import kept_to_teams, last_noes, stay_kept, stay_refused
from serai.duplicates.operations.merging import CannotMerge, make_anew, note, put_back, say_same, take_in
from serai.duplicates.operations.pairs import say_different
from serai.duplicates.queries.apart import Unit, units_of
from serai.people import rules
from serai.people.access import people_in_reach
from serai.people.choices import BirthPrecision, ChildStatus, ConsentStatus
from serai.people.holdings import recount
from serai.people.models import FileNumber, Name, Person, Registration
from serai.people.operations.names import refresh_tokens, write_name
from serai.people.operations.numbers import refresh_numbers

CHANGED = ("sex", "age_band", "nationality", "child_status", "is_other")  # of a row, when it is another person's


class CannotSplit(Exception):
    """What was chosen is not there any more, or the file has gone into another."""


class NobodyLeft(Exception):
    """Without a registration at this centre nobody here could open the old file, or put anything back."""


@dataclass(frozen=True)
class Other:
    """Who the other person is."""

    sex: str
    birth: rules.Birth
    nationality: str
    name: dict[str, str]


@transaction.atomic
def split(*, by: Posting, person: Person, other: Other, chosen: Collection[str]) -> Merge:
    """What was chosen, with all that hangs on it, goes into a new file. Where no registration is among
    it, one is made: another person was here. Raises CannotSplit, NobodyLeft."""
    held = people_in_reach(posting=by).select_for_update(of=("self",)).filter(pk=person.pk, merged_into=None)
    old = held.first()
    units = {unit.key: unit for unit in units_of(posting=by, person=old)} if old else {}
    if old is None or not set(chosen) <= units.keys():
        raise CannotSplit
    taken = [units[key] for key in chosen]
    opening = [unit for unit in units.values() if unit.opens_here]
    if not [unit for unit in opening if unit not in taken]:
        raise NobodyLeft
    new = _new_file(by, other, on=timezone.localdate())
    done = Merge.objects.create(
        centre_id=by.here, kept=old, gone=new, kept_version=old.version, by_id=by.user_id, is_split=True
    )
    with second_line.everywhere("two people of one file part, wherever they were"):
        teams, refused = kept_to_teams(old), last_noes(old)
        _lead(new, to=old)
        for unit in taken:
            _take(done, unit)
        _lead(new, to=None)
        _name(new, other.name)
        make_anew(old, new)
        recount(person=new)
    if not new.registrations.filter(centre_id=by.here).exists():
        _register(by, new, on=timezone.localdate())
    with second_line.everywhere("two people of one file part, wherever they were"):
        stay_kept(by=by, teams=teams, files=(old, new))
        for file in (old, new):
            stay_refused(by=by, refused=refused, file=file)
    say_different(by=by, person=new, others=[old.pk])
    record(by=by, act="file.split", subject=old, moved=done.moved.count())
    record(by=by, act="file.made", subject=new)
    return done


@transaction.atomic
def undo_split(*, by: Posting, done: Merge) -> Person:
    """Everything goes back to where it was; what was written in the new file since follows, as in a merge. Gives the
    old file. Raises CannotMerge when one of them has gone into another since."""
    done = Merge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    old, new = done.kept, done.gone
    if done.undone_at or old.merged_into_id or new.merged_into_id:
        raise CannotMerge
    done.undone_by_id, done.undone_at = by.user_id, timezone.now()
    done.save(update_fields=["undone_by", "undone_at"])
    rest = Merge.objects.create(centre_id=by.here, kept=old, gone=new, kept_version=old.version, by_id=by.user_id)
    with second_line.everywhere("two people of one file part, wherever they were"):
        _lead(new, to=old)
        for moved in done.moved.order_by("-pk"):
            _back(moved, old=old, new=new)
        _lead(new, to=None)
        take_in(rest, kept=old, gone=new)
    say_same(by, old, new)
    record(by=by, act="file.rejoined", subject=old)
    record(by=by, act="file.went", subject=new)
    return old


def _back(moved: Moved, *, old: Person, new: Person) -> None:
    """The row as it was. Where the old file has something in its place by now, it follows as in a merge."""
    with suppress(IntegrityError), transaction.atomic():
        put_back(moved, kept=new, gone=old)


def _new_file(by: Posting, other: Other, *, on: date) -> Person:
    FileNumber.objects.get_or_create(centre_id=by.here, year=on.year)
    count = (
        FileNumber.objects.select_for_update(of=("self",)).select_related("centre").get(centre_id=by.here, year=on.year)
    )
    count.last += 1
    count.save(update_fields=["last"])
    told_as_age = other.birth.precision in {BirthPrecision.AGE, BirthPrecision.BAND}
    new = Person(
        code=rules.file_code(centre=count.centre.code, year=on.year, number=count.last),
        sex=other.sex,
        birth_precision=other.birth.precision,
        born_earliest=other.birth.earliest,
        born_latest=other.birth.latest,
        birth_told_on=on if told_as_age else None,
        nationality=other.nationality,
        child_status=ChildStatus.UNKNOWN if rules.is_child_on(other.birth, on) else ChildStatus.ADULT,
    )
    new.save()
    return new


def _register(by: Posting, new: Person, *, on: date) -> None:
    """Nobody has asked them yet whether they want a file; they can be asked now."""
    Registration.objects.create(
        person=new,
        centre_id=by.here,
        registered_on=on,
        registered_by_id=by.user_id,
        consent_status=ConsentStatus.NOT_ASKED,
        form_version="split",
        sex=new.sex,
        age_band=new.band_on(on),
        child_status=new.child_status,
        nationality=new.nationality,
    )
    refresh_tokens(person=new)
    refresh_numbers(people=[new])


def _lead(file: Person, *, to: Person | None) -> None:
    file.merged_into = to
    file.save(update_fields=["merged_into"])


def _take(done: Merge, unit: Unit) -> None:
    for holding, link, row in unit.rows:
        rows: Any = holding.model._base_manager.filter(pk=row.pk)
        columns = {field.attname for field in holding.model._meta.concrete_fields}
        noted = note(done, row, [link, *(name for name in CHANGED if name in columns)])
        if holding.move is not None:
            holding.move(rows, done.gone)
        else:
            rows.update(**{link: done.gone_id})
        noted.save()


def _name(new: Person, name: dict[str, str]) -> None:
    """The name that was said, with those that came along beside it; else one of these is the name now."""
    if any(name.values()):
        Name.objects.filter(person=new).update(is_other=True)
        write_name(person=new, script="latin", parts=name)
    elif not Name.objects.filter(person=new, is_other=False).exists():
        first = Name.objects.filter(person=new).order_by("pk").first()
        if first is not None:
            first.is_other = False
            first.save(update_fields=["is_other"])
