"""Writing in sealed files, taking letters in, and making a person's files unreadable."""

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from serai.audit.operations import Actor, record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.keys.envelope import new_key
from serai.keys.place import CannotOpen
from serai.people.access import people_in_reach
from serai.people.models import Person
from serai.people.operations.erasing import everybody
from serai.sealed import packing
from serai.sealed.access import Opened
from serai.sealed.choices import EntryKind
from serai.sealed.models import Compartment, Entry, Letter, PersonKey, SealedFile
from serai.sealed.operations.compartments import locked
from serai.sealed.operations.network import cover, tidy
from serai.sealed.rules import COVERS_A_SCREENING, LETTERS, OF_THE_NETWORK

BATCH = 2000


@dataclass(frozen=True)
class Written:
    """What a member writes down."""

    kind: str
    words: str
    on: date
    next_step: str = ""
    due_on: date | None = None
    token: UUID | None = None  # of the form: the same form sent twice is one entry


@transaction.atomic
def write(*, by: Posting, opened: Opened, person: Person, written: Written) -> None:
    """Add an entry to the person's sealed file, and the file with the first one. Raises KeyChanged."""
    compartment = locked(opened)
    if written.token and Entry.objects.filter(pk=written.token).exists():
        return
    content = {
        "kind": written.kind,
        "words": written.words,
        "on": written.on.isoformat(),
        "next": written.next_step,
        "due": written.due_on.isoformat() if written.due_on else "",
    }
    _add(by, Opened(compartment, opened.keys), person, content, pk=written.token)
    _trail(by, opened, person, act="sealed.written")


def note_listing(*, by: Posting, opened: Opened) -> None:
    """A reader looks through the list, which says whom the files are about and what comes next, or looks for words in
    them. To everybody else it is the line of a file that was opened."""
    record(by=by, act="sealed.opened", box=packing.pack_trail(opened.compartment, {"did": "listed"}))


def _trail(by: Posting, opened: Opened, person: Person, *, act: str) -> None:
    """The same line for every compartment and every person; the rest is boxed to its members."""
    content = {"did": act.partition(".")[2], "person": str(person.public_id)}
    record(by=by, act=act, box=packing.pack_trail(opened.compartment, content))


def note_opening(*, by: Posting, opened: Opened, person: Person) -> None:
    """Somebody looks at the sealed file, or finds that there is none: the same line."""
    _trail(by, opened, person, act="sealed.opened")


def _add(by: Posting, opened: Opened, person: Person, content: dict[str, Any], pk: UUID | None = None) -> None:
    file, key = _file_of(by, opened, person)
    entry = Entry(pk=pk or uuid4(), file=file)
    said = content | {"by": by.user_id, "at": timezone.now().isoformat()}
    entry.body = packing.pack_entry(entry, said, key=key)
    entry.save(force_insert=True)


def _file_of(by: Posting, opened: Opened, person: Person) -> tuple[SealedFile, bytes]:
    """The person's sealed file and the key of its entries; made if there is none."""
    person_key = _key_of(by, person)
    token = opened.token(person.public_id)
    file = SealedFile.objects.filter(compartment=opened.compartment, token=token).first()
    if file is not None:
        file.compartment = opened.compartment
        _person, within = packing.person_of(file, private=opened.key)
        if packing.is_alive(file, within=within, person_key=person_key):
            return file, packing.file_key(file, within=within, person_key=person_key)
        file.delete()  # of somebody who was erased, and came back
    key = new_key()
    file = SealedFile(compartment=opened.compartment, epoch=opened.compartment.epoch, token=token)
    file.body = packing.pack_file(file, person=person.public_id, file_key=key, person_key=person_key)
    file.save(force_insert=True)
    return file, key


def _key_of(by: Posting, person: Person) -> bytes:
    """The person's own key. When one is missing, everybody of the centre who has none gets one."""
    found = PersonKey.objects.filter(person=person).first()
    if found is None:
        give_keys(people_in_reach(posting=by).exclude(pk__in=PersonKey.objects.values("person_id")))
        found = PersonKey.objects.get(person=person)
    return bytes(found.key)


def give_keys(people: Iterable[Person]) -> None:
    """Make a random key for each of these people."""
    keys = [PersonKey(person=person, key=os.urandom(32)) for person in people]
    PersonKey.objects.bulk_create(keys, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def take_letter(*, by: Posting, opened: Opened, letter: Letter, person: Person) -> None:
    """File a letter with the sealed file of the person it is about. Raises KeyChanged, CannotOpen."""
    compartment = locked(opened)
    letter.compartment = compartment
    found = packing.read_letter(letter, private=opened.keys[letter.epoch])
    content = {key: found[key] for key in ("led_by", "urgency", "instrument")}
    content |= {"kind": EntryKind.LETTER, "on": found["at"][:10], "due": found["due"][:10], "next": "", "words": ""}
    _add(by, Opened(compartment, opened.keys), person, content)
    letter.delete()
    _trail(by, opened, person, act="sealed.written")


@transaction.atomic
def clear_away(*, opened: Iterable[Opened]) -> None:
    """After unlocking: the letters with nothing to say go, and letters and files of people who were erased. Whoever is
    only out of this reader's reach keeps theirs: their file is kept to a team, or went into another one."""
    for one in opened:
        if one.compartment.kind in OF_THE_NETWORK:
            tidy(opened=one)
            continue
        _clear_letters(one)
        _clear_files(one)


def _clear_letters(opened: Opened) -> None:
    said: dict[UUID, str] = {}
    for letter in Letter.objects.filter(compartment=opened.compartment):
        letter.compartment = opened.compartment
        try:
            content = packing.read_letter(letter, private=opened.keys[letter.epoch])
        except (CannotOpen, KeyError):
            continue  # of a generation before this reader's: others may read it
        said[letter.pk] = content.get("person", "")
    with second_line.everywhere("who was erased, told from who is only out of a reader's reach"):
        known = everybody().filter(public_id__in={UUID(person) for person in said.values() if person})
        here = {str(public_id) for public_id in known.values_list("public_id", flat=True)}
    Letter.objects.filter(pk__in=[pk for pk, person in said.items() if person not in here]).delete()


def _clear_files(opened: Opened) -> None:
    whose: dict[UUID, UUID] = {}
    for file in SealedFile.objects.filter(compartment=opened.compartment):
        file.compartment = opened.compartment
        try:
            whose[file.pk] = packing.person_of(file, private=opened.key)[0]
        except CannotOpen:
            continue  # changed outside the program: readers are told
    with second_line.everywhere("who was erased, told from who is only out of a reader's reach"):
        known = PersonKey.objects.filter(person__public_id__in=set(whose.values()))
        alive = set(known.values_list("person__public_id", flat=True))
    SealedFile.objects.filter(pk__in=[pk for pk, person in whose.items() if person not in alive]).delete()


@transaction.atomic
def send_letters(*, centre_id: int, said: dict[str, dict[str, Any]]) -> None:
    """One letter to each compartment of the centre that takes letters, equally long: with what was said for its class,
    or with nothing. Whoever sends cannot open it again. Some that say nothing go to the network's as well."""
    takes = Q(centre_id=centre_id, kind__in=LETTERS) | Q(centre=None)
    for compartment in Compartment.objects.filter(takes):
        if compartment.kind in OF_THE_NETWORK:
            cover(compartment, count=secrets.randbelow(COVERS_A_SCREENING))
            continue
        letter = Letter(compartment=compartment, epoch=compartment.epoch)
        letter.body = packing.pack_letter(letter, said.get(compartment.kind, {}))
        letter.save(force_insert=True)


@transaction.atomic
def shred(*, by: Actor | None, people: Iterable[Person]) -> int:
    """Make the sealed files of these people unreadable for everybody, in every compartment, without asking or telling
    which of them had one. The keys get new bytes before they go, then the rows are deleted."""
    keys = PersonKey.objects.filter(person__in=list(people))
    keys.update(key=os.urandom(32))
    count = keys.delete()[0]
    record(by=by, act="sealed.shredded", people=count)
    return count


def shred_with_the_file(*, person: Person) -> None:
    """When a person is erased, what is sealed about them becomes unreadable in the same transaction."""
    shred(by=None, people=[person])
