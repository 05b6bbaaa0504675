"""A household: who is in it and in reach, and who is with a child. Nothing of what their files hold."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from serai.centres.models import Posting
from serai.households.rules import Companion, suggested_status
from serai.people import rules
from serai.people.access import reached
from serai.people.models import Care, Membership, Person
from serai.people.queries.names import Called, called
from serai.people.words import birth_words


@dataclass(frozen=True)
class Member:
    """One line of the page: by whom a person is known, and their role."""

    membership: Membership
    person: Person
    called: Called
    age: str
    is_child: bool


def membership_of(person: Person) -> Membership | None:
    """The person's place in the household of now, if there is one."""
    return Membership.objects.filter(person=person, left_on=None).select_related("household").first()


def _together(*, posting: Posting, person: Person) -> QuerySet[Membership]:
    mine = Membership.objects.filter(person=person, left_on=None).values("household_id")
    return Membership.objects.filter(
        reached(posting=posting, person="person_id"), household_id__in=mine, left_on=None
    ).order_by("joined_on", "pk")


def members(*, posting: Posting, person: Person, on: date) -> list[Member]:
    """Everybody of the person's household who is in reach, the person included."""
    found = _together(posting=posting, person=person).select_related("person").prefetch_related("person__names")
    return [
        Member(
            membership=one,
            person=one.person,
            called=called(one.person.names.all()),
            age=birth_words(one.person.birth, on=on, told_on=one.person.age_told_on),
            is_child=rules.is_child_on(one.person.birth, on),
        )
        for one in found
    ]


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """On the person's page: a link to each of the others, nothing of what their files hold."""
    others = _together(posting=posting, person=person).exclude(person=person).select_related("person")
    return {"others": list(others), "person": person}


def adults_with(*, members: list[Member], child: Person) -> list[Member]:
    """Those of the household who are adults and not the child itself."""
    return [one for one in members if not one.is_child and one.person.pk != child.pk]


def relations_to(child: Person) -> dict[int, Care]:
    """What was said about each adult, by the adult's id."""
    return {care.adult_id: care for care in Care.objects.filter(child=child).order_by("pk")}


def suggestion(*, child: Person, members: list[Member], on: date) -> str | None:
    """Who is with the child, as the answers point to; None while somebody still has to be asked."""
    said = relations_to(child)
    present = [one for one in adults_with(members=members, child=child) if one.membership.is_present]
    companions = [
        Companion(said[one.person.pk].role, is_adult=True, relation=said[one.person.pk].relation)
        for one in present
        if one.person.pk in said
    ]
    return suggested_status(
        is_child=rules.is_child_on(child.birth, on), companions=companions, not_asked=len(present) - len(companions)
    )


def relation_values(*, members: list[Member], child: Person) -> dict[str, str]:
    """What is stored, by the names of the form's fields."""
    said, values = relations_to(child), {}
    for one in adults_with(members=members, child=child):
        care = said.get(one.person.pk)
        values[f"role-{one.person.public_id}"] = care.role if care else ""
        values[f"relation-{one.person.public_id}"] = care.relation if care else "claimed"
        values[f"proof-{one.person.public_id}"] = care.proof if care else ""
        values[f"since-{one.person.public_id}"] = care.since if care else ""
    return values
