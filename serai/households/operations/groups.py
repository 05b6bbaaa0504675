"""Registering people who arrive together: each gets a file of their own, and their place in one household."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.households.operations.household import Place, join
from serai.households.rules import is_led_by_unrelated, of_the_head_to_a_child
from serai.people import rules
from serai.people.choices import ConsentStatus, HouseholdRole, Relation
from serai.people.models import Care, Household, Membership, Person
from serai.registration.operations.registration import NoConsentNoFile, Told, already_sent, register_person

type Handler = Callable[..., None]

_handlers: list[Handler] = []


def declare(handler: Handler) -> None:
    """Called from a room's `ready()`, for a group with a child that somebody unrelated leads. The handler gets `by` and
    `child`, in the transaction of the registration."""
    if handler not in _handlers:
        _handlers.append(handler)


@dataclass(frozen=True)
class Arrived:
    """One person of a group: what is registered, and who they are to its head."""

    told: Told
    role: str


@dataclass(frozen=True)
class Shared:
    """What was said once for all, and is written in each file."""

    mother_tongue: str = ""
    origin_detail: str = ""


@transaction.atomic
def register_group(
    *, by: Posting, group: list[Arrived], shared: Shared, on: date, form_token: UUID
) -> list[tuple[Person, str]]:
    """A file for each who does not refuse, and one household of them; the first is its head. The same form sent twice
    is one group. Returns the people with their roles. Raises NoConsentNoFile where all refuse."""
    people = [
        (_registered(by=by, one=one, shared=shared, on=on, form_token=uuid5(form_token, str(place))), one.role)
        for place, one in enumerate(group)
        if one.told.consent_status != ConsentStatus.REFUSED
    ]
    if not people:
        raise NoConsentNoFile
    if len(people) == 1 or Membership.objects.filter(person=people[0][0]).exists():
        return people
    household = Household.objects.create(centre_id=by.here)
    for person, role in people:
        join(by=by, household=household, person=person, place=Place(role, Relation.CLAIMED))
    if people[0][1] == HouseholdRole.HEAD:
        _towards_the_head(by=by, head=people[0][0], others=people[1:], on=on)
    return people


def _registered(*, by: Posting, one: Arrived, shared: Shared, on: date, form_token: UUID) -> Person:
    if known := already_sent(by=by, form_token=form_token):
        return known  # as it is by now: sent again, with other words, the form corrects nothing
    person = register_person(by=by, told=one.told, on=on, form_token=form_token)
    person.mother_tongue, person.origin_detail = shared.mother_tongue, shared.origin_detail
    person.save(update_fields=["mother_tongue", "origin_detail", "updated_at"])
    return person


def _towards_the_head(*, by: Posting, head: Person, others: list[tuple[Person, str]], on: date) -> None:
    """A role says who each child is to the head, and so who the head is to the child; nothing about anybody else."""
    for child, role in others:
        if not rules.is_child_on(child.birth, on):
            continue
        if towards := of_the_head_to_a_child(role):
            Care.objects.create(child=child, adult=head, role=towards)
            record(by=by, act="child.relations_said", subject=child, roles=[towards])
        if is_led_by_unrelated(head=head.birth, role=role, on=on):
            for handler in _handlers:
                handler(by=by, child=child)
