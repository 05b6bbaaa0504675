"""A group before it is saved: who of it may have a file already."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from serai.centres.models import Posting
from serai.duplicates.queries.alike import Alike
from serai.households.operations.groups import Arrived
from serai.people.models import Membership, Person
from serai.registration.comparing import alike, typed_words


@dataclass(frozen=True)
class Doubt:
    """One of the group, by their place in it; what was written of them, and the files that are like it."""

    place: int
    typed: dict[str, Any]
    alike: list[Alike]


def doubts(*, posting: Posting, group: list[Arrived], on: date, form_token: UUID) -> list[Doubt]:
    """Those of the group who may have a file already, with what speaks for it and against it."""
    found = (
        (place, one, alike(posting=posting, told=one.told, form_token=uuid5(form_token, str(place))))
        for place, one in enumerate(group)
    )
    return [Doubt(place, typed_words(one.told, on=on), files) for place, one, files in found if files]


def apart(people: list[Person]) -> int:
    """How many of them are in another household than the first of them."""
    homes = dict(
        Membership.objects.filter(person__in=[one.pk for one in people], left_on=None).values_list(
            "person_id", "household_id"
        )
    )
    first = homes.get(people[0].pk)
    return sum(homes.get(one.pk) != first for one in people)
