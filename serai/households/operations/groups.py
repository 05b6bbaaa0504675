"""Registering people who arrive together: each gets a file of their own, and their place in one household."""

from collections.abc import Callable
from dataclasses import dataclass, field
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
from serai.registration.operations.comparing import Beside, register_beside, register_known
from serai.registration.operations.registration import NoConsentNoFile, Told, already_sent

type Handler = Callable[..., None]

_handlers: list[Handler] = []


def declare(handler: Handler) -> None:
    """Called from a room's `ready()`, for a group with a child that somebody unrelated leads. The handler gets `by` and
    `child`, in the transaction of the registration."""
    if handler not in _handlers:
        _handlers.append(handler)


@dataclass(frozen=True)
class Arrived:
    """One person of a group: what is registered, and who they are to its head. `known` is their file where they have
    one already; `beside` are files that are alike, and what was said of them."""

    told: Told
    role: str
    known: Person | None = None
    beside: Beside = field(default_factory=Beside)


@dataclass(frozen=True)
class Shared:
    """What was said once for all, and is written in each file."""

    mother_tongue: str = ""
    origin_detail: str = ""


@transaction.atomic
def register_group(
    *, by: Posting, group: list[Arrived], shared: Shared, on: date, form_token: UUID
) -> list[tuple[Person, str]]:
    """A file for each who does not refuse and has none, and one household of them; the first is its head. The same form
    sent twice is one group. Returns the people with their roles. Raises NoConsentNoFile where all refuse."""
    tokens = [uuid5(form_token, str(place)) for place in range(len(group))]
    is_sent = any(already_sent(by=by, form_token=token) for token in tokens)
    people = [
        (person, one.role)
        for one, token in zip(group, tokens, strict=True)
        if (person := _registered(by=by, one=one, shared=shared, on=on, form_token=token))
    ]
    if not people:
        raise NoConsentNoFile
    if not is_sent:
        _put_together(by=by, people=people, on=on)
    return people


def _registered(*, by: Posting, one: Arrived, shared: Shared, on: date, form_token: UUID) -> Person | None:
    """Nobody where they refuse, today or in the file that they have."""
    if one.told.consent_status == ConsentStatus.REFUSED:
        return None
    if known := already_sent(by=by, form_token=form_token):
        return known  # as it is by now: sent again, with other words, the form corrects nothing
    if one.known is not None:
        try:
            return register_known(by=by, person=one.known, told=one.told, on=on).person
        except NoConsentNoFile:
            return None
    person = register_beside(by=by, told=one.told, on=on, form_token=form_token, beside=one.beside)
    person.mother_tongue, person.origin_detail = shared.mother_tongue, shared.origin_detail
    person.save(update_fields=["mother_tongue", "origin_detail", "updated_at"])
    return person


def _put_together(*, by: Posting, people: list[tuple[Person, str]], on: date) -> None:
    """Who was here before stays in the household that they have. The others join that of the head, or begin one."""
    held = Membership.objects.filter(person__in=[person.pk for person, _role in people], left_on=None)
    places = {place.person_id: place for place in held.select_related("household")}
    alone = [(person, role) for person, role in people if person.pk not in places]
    head, role = people[0]
    place = places.get(head.pk)
    if len(people) == 1 or not alone or (place is not None and place.role != HouseholdRole.HEAD):
        return
    household = place.household if place else Household.objects.create(centre_id=by.here)
    for person, their_role in alone:
        join(by=by, household=household, person=person, place=Place(their_role, Relation.CLAIMED))
    if role == HouseholdRole.HEAD:
        _towards_the_head(by=by, head=head, others=[pair for pair in alone if pair[0] != head], on=on)


def _towards_the_head(*, by: Posting, head: Person, others: list[tuple[Person, str]], on: date) -> None:
    """A role says who each child is to the head, and so who the head is to the child; nothing about anybody else."""
    for child, role in others:
        if not rules.is_child_on(child.birth, on):
            continue
        if towards := of_the_head_to_a_child(role):
            Care.objects.get_or_create(child=child, adult=head, defaults={"role": towards})
            record(by=by, act="child.relations_said", subject=child, roles=[towards])
        if is_led_by_unrelated(head=head.birth, role=role, on=on):
            for handler in _handlers:
                handler(by=by, child=child)
