"""Telephones and document numbers as keyed hashes, by which a person is found exactly."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from serai.centres import second_line
from serai.codes import countries
from serai.people.keyed import hashed, which_key
from serai.people.models import Document, NumberToken, Person, Registration
from serai.people.rules import numbers

BATCH = 1_000


@transaction.atomic
def refresh_numbers(*, people: Sequence[Person]) -> None:
    """Make these people findable by the numbers of now where they are registered. Call it when either has changed."""
    with second_line.everywhere("a person has one set of numbers at every centre"):
        held = _tokens(people)
        NumberToken.objects.filter(person__in=people).delete()
        NumberToken.objects.bulk_create(held, batch_size=500)


def hash_anew() -> int:
    """Hash the numbers of everybody who has none under the key of now: after an upgrade, a restore, a lost key. Stopped
    half-way, it goes on where it was. Gives how many people it hashed."""
    count, last = 0, 0
    with second_line.everywhere("numbers of people are hashed anew under another key"):
        while people := list(_unhashed().filter(pk__gt=last).order_by("pk")[:BATCH]):
            refresh_numbers(people=people)
            count, last = count + len(people), people[-1].pk
    return count


def _unhashed() -> QuerySet[Person]:
    now = NumberToken.objects.filter(person=OuterRef("pk"), key=which_key())
    written = Document.objects.filter(person=OuterRef("pk")).exclude(number="")
    return Person.objects.filter(~Q(phone="") | Exists(written)).exclude(Exists(now))


def _tokens(people: Sequence[Person]) -> list[NumberToken]:
    here = Registration.objects.filter(person__in=people).order_by("person_id", "centre_id")
    where: dict[int, dict[int, str]] = defaultdict(dict)
    for person_id, centre_id, country in here.values_list("person_id", "centre_id", "centre__country"):
        where[person_id][centre_id] = countries.two_letters(country)
    documents: dict[int, set[str]] = defaultdict(set)
    written = Document.objects.filter(person__in=people).order_by("person_id", "pk")
    for person_id, number, country in written.values_list("person_id", "number", "country"):
        documents[person_id].add(numbers.document(number, country))
    key, tokens = which_key(), []
    also: dict[int, list[str]] = defaultdict(list)
    for gone in Person.objects.filter(merged_into__in=people).order_by("pk"):
        also[gone.merged_into_id or 0].append(gone.phone)
    for person in people:
        centres = where[person.pk]
        called = ",".join([person.phone, *also[person.pk]])
        forms = numbers.phones(called, sorted(set(centres.values()))) | documents[person.pk]
        wanted = sorted(hashed(form) for form in forms - {""})
        tokens += [
            NumberToken(person=person, centre_id=one, token=token, key=key) for one in centres for token in wanted
        ]
    return tokens
