"""The network's compartment, read outside every centre. Whatever is written there is a letter of one length among
letters that say nothing: what stands in it, how much, and since when, is told by no row, number or date."""

import secrets
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.keys.place import CannotOpen
from serai.sealed import packing
from serai.sealed.access import Opened
from serai.sealed.models import Compartment, Letter
from serai.sealed.operations.compartments import locked
from serai.sealed.rules import FEWEST_COVERS

BATCH = 100


class NobodyReads(Exception):
    """The network has not begun this compartment, so nobody could read what is sealed."""


def cover(compartment: Compartment, *, count: int) -> None:
    """Add letters that say nothing."""
    Letter.objects.bulk_create(_letters(compartment, [{}] * count), batch_size=BATCH)


def _letters(compartment: Compartment, contents: list[dict[str, Any]]) -> list[Letter]:
    letters = [Letter(compartment=compartment, epoch=compartment.epoch) for _content in contents]
    for letter, content in zip(letters, contents, strict=True):
        letter.body = packing.pack_letter(letter, content)
    return letters


@transaction.atomic
def drop(*, kind: str, content: dict[str, Any], pk: UUID | None = None) -> None:
    """Seal something to the network's readers. No line of the trail, no user, no date: whoever wrote is told by nothing
    but what they say themselves. The same `pk` twice is one. Raises NobodyReads, TooLong."""
    compartment = Compartment.objects.select_for_update().filter(centre=None, kind=kind).first()
    if compartment is None:
        raise NobodyReads
    if pk and Letter.objects.filter(pk=pk).exists():
        return
    letter = Letter(pk=pk or uuid4(), compartment=compartment, epoch=compartment.epoch)
    letter.body = packing.pack_letter(letter, content)
    letter.save(force_insert=True)


def note(*, by: Posting, compartment: Compartment, did: str, what: str = "") -> None:
    """The same line for a list looked at, something opened and something written; the rest is boxed to the readers."""
    record(by=by, act="sealed.opened", box=packing.pack_trail(compartment, {"did": did, "report": what}))


@transaction.atomic
def tidy(*, opened: Opened) -> None:
    """After unlocking: everything that says something is sealed anew in a new row, among some letters that say nothing,
    in an order that says nothing; the old rows go. So nobody can tell from two copies of the database what stayed."""
    compartment = locked(opened)
    read, says = [], {}
    for letter in Letter.objects.filter(compartment=compartment):
        letter.compartment = compartment
        try:
            content = packing.read_letter(letter, private=opened.keys[letter.epoch])
        except (CannotOpen, KeyError):
            continue  # of a generation before this reader's, or changed outside the program
        read.append(letter.pk)
        if content:
            says[content["id"]] = content
    contents = [*says.values(), *[{}] * (FEWEST_COVERS + secrets.randbelow(FEWEST_COVERS))]
    secrets.SystemRandom().shuffle(contents)
    for start in range(0, len(read), BATCH):
        Letter.objects.filter(pk__in=read[start : start + BATCH]).delete()
    Letter.objects.bulk_create(_letters(compartment, contents), batch_size=BATCH)
