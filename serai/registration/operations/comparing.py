"""Registering beside files that are alike: the person is known, or is not, or a colleague looks again."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.duplicates.choices import Said, Why
from serai.duplicates.operations.pairs import keep_to_compare, say_different
from serai.duplicates.queries.alike import facts_of, likely, numbers_of
from serai.people.models import Name, Person, Registration
from serai.people.operations.names import refresh_tokens
from serai.registration.operations.registration import Told, register_again, register_person


@dataclass(frozen=True)
class Beside:
    """The files that are alike, and what was said of them: different, or why somebody else shall compare them."""

    others: tuple[int, ...] = ()
    said: str = Why.LATER


@transaction.atomic
def register_beside(*, by: Posting, told: Told, on: date, form_token: UUID | None, beside: Beside) -> Person:
    """Open a new file, and keep what was said of those that are alike. Raises NoConsentNoFile."""
    person = register_person(by=by, told=told, on=on, form_token=form_token)
    if beside.said == Said.DIFFERENT:
        say_different(by=by, person=person, others=beside.others)
    else:
        keep_to_compare(by=by, person=person, others=beside.others, why=Why(beside.said))
    return person


@transaction.atomic
def register_known(*, by: Posting, person: Person, told: Told, on: date) -> Registration:
    """It is this person: one more registration, found from now on by the name as it was written today as well. Raises
    OutOfReach, NoConsentNoFile."""
    registration = register_again(by=by, person=person, on=on)
    _keep_spelling(by=by, person=person, script=told.script, parts=told.name)
    return registration


def keep_alike(*, by: Posting, person: Person) -> None:
    """A number was read from a document: a colleague compares files here that may be this person's, the number weighed
    with all the file says. Nothing is shown of them. Part of a larger act."""
    told = numbers_of(posting=by, people=[person])[person.pk]
    others = likely(posting=by, facts=replace(facts_of(person), numbers=told), but=[person.pk])
    keep_to_compare(by=by, person=person, others=[one.person_id for one in others], why=Why.FOUND)


def _keep_spelling(*, by: Posting, person: Person, script: str, parts: dict[str, str]) -> None:
    """One more way in which the name was written, unless it is known: the person is found by it from now on."""
    said = " ".join(words.strip() for words in parts.values() if words.strip())
    if said and said not in {name.full for name in person.names.order_by("pk")}:
        Name.objects.create(person=person, script=script, is_other=True, **parts)
        refresh_tokens(person=person)
        record(by=by, act="person.name_added", subject=person, script=script)
