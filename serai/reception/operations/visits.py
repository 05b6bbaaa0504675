"""From arrival to departure: open a visit, triage it, join it to a file, close it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.models import Person
from serai.reception.choices import LIVE_STATES, TokenState, YesNo
from serai.reception.models import Departure, QueueToken, Visit
from serai.ui.editors import ChangedMeanwhile, locked_as_seen

type Handler = Callable[..., None]

_when_named: list[Handler] = []


def declare(handler: Handler) -> None:
    """Called from a room's `ready()`: what else follows when a visit gets its file. The handler gets `visit` and
    `person`, in the transaction."""
    if handler not in _when_named:
        _when_named.append(handler)


class AlreadyHere(Exception):
    """This person's visit is open at this centre."""


class AlreadyLeft(Exception):
    """The visit was closed before."""


@dataclass(frozen=True)
class Arrival:
    """What is noted of somebody who arrives: no name, and nothing that must be answered but sex and age."""

    sex: str
    age_band: str
    nationality: str = "unknown"
    language: str = ""


@dataclass(frozen=True)
class Triage:
    """How urgent a visit is, and of which groups that come first the person is."""

    level: str
    priority_groups: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Leaving:
    """How somebody left, and where to."""

    kind: str
    destination: str = ""
    was_informed: str = YesNo.UNKNOWN
    is_safe: str = YesNo.UNKNOWN


def arrival_of(person: Person, *, at: datetime) -> Arrival:
    """A person's own sex, age band of the day and nationality, as the visit keeps them."""
    return Arrival(
        sex=person.sex,
        age_band=person.band_on(timezone.localdate(at)),
        nationality=person.nationality,
        language=person.mother_tongue,
    )


@transaction.atomic
def open_visit(
    *, by: Posting, arrival: Arrival, at: datetime, client_token: UUID, person: Person | None = None
) -> Visit:
    """Somebody has arrived. The same form sent twice opens one visit. Raises AlreadyHere."""
    try:
        with transaction.atomic():
            visit = Visit.objects.create(
                centre_id=by.here,
                person=person,
                sex=arrival.sex,
                age_band=arrival.age_band,
                nationality=arrival.nationality,
                language=arrival.language,
                arrived_on=timezone.localdate(at),
                arrived_at=at,
                client_token=client_token,
                recorded_by_id=by.user_id,
            )
    except IntegrityError as twice:
        with second_line.everywhere("a form's token is one of its kind in the whole network"):
            sent = Visit.objects.filter(client_token=client_token, centre_id=by.here).first()
        if sent is None:
            raise AlreadyHere from twice
        return sent
    if person is not None:  # what was promised to them yesterday
        promised = QueueToken.objects.filter(centre_id=by.here, on=visit.arrived_on, state=TokenState.WAITING)
        promised.filter(visit__person=person, is_promised=True).update(visit=visit)
    record(by=by, act="visit.opened", subject=visit, named=person is not None)
    return visit


@transaction.atomic
def name_visit(*, by: Posting, visit: Visit, person: Person) -> None:
    """The somebody of this visit has a file now. Raises AlreadyHere if another visit of the person is open."""
    arrival = arrival_of(person, at=visit.arrived_at)
    try:
        with transaction.atomic():
            named = Visit.objects.filter(pk=visit.pk, person=None, left_at=None).update(
                person=person, sex=arrival.sex, age_band=arrival.age_band, nationality=arrival.nationality
            )
    except IntegrityError as twice:
        raise AlreadyHere from twice
    if not named:
        raise ChangedMeanwhile
    for handler in _when_named:
        handler(visit=visit, person=person)
    record(by=by, act="visit.named", subject=visit)


@transaction.atomic
def triage_visit(*, by: Posting, visit: Visit, triage: Triage, version: int | None, at: datetime) -> None:
    """Say how urgent it is and which priority groups apply. Raises ChangedMeanwhile or AlreadyLeft."""
    if not Visit.objects.filter(pk=visit.pk, left_at=None).exists():
        raise AlreadyLeft
    now = locked_as_seen(Visit.objects.all(), pk=visit.pk, version=version)
    now.triage_level, now.priority_groups, now.triaged_at = triage.level, triage.priority_groups, at
    now.version += 1
    now.save(update_fields=["triage_level", "priority_groups", "triaged_at", "version"])
    record(by=by, act="visit.triaged", subject=visit, level=triage.level, groups=triage.priority_groups)


@transaction.atomic
def depart(*, by: Posting, visit: Visit, leaving: Leaving, at: datetime) -> Departure:
    """Somebody has left; the visit closes and the token they held is done, but for one that was promised for a later
    day. Raises AlreadyLeft."""
    if not Visit.objects.filter(pk=visit.pk, left_at=None).update(left_at=at, version=F("version") + 1):
        raise AlreadyLeft
    departure = Departure.objects.create(
        visit=visit,
        kind=leaving.kind,
        destination=leaving.destination,
        was_informed=leaving.was_informed,
        is_safe=leaving.is_safe,
        departed_on=timezone.localdate(at),
        recorded_by_id=by.user_id,
    )
    held = QueueToken.objects.filter(visit=visit, state__in=LIVE_STATES)
    held.exclude(is_promised=True, on__gt=visit.arrived_on).update(state=TokenState.ENDED, ended_at=at)
    record(by=by, act="visit.departed", subject=visit, kind=leaving.kind)
    return departure


@transaction.atomic
def close_visits(*, by: Posting, visits: list[Visit], at: datetime) -> int:
    """They left without notice on an earlier day; returns how many visits this closed."""
    closed = 0
    for visit in visits:
        try:
            depart(by=by, visit=visit, leaving=Leaving(kind="without_notice"), at=at)
        except AlreadyLeft:
            continue
        closed += 1
    return closed
