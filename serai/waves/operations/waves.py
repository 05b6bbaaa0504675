"""A wave as a whole: open it, count it, hand out to it, close it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from serai.assistance.operations import Help, Receivers, give_without_a_name
from serai.audit.operations import record
from serai.centres.models import Posting
from serai.reception.choices import Direction
from serai.reception.operations.gate import count_people
from serai.reception.rules import Tally
from serai.waves.choices import SheetKind
from serai.waves.models import Draft, Sheet, Wave


@dataclass(frozen=True)
class Announced:
    """What is said of a wave before it is there, or when it stands at the gate."""

    kind: str
    on: date
    announced_by: str
    about: time | None = None
    came_from: str = "unknown"
    announced: int | None = None


@transaction.atomic
def open_wave(*, by: Posting, told: Announced, form_token: UUID, at: datetime) -> Wave:
    """A wave is coming, or is here. The same form sent twice opens one."""
    said = {
        "centre_id": by.here,
        "kind": told.kind,
        "on": told.on,
        "about": told.about,
        "came_from": told.came_from,
        "announced_by": told.announced_by,
        "announced": told.announced,
        "opened_at": at,
        "opened_by_id": by.user_id,
    }
    wave, is_new = Wave.objects.get_or_create(form_token=form_token, defaults=said)
    if is_new:
        record(by=by, act="wave.announced", subject=wave, kind=told.kind, people=told.announced or 0)
    return wave


@transaction.atomic
def count_wave(*, by: Posting, wave: Wave, tallies: list[Tally], client_token: UUID, at: datetime) -> int:
    """Count people of this wave at the gate; returns how many (0 if the same form was sent before)."""
    people = count_people(
        by=by, direction=Direction.IN, tallies=tallies, group=wave.kind, client_token=client_token, at=at
    )
    if people:
        Sheet.objects.get_or_create(token=client_token, defaults={"wave": wave, "kind": SheetKind.COUNT})
        record(by=by, act="wave.counted", subject=wave, people=people)
    return people


@transaction.atomic
def give_to_wave(*, by: Posting, wave: Wave, service: str, number: int, session: UUID, at: datetime) -> int:
    """So many people of this wave got it: no name, no consent. Returns how many (0 if the form was sent before)."""
    help_given = Help(services=[service], on=timezone.localdate(at), session=session)
    people = give_without_a_name(by=by, help_given=help_given, receivers=Receivers(number), at=at)
    if people:
        Sheet.objects.get_or_create(token=session, defaults={"wave": wave, "kind": SheetKind.GIVING})
        record(by=by, act="wave.given", subject=wave, service_type=service, people=people)
    return people


@transaction.atomic
def close_wave(*, by: Posting, wave: Wave, at: datetime) -> None:
    """Nobody more is written into it. What is missing stays to be done; what was begun and not kept goes. Twice is
    once."""
    Draft.objects.filter(wave=wave).delete()
    if Wave.objects.filter(pk=wave.pk, closed_at=None).update(closed_at=at):
        record(by=by, act="wave.closed", subject=wave)


@transaction.atomic
def reopen_wave(*, by: Posting, wave: Wave) -> None:
    """Some came later after all. Twice is once."""
    if Wave.objects.filter(pk=wave.pk, closed_at__isnull=False).update(closed_at=None):
        record(by=by, act="wave.reopened", subject=wave)
