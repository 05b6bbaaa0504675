"""Correcting the basic data. A second editor is told, not overwritten; rows that keep the day's age are refreshed."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people import rules
from serai.people.choices import ChildStatus
from serai.people.holdings import recount
from serai.people.models import Person
from serai.people.operations.names import write_name
from serai.registration.operations.registration import TOLD_AS_AGE
from serai.ui.editors import locked_as_seen


@dataclass(frozen=True)
class Corrected:
    """The basic data as it should be. The name is that of one script."""

    sex: str
    birth: rules.Birth
    nationality: str
    name: dict[str, str]
    script: str = "latin"


@transaction.atomic
def correct_basic_data(*, by: Posting, person: Person, corrected: Corrected, version: int | None) -> Person:
    """Write the basic data as corrected; the trail says which parts, not what they were. Raises ChangedMeanwhile."""
    current = locked_as_seen(Person.objects.all(), pk=person.pk, version=version)
    changed = _changed(current, corrected)
    current.sex, current.nationality = corrected.sex, corrected.nationality
    current.birth_precision = corrected.birth.precision
    if "birth" in changed:
        told = corrected.birth.precision in TOLD_AS_AGE
        current.birth_said, current.birth_told_on = {}, timezone.localdate() if told else None
    current.born_earliest, current.born_latest = corrected.birth.earliest, corrected.birth.latest
    current.child_status = child_status_of(current)
    current.version += 1
    current.save()
    write_name(person=current, script=corrected.script, parts=corrected.name)
    recount(person=current)
    record(by=by, act="person.corrected", subject=current, parts=changed)
    return current


def _changed(person: Person, corrected: Corrected) -> list[str]:
    changed = [part for part in ("sex", "nationality", "birth") if getattr(person, part) != getattr(corrected, part)]
    name = person.names.filter(script=corrected.script, is_other=False).first()
    known = {part: getattr(name, part, "") for part in corrected.name}
    return [*changed, "name"] if known != corrected.name else changed


def child_status_of(person: Person) -> str:
    """An adult is an adult; a child keeps what is known of who came with it."""
    if not rules.is_child_on(person.birth, timezone.localdate()):
        return ChildStatus.ADULT
    return ChildStatus.UNKNOWN if person.child_status == ChildStatus.ADULT else person.child_status
