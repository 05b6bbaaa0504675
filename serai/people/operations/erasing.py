"""Taking a person out of the tables, for good. What is left for the figures belongs to a twin by then."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from serai.people.access import TWIN
from serai.people.holdings import declared
from serai.people.models import Person

type Handler = Callable[..., None]

_handlers: list[Handler] = []


def declare(handler: Handler) -> None:
    """Called from a room's `ready()`, when it keeps something about people that no foreign key leads to. The handler
    gets `person`, in the transaction of the erasing, while the person is still there."""
    if handler not in _handlers:
        _handlers.append(handler)


def handlers() -> list[Handler]:
    """What has to be done before a person goes, room by room."""
    return list(_handlers)


def everybody() -> QuerySet[Person]:
    """All people with a file, whatever the centre: for what must find whose time is over. Nothing of them is shown."""
    return Person.objects.exclude(code__startswith=TWIN)


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
