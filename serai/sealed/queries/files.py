"""What a member reads. Everything is opened in memory, in the request, and kept nowhere."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch
from django.http import Http404
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.models import Entry as TrailEntry
from serai.centres.models import Posting
from serai.codes.folding import fold
from serai.keys.place import CannotOpen, Place
from serai.people.access import people_in_reach
from serai.people.holdings import files_of
from serai.people.models import Name, Person
from serai.people.queries.names import shown_name
from serai.sealed import packing
from serai.sealed.access import Opened
from serai.sealed.choices import DID, EntryKind
from serai.sealed.models import Letter, PersonKey, SealedFile

TRAIL_LINES = 200


_words_of: Callable[[list[str]], list[str]] = list


def declare_words(words_of: Callable[[list[str]], list[str]]) -> None:
    """Called from the room that writes the letters, in its `ready()`: from codes of answers to words."""
    global _words_of
    _words_of = words_of


@dataclass(frozen=True)
class Note:
    """An entry as it is read."""

    kind: str
    words: str
    on: date
    next_step: str
    due_on: date | None
    by: str
    at: datetime
    led_by: list[str] = field(default_factory=list)
    urgency: str = ""

    @property
    def kind_label(self) -> str:
        return str(EntryKind(self.kind).label)

    @property
    def because(self) -> list[str]:
        """The answers behind a letter, in words: said by the room that asked (`declare_words`)."""
        return _words_of(self.led_by)


def _note(content: dict[str, Any], names: dict[int, str]) -> Note:
    return Note(
        kind=content["kind"],
        words=content["words"],
        on=date.fromisoformat(content["on"]),
        next_step=content["next"],
        due_on=date.fromisoformat(content["due"]) if content["due"] else None,
        by=names.get(content["by"], ""),
        at=datetime.fromisoformat(content["at"]),
        led_by=content.get("led_by", []),
        urgency=content.get("urgency", ""),
    )


def _names() -> dict[int, str]:
    """Every account's name: asked for whole, so that nothing shows whose were needed."""
    return dict(User.objects.values_list("pk", "display_name"))


def _entries(file: SealedFile, *, key: bytes) -> list[dict[str, Any]]:
    return [packing.read_entry(entry, file, key=key) for entry in file.entries.all()]


def file_and_key(*, opened: Opened, person: Person) -> tuple[SealedFile, bytes] | None:
    """The person's sealed file in this compartment with the key of its entries; None when there is none, or its key is
    gone. Raises CannotOpen when somebody changed the rows."""
    found = SealedFile.objects.filter(compartment=opened.compartment, token=opened.token(person.public_id))
    file = found.prefetch_related("entries").first()
    known = PersonKey.objects.filter(person=person).first()
    if file is None or known is None:
        return None
    file.compartment = opened.compartment
    _person, within = packing.person_of(file, private=opened.key)
    if not packing.is_alive(file, within=within, person_key=bytes(known.key)):
        return None
    return file, packing.file_key(file, within=within, person_key=bytes(known.key))


def _notes(file: SealedFile, *, key: bytes) -> list[Note]:
    names = _names()
    notes = [_note(one, names) for one in _entries(file, key=key)]
    return sorted(notes, key=lambda note: note.at, reverse=True)


def notes_of(*, opened: Opened, person: Person) -> list[Note] | None:
    """The person's sealed file in this compartment, the latest first; None when there is none, or its key is gone.
    Raises CannotOpen when somebody changed the rows."""
    found = [held for one in files_of(person) if (held := file_and_key(opened=opened, person=one))]
    notes = [note for file, key in found for note in _notes(file, key=key)]
    return sorted(notes, key=lambda note: note.at, reverse=True) if found else None


def notes_passed_on(*, boxed: bytes, private: bytes, place: Place) -> list[Note] | None:
    """What a reader let somebody read in an emergency, the latest first; None when there is nothing. Raises CannotOpen
    when it was not for this key, or the file got another key since."""
    found = packing.read_release(boxed, private=private, place=place)
    if found is None:
        return None
    file = SealedFile.objects.select_related("compartment").prefetch_related("entries").filter(pk=found[0]).first()
    if file is None:
        raise CannotOpen
    return _notes(file, key=found[1])


@dataclass(frozen=True)
class Row:
    """A line of the caseload."""

    person: Person
    name: str
    entries: int
    last_on: date
    next_step: str
    due_on: date | None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


@dataclass(frozen=True)
class Caseload:
    """The files that open, and how many were changed outside the program and do not."""

    rows: list[Row]
    broken: int


def caseload(*, posting: Posting, opened: Opened, typed: str = "") -> Caseload:
    """The sealed files of this compartment, what is due first. With words: those in which they stand."""
    whose, broken = _whose(opened)
    keys = {key.person_id: bytes(key.key) for key in PersonKey.objects.filter(person__public_id__in=list(whose))}
    rows = []
    entries: dict[Person, list[dict[str, Any]]] = defaultdict(list)
    for person, public_id, pk in _people(posting, whose):
        file, within = whose[public_id]
        if pk not in keys or not packing.is_alive(file, within=within, person_key=keys[pk]):
            continue
        try:
            read = _entries(file, key=packing.file_key(file, within=within, person_key=keys[pk]))
        except CannotOpen:
            broken += 1
        else:
            entries[person] += read
    for person, read in entries.items():
        row = _row(person, read)
        if not typed or _stands_in(typed, row, read):
            rows.append(row)
    by_due = sorted(rows, key=lambda row: (row.due_on is None, row.due_on or row.last_on, row.person.code))
    return Caseload(by_due, broken)


def _whose(opened: Opened) -> tuple[dict[UUID, tuple[SealedFile, str]], int]:
    """Each file with the person it is about and its key under the person's; and how many do not say."""
    whose: dict[UUID, tuple[SealedFile, str]] = {}
    broken = 0
    for file in SealedFile.objects.filter(compartment=opened.compartment).prefetch_related("entries"):
        file.compartment = opened.compartment
        try:
            public_id, within = packing.person_of(file, private=opened.key)
        except CannotOpen:
            broken += 1
        else:
            whose[public_id] = (file, within)
    return whose, broken


def _people(posting: Posting, wanted: Iterable[UUID]) -> list[tuple[Person, UUID, int]]:
    """Those in reach whose files these are, each with the file: their own, or one that went into it."""
    names = Prefetch("names", queryset=Name.objects.order_by("pk"))
    here, ids = people_in_reach(posting=posting).prefetch_related(names), list(wanted)
    own = here.filter(public_id__in=ids).annotate(file=F("public_id"), row=F("pk"))
    gone = here.filter(merged__public_id__in=ids).annotate(file=F("merged__public_id"), row=F("merged__pk"))
    found: list[Any] = [*own, *gone]
    return [(person, person.file, person.row) for person in found]


def _row(person: Person, entries: list[dict[str, Any]]) -> Row:
    latest = max(entries, key=lambda entry: entry["at"])
    is_closed = latest["kind"] == EntryKind.CLOSING
    return Row(
        person=person,
        name=shown_name(person),
        entries=len(entries),
        last_on=date.fromisoformat(latest["on"]),
        next_step=latest["next"],
        due_on=date.fromisoformat(latest["due"]) if latest["due"] and not is_closed else None,
    )


def _stands_in(typed: str, row: Row, entries: list[dict[str, Any]]) -> bool:
    text = fold(" ".join([row.name, row.person.code, *(f"{entry['words']} {entry['next']}" for entry in entries)]))
    return all(word in text for word in fold(typed).split())


@dataclass(frozen=True)
class Waiting:
    """A letter that says something."""

    letter: Letter
    person: Person
    name: str
    urgency: str
    due_at: datetime
    led_by: list[str]

    @property
    def is_overdue(self) -> bool:
        return self.due_at < timezone.now()


def letters(*, posting: Posting, opened: Opened) -> list[Waiting]:
    """The letters of this compartment that say something, the longest overdue first."""
    said: dict[UUID, list[tuple[Letter, dict[str, Any]]]] = {}
    for letter in Letter.objects.filter(compartment=opened.compartment):
        letter.compartment = opened.compartment
        try:
            content = packing.read_letter(letter, private=opened.keys[letter.epoch])
        except (CannotOpen, KeyError):
            continue  # of a generation before this member's
        if "person" in content:
            said.setdefault(UUID(content["person"]), []).append((letter, content))
    found = [
        Waiting(
            letter,
            person,
            shown_name(person),
            content["urgency"],
            datetime.fromisoformat(content["due"]),
            content["led_by"],
        )
        for person, public_id, _pk in _people(posting, said)
        for letter, content in said[public_id]
    ]
    return sorted(found, key=lambda waiting: waiting.due_at)


def letter_or_404(*, posting: Posting, opened: Opened, pk: UUID) -> Waiting:
    """One letter that says something to the readers of this compartment."""
    for waiting in letters(posting=posting, opened=opened):
        if waiting.letter.pk == pk:
            return waiting
    raise Http404


@dataclass(frozen=True)
class TrailLine:
    """Who did what with a sealed file, as its readers see it."""

    at: datetime
    who: str
    did: str
    person: Person | None
    whom: str = ""  # to whom it was let to read

    @property
    def act(self) -> str:
        return str(DID[self.did])


def trail(*, posting: Posting, opened: Opened) -> list[TrailLine]:
    """Who opened and wrote what here, lately. The other lines of the trail do not open with this key."""
    lines = TrailEntry.objects.filter(centre_id=posting.here, act__startswith="sealed.").select_related("actor")
    found = []
    for line in lines.order_by("-at", "-pk")[:TRAIL_LINES]:
        content = _boxed(line, opened)
        if content is not None:
            found.append((line, content))
    wanted = {UUID(content["person"]) for _line, content in found if "person" in content}
    people = {str(public_id): person for person, public_id, _pk in _people(posting, wanted)}
    names = _names()
    return [
        TrailLine(
            line.at,
            line.actor.display_name if line.actor else "",
            content["did"],
            people.get(content.get("person", "")),
            names.get(content.get("to", 0), ""),
        )
        for line, content in found
    ]


def _boxed(line: TrailEntry, opened: Opened) -> dict[str, Any] | None:
    for epoch, private in sorted(opened.keys.items(), reverse=True):
        try:
            return packing.read_trail(line.detail["box"], opened.compartment, epoch=epoch, private=private)
        except (CannotOpen, KeyError):
            continue
    return None
