"""Taking over what a travel document says, as far as somebody compared it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people import rules
from serai.people.access import people_in_reach
from serai.people.holdings import recount
from serai.people.models import Document, Person
from serai.people.operations.names import write_name
from serai.people.operations.numbers import refresh_numbers
from serai.registration.operations.comparing import keep_alike
from serai.registration.operations.corrections import child_status_of
from serai.ui.editors import locked_as_seen

LATIN = "latin"


@dataclass(frozen=True)
class Taken:
    """The parts that were ticked; nothing of the others."""

    document: dict[str, Any] | None = None
    name: dict[str, str] | None = None
    birth: rules.Birth | None = None
    sex: str = ""
    nationality: str = ""

    @property
    def parts(self) -> list[str]:
        return [part for part in ("document", "name", "birth", "sex", "nationality") if getattr(self, part)]


@transaction.atomic
def take_over(*, by: Posting, person: Person, taken: Taken, version: int | None) -> None:
    """Write what was ticked. The father's name and others that a zone does not have stay. The trail says which parts,
    not what they were. Raises ChangedMeanwhile."""
    current = locked_as_seen(people_in_reach(posting=by), pk=person.pk, version=version)
    current.sex, current.nationality = taken.sex or current.sex, taken.nationality or current.nationality
    if taken.birth is not None:
        current.birth_precision, current.birth_said, current.birth_told_on = taken.birth.precision, {}, None
        current.born_earliest, current.born_latest = taken.birth.earliest, taken.birth.latest
        current.child_status = child_status_of(current)
    current.version += 1
    current.save()
    if taken.name is not None:
        write_name(person=current, script=LATIN, parts=taken.name)
    if taken.document is not None:
        _keep_document(current, taken.document)
        keep_alike(by=by, person=current)
    recount(person=current)
    record(by=by, act="person.document_read", subject=current, parts=taken.parts)


def _keep_document(person: Person, said: dict[str, Any]) -> None:
    """The same document read twice is one."""
    same = {name: said[name] for name in ("kind", "country", "number")}
    Document.objects.update_or_create(person=person, **same, defaults=said)
    refresh_numbers(people=[person])
