"""Promise 9: what was erased cannot be read any more. Promise 18: a backup comes back whole."""

import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.accounts.models import User
from serai.audit import keys
from serai.audit.verification import verify
from serai.centres.choices import Role
from serai.demo import past
from serai.demo.bulk import Writer
from serai.demo.people import Sketch, sketches
from serai.insights.queries.counts import counts_of
from serai.insights.rules import Count, previous_month
from serai.people.models import Name, Registration
from serai.people.operations.erasing import everybody
from serai.people.operations.numbers import hash_anew
from serai.privacy.operations.erasing import erase as erase_person
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.rules import Found, judged
from serai.proofs.words import controlled
from serai.vault import operations, snapshot

CHANGED_BY_RESTORING = {  # its own line, the sessions that end, what Django notes of each version
    "audit_entry", "audit_head", "audit_checkpoint", "django_session", "accounts_signin",
    "django_migrations", "django_content_type", "auth_permission",
}  # fmt: skip
CODES = {"OBO", "MET"}


def crowd(number: int) -> date:
    """So many invented people in the month before this one, each with a marker for every name and word of theirs;
    gives the month."""
    today = timezone.localdate()
    month = previous_month(today.replace(day=1))
    people.posting("rita", Role.RECEPTIONIST, people.centre("OBO"))
    people.centre("MET")
    drawn = sketches(first=month, last=month + timedelta(days=26), times=2 + number / 250)
    here = islice((sketch for sketch in drawn if sketch.place.code in CODES), number)
    Writer(by=User.objects.get(username="rita")).write(map(_marked, range(number), here))
    word = Subquery(Name.objects.filter(person=OuterRef("pk")).values("given")[:1])
    everybody().update(phone=word, origin_detail=word, occupation=word)
    hash_anew()  # as the pages do with each telephone
    past.write(first=month, last=month + timedelta(days=26))
    return month


def _marked(number: int, sketch: Sketch) -> Sketch:
    word = markers.marker(number)
    return replace(sketch, names=[(word, "", "latin"), (f"{word}a", "", "latin"), (f"{word}b", "", "latin")])


def erase(ground: Ground) -> Found:
    """Erase some of many people; search files, tables and a backup brought back; the others and the figures stay."""
    effort = ground.effort
    # In an encrypted file a search finds nothing, whoever is left in it: here the file is open on purpose.
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        month = crowd(effort.people)
        figures = _figures(month)
        identity = operations.make_recipient()
        (there.home / "usb").mkdir()
        backup = operations.make_backup(to=there.home / "usb", keep=timedelta(days=35)).path
        gone = _erase_some(effort.erased)
        stay = {markers.marker(number) for number in range(effort.people)} - gone
        now = _left(there)
        same = _figures(month) == figures
        back = operations.restore_backup(path=backup, identity=identity, replace=True)
        again = _left(there)
        same = same and _figures(month) == figures
        erased_again = back.steps.get("people erased since", 0)
    in_files = connection.vendor == snapshot.SQLITE
    left = careless(ground) if in_files else 0
    told = _(
        "Erased {gone} of {people} people: readable after it {now}, after a backup of before came back {again}. Of the "
        "others missing: {missing}. Figures of the month: {figures}. Control, without overwriting: {control} readable."
    )
    if not in_files:
        told = _(
            "Erased {gone} of {people} people: in tables after it {now}, after a backup of before came back {again}. "
            "Of the others missing: {missing}. Figures of the month: {figures}. PostgreSQL’s own files were not "
            "searched."
        )
    missing = len(stay - now) + len(stay - again)
    unchanged = _("the same") if same else _("changed")
    said = told.format(
        gone=len(gone), people=effort.people, now=len(gone & now), again=len(gone & again), missing=missing,
        figures=unchanged, control=left,
    )  # fmt: skip
    holds = bool(gone) and not gone & (now | again) and not missing and same and erased_again == len(gone)
    return controlled(holds=holds, told=said, control=left > 0) if in_files else judged(holds=holds, told=said)


def _figures(month: date) -> Counter[Count]:
    """In whatever order the database counts them."""
    return Counter(counts_of(month=month))


def _erase_some(number: int) -> set[str]:
    """Every so many-th person; gives their markers."""
    pks = list(everybody().order_by("pk").values_list("pk", flat=True))
    words = set()
    for person in everybody().filter(pk__in=pks[:: max(1, len(pks) // number)][:number]):
        words.add(person.phone)
        erase_person(by=None, person=person)
    return words


def _left(there: scratch.Scratch) -> set[str]:
    """The markers in any file when the last connection has closed, and in any table."""
    connection.close()
    found = markers.everywhere_in(markers.in_files(there.home)) if connection.vendor == snapshot.SQLITE else set()
    return found | markers.in_tables()


def careless(ground: Ground) -> int:
    """How many erased people can still be read in the file when SQLite does not overwrite what it deletes."""
    with scratch.made(beside=ground.home) as there, scratch.working_in(there):
        crowd(min(ground.effort.people, 100))
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = OFF")
        gone = _erase_some(5)
        return len(gone & _left(there))


def restore(ground: Ground) -> Found:
    """Seal a backup, lose everything, and bring it back in an installation that knows nothing of it: row by row."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there:
        with scratch.working_in(there):
            crowd(ground.effort.people)
            registered = Registration.objects.count()
            identity = operations.make_recipient()
            before = markers.fingerprints()
            since = time.monotonic()
            backup = operations.make_backup(to=there.home, keep=timedelta(days=35)).path
            sealed_in, size = time.monotonic() - since, backup.stat().st_size
        seconds, after, whole = _brought_back(ground, backup, identity, key=there.key)
    differ = sorted(name for name in {*before, *after} - CHANGED_BY_RESTORING if before.get(name) != after.get(name))
    told = _(
        "Backup of {people} people ({size} MB) sealed in {sealed} s, brought back on another installation in "
        "{seconds} s. Tables that differ: {differ} of {tables}."
    )
    said = told.format(
        people=registered, size=round(size / 1e6, 1), sealed=round(sealed_in, 1), seconds=round(seconds, 1),
        differ=len(differ), tables=len(before),
    )  # fmt: skip
    if not whole:
        said += " " + _("The trail that came back is not whole.")
    return judged(holds=registered > 0 and not differ and whole, told=said)


def _brought_back(ground: Ground, backup: Path, identity: str, *, key: bytes) -> tuple[float, dict[str, int], bool]:
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as elsewhere:
        with scratch.working_in(elsewhere):
            since = time.monotonic()
            operations.restore_backup(path=backup, identity=identity, replace=True)
            seconds = time.monotonic() - since
        with scratch.working_in(replace(elsewhere, key=key)):
            keys.forget()
            return seconds, markers.fingerprints(), not verify().wrong
