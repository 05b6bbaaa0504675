"""Where a safe house is: sealed to the readers of a centre's safe places. Whoever writes it cannot read it again."""

from typing import Any
from uuid import UUID

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.sealed import packing
from serai.sealed.access import Opened
from serai.sealed.choices import Kind
from serai.sealed.models import Compartment, SealedPlace
from serai.ui.editors import ChangedMeanwhile


class NobodyKeepsPlaces(Exception):
    """This centre has not set up sealed safe places, so nobody could read what is sealed here."""


def keeper_of(*, centre_id: int) -> Compartment | None:
    """The sealed safe places of a centre, if it has begun them."""
    return Compartment.objects.filter(centre_id=centre_id, kind=Kind.SAFE_PLACE).select_related("centre").first()


@transaction.atomic
def seal_place(*, by: Posting, place: UUID, told: dict[str, Any], seen: str | None = None) -> None:
    """Seal where a place is to this centre's readers, instead of what was sealed before. `seen` is the mark of what a
    reader looked at. Raises NobodyKeepsPlaces, ChangedMeanwhile."""
    found = keeper_of(centre_id=by.here)
    if found is None:
        raise NobodyKeepsPlaces
    compartment = Compartment.objects.select_for_update(of=("self",)).get(pk=found.pk)
    held = SealedPlace.objects.filter(compartment=compartment, place=place).first()
    now = str(held.pk) if held else ""
    if seen is not None and seen != now:
        raise ChangedMeanwhile(now)
    _seal(compartment, place, told)
    trail(by=by, compartment=compartment, place=place, act="sealed.written")


def _seal(compartment: Compartment, place: UUID, told: dict[str, Any]) -> None:
    SealedPlace.objects.filter(compartment=compartment, place=place).delete()
    row = SealedPlace(compartment=compartment, epoch=compartment.epoch, place=place)
    row.body = packing.pack_place(row, told)
    row.save(force_insert=True)


def trail(*, by: Posting, compartment: Compartment, place: UUID, act: str) -> None:
    """The same line as of any sealed file; the rest is boxed to the readers."""
    content = {"did": act.partition(".")[2], "place": str(place)}
    record(by=by, act=act, box=packing.pack_trail(compartment, content))


def note_opening(*, by: Posting, opened: Opened, place: UUID) -> None:
    """A reader looks where a place is."""
    trail(by=by, compartment=opened.compartment, place=place, act="sealed.opened")


@transaction.atomic
def seal_waiting() -> int:
    """Places from before they were sealed lie open until a centre of their country begins sealed safe places: then
    they are sealed to its readers. Gives how many."""
    count = 0
    for row in SealedPlace.objects.filter(compartment=None).order_by("pk"):
        told = packing.waiting_place(row)
        keeper = Compartment.objects.filter(kind=Kind.SAFE_PLACE, centre__country=told["country"]).order_by("centre_id")
        if compartment := keeper.first():
            row.delete()
            _seal(compartment, row.place, told)
            count += 1
    return count
