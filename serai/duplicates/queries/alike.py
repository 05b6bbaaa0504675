"""Which files may be of the person who stands there. Candidates come from the index of names and numbers, bounded; the
number of questions to the database is the same however many people there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.conf import settings

from serai.centres.models import Posting
from serai.codes.words import Words
from serai.duplicates.choices import WORDS
from serai.duplicates.rules import AGAINST, Comparison, Facts, compare
from serai.people.access import people_in_reach
from serai.people.models import NumberToken, Person
from serai.search.candidates import matches
from serai.search.queries import Found, lines, numbered

COMPARED = 60  # of those whose names are likest
SHOWN = 3


@dataclass(frozen=True)
class Alike:
    """A file that may be of the same person, with what speaks for it and what against it."""

    person_id: int
    weight: float
    line: Found
    speaks_for: list[Words]
    speaks_against: list[Words]


def likely(*, posting: Posting, facts: Facts, but: Collection[int] = ()) -> list[Alike]:
    """The likeliest files in reach, if any weighs enough. Whoever is out of reach is not there."""
    weighed = sorted(
        (
            (comparison.weight, pk, comparison)
            for pk, comparison in weighed_in_reach(posting=posting, facts=facts)
            if pk not in but
        ),
        key=lambda one: (-one[0], -one[1]),
    )
    enough = [(pk, found) for weight, pk, found in weighed if weight >= settings.DUPLICATE_WEIGHT][:SHOWN]
    shown = {line.code: line for line in lines(posting=posting, ids=[pk for pk, _found in enough])} if enough else {}
    codes = dict(people_in_reach(posting=posting).filter(pk__in=[pk for pk, _ in enough]).values_list("pk", "code"))
    return [_alike(pk, found, shown[codes[pk]]) for pk, found in enough if codes.get(pk) in shown]


def weighed_in_reach(*, posting: Posting, facts: Facts) -> Iterable[tuple[int, Comparison]]:
    """Every candidate in reach, by number of row, with what a comparison gives."""
    found = [match for name in facts.names if name.strip() for match in matches(posting=posting, text=name)]
    by_name = [match.person for match in sorted(found, key=lambda match: -match.likeness.score)][:COMPARED]
    by_number = list(numbered(posting=posting, tokens=sorted(facts.numbers))) if facts.numbers else []
    wanted = list(dict.fromkeys([*by_number, *by_name]))
    if not wanted:
        return
    people = people_in_reach(posting=posting).filter(pk__in=wanted).prefetch_related("names").order_by("pk")
    for person in people:
        shared = facts.numbers if person.pk in by_number else frozenset[str]()
        yield person.pk, compare(facts, replace(facts_of(person), numbers=shared))


def facts_of(person: Person) -> Facts:
    """What the file says, as far as a registration is compared with it. Names must be loaded."""
    said = [text for name in person.names.all() for text in (name.full, name.nickname) if text]
    return Facts(
        names=tuple(said),
        sex=person.sex,
        birth=person.birth,
        nationality=person.nationality,
        origin=person.origin_place,
    )


def numbers_of(*, posting: Posting, people: Iterable[Person]) -> dict[int, frozenset[str]]:
    """The hashes of these people's telephones and documents at the posting's centre, in one question."""
    found: dict[int, set[str]] = {person.pk: set() for person in people}
    held = NumberToken.objects.filter(person__in=list(found), centre_id=posting.here)
    for person, token in held.values_list("person_id", "token"):
        found[person].add(token)
    return {person: frozenset(tokens) for person, tokens in found.items()}


def _alike(pk: int, found: Comparison, line: Found) -> Alike:
    return Alike(
        pk,
        found.weight,
        line,
        [WORDS[reason] for reason in found.reasons if reason not in AGAINST],
        [WORDS[reason] for reason in found.reasons if reason in AGAINST],
    )
