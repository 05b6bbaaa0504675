"""Who of the imported rows may have had a file before: nobody stands there to be asked, so a colleague compares."""

from serai.centres.models import Posting
from serai.duplicates.choices import Why
from serai.duplicates.operations.pairs import keep_to_compare
from serai.duplicates.queries.alike import likely
from serai.duplicates.rules import Facts
from serai.imports.models import ImportBatch
from serai.people.models import Person


def keep_alike(*, by: Posting, batch: ImportBatch, taken: list[tuple[Person, tuple[str, ...]]]) -> None:
    """Part of the transaction that takes them in, each with their names. What the network brings to a centre is out of
    its own reach: the nightly search finds those."""
    if by.centre_id != batch.centre_id:
        return
    for person, names in taken:
        facts = Facts(names, person.sex, person.birth, person.nationality, person.origin_place)
        others = [one.person_id for one in likely(posting=by, facts=facts, but=[person.pk])] if names else []
        keep_to_compare(by=by, person=person, others=others, why=Why.FOUND)
