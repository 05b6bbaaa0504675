"""Where a safe house is, for a reader with an open key."""

from typing import Any
from uuid import UUID

from serai.centres.models import Posting
from serai.sealed import packing
from serai.sealed.access import Opened, compartments_of
from serai.sealed.choices import Kind
from serai.sealed.models import SealedPlace


def reads_places(*, posting: Posting) -> bool:
    """Whether this posting's user reads the sealed safe places of this centre."""
    return any(one.kind == Kind.SAFE_PLACE for one in compartments_of(posting=posting))


def place_of(*, opened: Opened, place: UUID) -> tuple[str, dict[str, Any]]:
    """(the mark of what is sealed of this place here, what it says); empty when nothing is. Raises CannotOpen when
    somebody changed the row."""
    row = SealedPlace.objects.filter(compartment=opened.compartment, place=place).first()
    if row is None:
        return "", {}
    row.compartment = opened.compartment
    return str(row.pk), packing.read_place(row, private=opened.keys[row.epoch])


def count_waiting() -> int:
    """Places that lie open because no centre of their country seals them yet."""
    return SealedPlace.objects.filter(compartment=None).count()
