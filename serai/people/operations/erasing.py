"""Taking a person out of the tables, for good. What is left for the figures belongs to a twin by then."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet

from serai.people.holdings import declared
from serai.people.models import Household, Person

type Handler = Callable[..., None]

_handlers: list[Handler] = []


def declare(handler: Handler) -> None:
    """Called from a room's `ready()`, when it keeps something about people that no foreign key leads to. The handler
    gets `person`, in the transaction of the erasing, while the person is still there."""
    if handler not in _handlers:
        _handlers.append(handler)


def everybody() -> QuerySet[Person]:
    """All people with a file, whatever the centre: for what must find whose time is over. Nothing of them is shown."""
    return Person.objects.exclude(code__startswith=TWIN)


TWIN = "~"  # begins the code of a twin: no file code does, so none is found by code


def take_out(*, people: Iterable[int]) -> None:
    """Delete these people and their ledgers, when nothing else is left of them. Part of a larger transaction.

    A line of a ledger may go only once its person is gone (a trigger sees to it), so they go first; the database
    checks the links at the end of the transaction.
    """
    gone = list(people)
    persons = Person.objects.filter(pk__in=gone)
    persons._raw_delete(persons.db)
    for holding in declared():
        if holding.is_ledger:
            for link in holding.links:
                lines = holding.model._base_manager.filter(**{f"{link}__in": gone})
                lines._raw_delete(lines.db)


def _readdress(rows: QuerySet[Any]) -> None:
    """An address that somebody kept leads nowhere, and tells nobody which numbers were whose."""
    if any(field.name == "public_id" for field in rows.model._meta.concrete_fields):
        for row in rows:
            row.public_id = uuid4()
            row.save(update_fields=["public_id"])


def make_numbers(*, person: Person) -> None:
    """Leave of a person what the figures count, as rows of a twin of whom only sex and nationality are known, and
    delete the rest. Part of a larger transaction."""
    for handler in _handlers:
        handler(person=person)
    twin = Person(sex=person.sex, nationality=person.nationality, child_status=person.child_status)
    twin.code = f"{TWIN}{twin.public_id.hex[:20]}"
    twin.save()
    households = list(person.memberships.values_list("household_id", flat=True))
    for holding in declared():
        for link in holding.links:
            rows = holding.model._base_manager.filter(**{link: person.pk})
            if holding.as_numbers is not None:
                holding.as_numbers(rows, twin)
                _readdress(holding.model._base_manager.filter(**{link: twin.pk}))
            elif not holding.is_ledger:
                rows.delete()
    take_out(people=[person.pk])
    Household.objects.filter(pk__in=households, memberships=None).delete()
