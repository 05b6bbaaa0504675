"""Where a scan leads: what the rooms above declare, so that one page understands all of it and sends each role on."""

from collections.abc import Callable
from dataclasses import dataclass

from serai.centres.models import Posting
from serai.codes.words import Words


@dataclass(frozen=True)
class Place:
    """`find(posting=…, person=…)`: the address of this for a person of the posting's centre; empty when there is
    nothing there now. The page behind it asks again who may."""

    name: str
    label: Words
    needs: str
    find: Callable[..., str]
    order: int


@dataclass(frozen=True)
class Reader:
    """`find(posting=…, typed=…)`: the address of what else was scanned, such as a token; empty when it is none."""

    needs: str
    find: Callable[..., str]


_places: list[Place] = []
_readers: list[Reader] = []


def declare(*more: Place | Reader) -> None:
    """Called from a room's `ready()`."""
    _places.extend(one for one in more if isinstance(one, Place) and one not in _places)
    _readers.extend(one for one in more if isinstance(one, Reader) and one not in _readers)


def places_for(*, posting: Posting) -> list[Place]:
    """Where this role may go on from a person."""
    return sorted((one for one in _places if posting.may(one.needs)), key=lambda one: one.order)


def readers_for(*, posting: Posting) -> list[Reader]:
    """What else this role may scan."""
    return [one for one in _readers if posting.may(one.needs)]
