"""Who of the imported rows may have had a file before: nobody stands there to be asked, so a colleague compares."""

from serai.centres.models import Posting
from serai.duplicates.choices import Why
from serai.duplicates.operations.pairs import keep_to_compare
from serai.duplicates.queries.alike import likely, numbers_of
from serai.duplicates.rules import Facts
from serai.imports.models import ImportBatch
from serai.people.models import Person


def keep_alike(*, by: Posting, batch: ImportBatch, taken: list[tuple[Person, tuple[str, ...]]]) -> None:
    """Part of the transaction that takes them in, each with their names. What the network brings is compared as the
    centre would that it is brought to, among that centre's files; whoever brings it is told nothing of it."""
    at = Posting(centre=batch.centre, user=by.user, role=by.role)
    told = numbers_of(posting=at, people=[person for person, _names in taken])
    for person, names in taken:
        where = (person.nationality, person.origin_place)
        facts = Facts(names, person.sex, person.birth, *where, numbers=told[person.pk])
        others = [one.person_id for one in likely(posting=at, facts=facts, but=[person.pk])] if names else []
        keep_to_compare(by=at, person=person, others=others, why=Why.FOUND)
