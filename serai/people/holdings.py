"""What the house holds about people: each room declares its tables, how long each is kept, how each is corrected."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models.functions import TruncMonth
from django.utils import timezone

from serai.centres import second_line
from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.codes.words import Words
from serai.people import rules
from serai.people.choices import ChildStatus
from serai.people.models import (
    Card,
    Care,
    Consent,
    Document,
    JourneyLeg,
    KeptFile,
    Membership,
    Name,
    NameToken,
    NumberToken,
    Person,
    Registration,
)

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Holding:
    """A table with a foreign key to a person. `level`: how sensitive its rows are; of a table that holds several,
    the highest (privacy/levels.py says who may see how much). `keep_for` is counted from the last contact.
    `recount(person)` refreshes the age band and sex that the rows keep from the day of the event.
    `contact`: the column of the day on which the person was here, if a row says that they were.
    `as_numbers(rows, twin)`: what is left of the rows for the figures when the person is erased, as rows of a twin of
    whom nothing else is known; without it they are deleted. A ledger is deleted after its person (a trigger sees to
    it). `follows`: what becomes of the rows when two files turn out to be one person's; every table says so. `fit(row,
    to)`: what else of a row changes, so that it fits beside those of the other file. `move(rows, to)`: how the rows
    become another person's, where more than the column ties them to theirs. `clash(one, other)`: what somebody should
    know before, in words."""

    model: type[models.Model]
    level: Level
    keep_for: timedelta
    recount: Callable[[Person], None] | None = None
    contact: str = ""
    as_numbers: Callable[[models.QuerySet[Any], Person], None] | None = None
    is_ledger: bool = False
    follows: Follows | None = None
    fit: Callable[[Any, Person], dict[str, Any]] | None = None
    move: Callable[[models.QuerySet[Any], Person], None] | None = None
    clash: Callable[[Person, Person], list[Words]] | None = None

    @property
    def links(self) -> list[str]:
        """The columns of the table that point at a person."""
        return [field.attname for field in self.model._meta.concrete_fields if field.related_model is Person]


def to_the_month(*columns: str, **blank: Any) -> Callable[[models.QuerySet[Any], Person], None]:
    """For `as_numbers`: these dates and times keep their month only, and `blank` says what else becomes of the row."""

    def keep(rows: models.QuerySet[Any], twin: Person) -> None:
        rows.update(person=twin, **{column: TruncMonth(column) for column in columns}, **blank)

    return keep


_holdings: list[Holding] = []


def declare(*holdings: Holding) -> None:
    """Called from a room's `ready()`."""
    _holdings.extend(h for h in holdings if h.model not in {known.model for known in _holdings})


def declared() -> list[Holding]:
    return list(_holdings)


def files_of(person: Person) -> list[Person]:
    """The file, and those that went into it: what stayed with them is this person's as well."""
    return [person, *person.merged.order_by("pk")]


def recount(*, person: Person) -> None:
    """Refresh, in every room's rows, the sex and age band kept from the day of the event."""
    with second_line.everywhere("the rows of one person, at each centre where they were"):
        for holding in declared():
            if holding.recount is not None:
                holding.recount(person)


def _status_of_the_day(person: Person, registration: Registration) -> str:
    """Who was with a child then stays as it was recorded then; only adult or child follows a corrected birth."""
    if not rules.is_child_on(person.birth, registration.registered_on):
        return ChildStatus.ADULT
    return ChildStatus.UNKNOWN if registration.child_status == ChildStatus.ADULT else registration.child_status


def recount_registrations(person: Person) -> None:
    for registration in person.registrations.all():
        registration.sex = person.sex
        registration.age_band = person.band_on(registration.registered_on)
        registration.child_status = _status_of_the_day(person, registration)
        registration.nationality = person.nationality
        registration.save(update_fields=["sex", "age_band", "child_status", "nationality"])


def _after_the_others(leg: JourneyLeg, to: Person) -> dict[str, Any]:
    last = to.journey.order_by("-position").values_list("position", flat=True).first() or 0
    return {"position": last + 1}


def _one_household(membership: Membership, to: Person) -> dict[str, Any]:
    has_one = to.memberships.filter(left_on=None).exists()
    return {"left_on": timezone.localdate()} if has_one and membership.left_on is None else {}


OWN = [
    Holding(
        model=Registration,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        recount=recount_registrations,
        contact="registered_on",
        as_numbers=to_the_month("registered_on", "registered_at", form_token=None),
        follows=Follows.MOVES,
    ),
    *(
        Holding(model=m, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=follows, fit=fit)
        for m, follows, fit in (
            (Name, Follows.MOVES, lambda name, to: {"is_other": True}),
            (NameToken, Follows.ANEW, None),
            (NumberToken, Follows.ANEW, None),
            (JourneyLeg, Follows.MOVES, _after_the_others),
            (Document, Follows.MOVES, None),
            (Membership, Follows.MOVES, _one_household),
            (Care, Follows.MOVES, None),
            (Card, Follows.STAYS, None),  # sealed to the file that it was given for
            (KeptFile, Follows.MOVES, None),
        )
    ),
    Holding(
        model=Consent,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        is_ledger=True,
        follows=Follows.MOVES,
    ),
]
