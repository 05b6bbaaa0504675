"""What is left of a person for the figures, when the rest is taken out."""

from typing import Any
from uuid import uuid4

from django.db.models import QuerySet, UUIDField

from serai.centres.models import Decision
from serai.people.access import TWIN
from serai.people.holdings import declared
from serai.people.models import Household, Person
from serai.people.operations.erasing import handlers, take_out


def _readdress(rows: QuerySet[Any]) -> None:
    """An address or the token of a form that somebody kept leads nowhere, and tells nobody which numbers were whose,
    nor who stood in line with them."""
    names = [f.name for f in rows.model._meta.concrete_fields if isinstance(f, UUIDField) and not f.primary_key]
    found = list(rows)
    for row in found:
        for name in names:
            setattr(row, name, getattr(row, name) and uuid4())
    if names and found:
        rows.model._base_manager.bulk_update(found, names, batch_size=100)


def _decide_about_nobody(person: Person) -> None:
    """What two decided stays, without the number of the person whom it was about."""
    for decision in Decision.objects.filter(what__person=person.pk):
        Decision.objects.filter(pk=decision.pk).update(what=decision.what | {"person": None})


def make_numbers(*, person: Person) -> None:
    """Leave of a person what the figures count, as rows of a twin of whom only sex and nationality are known, and
    delete the rest. Part of a larger transaction."""
    for handler in handlers():
        handler(person=person)
    twin = Person(sex=person.sex, nationality=person.nationality, child_status=person.child_status)
    twin.code = f"{TWIN}{twin.public_id.hex[:20]}"
    twin.save()
    _decide_about_nobody(person)
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
