"""Record a service given, to nobody in particular or to people with a file; undo it; record what was not given."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from serai.assistance import rules
from serai.assistance.choices import Mode
from serai.assistance.models import Delivery, UnmetNeed
from serai.assistance.queries import given_that_day
from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.choices import AgeBand, Sex
from serai.people.models import Person


class GivenToday(Exception):
    """The same service was already given to the same person that day; say why again, or leave it."""

    def __init__(self, services: list[str]) -> None:
        super().__init__(services)
        self.services = services


class TooLateToUndo(Exception):
    """It was recorded on an earlier day, or is undone already."""


@dataclass(frozen=True)
class Receivers:
    """People without a name: how many, and what can be seen of them."""

    number: int = 1
    sex: str = Sex.UNKNOWN
    age_band: str = AgeBand.UNKNOWN
    nationality: str = "unknown"


@dataclass(frozen=True)
class Help:
    """What was given, when and how; the same for everybody in one form."""

    services: list[str]
    on: date
    session: UUID
    mode: str = Mode.DIRECT
    why_again: str = ""


@dataclass
class Outcome:
    """What one form recorded, and what it left out because it was already given that day."""

    deliveries: list[Delivery] = field(default_factory=list)
    repeated: list[Person] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.deliveries or self.repeated)


@transaction.atomic
def give_without_a_name(*, by: Posting, help_given: Help, receivers: Receivers, at: datetime) -> int:
    """Any service, to anybody, with no name and no consent; returns how many people (0 if it was sent before)."""
    deliveries = [
        _delivery(by, help_given, service, line, at, receivers) for line, service in enumerate(help_given.services)
    ]
    if not _write(deliveries):
        return 0
    for delivery in deliveries:
        record(
            by=by,
            act="delivery.recorded",
            subject=delivery,
            service_type=delivery.service_type,
            people=receivers.number,
        )
    return receivers.number


def _is_sent(session: UUID) -> bool:
    """Whether this form was sent before."""
    with second_line.everywhere("a form's token is one of its kind in the whole network"):
        return Delivery.objects.filter(session=session).exists()


@transaction.atomic
def give_to_people(
    *, by: Posting, help_given: Help, people: list[Person], at: datetime, leave_out_repeats: bool = False
) -> Outcome:
    """Each service to each person. What was already given that day needs a reason to be given again: without one it
    is left out, or, if nothing may be left out, nothing is recorded. Raises GivenToday."""
    if _is_sent(help_given.session):
        return Outcome()
    given = set() if help_given.why_again else given_that_day(posting=by, people=people, help_given=help_given)
    if given and not leave_out_repeats:
        raise GivenToday(sorted({service for _, service in given}))
    outcome = Outcome(repeated=[person for person in people if any(pk == person.pk for pk, _ in given)])
    wanted = [(person, service) for person in people for service in help_given.services]
    for line, (person, service) in enumerate(wanted):
        if (person.pk, service) not in given:
            receivers = Receivers(1, person.sex, person.band_on(help_given.on), person.nationality)
            delivery = _delivery(by, help_given, service, line, at, receivers)
            delivery.person = person
            outcome.deliveries.append(delivery)
    if not _write(outcome.deliveries):
        return Outcome()
    for delivery in outcome.deliveries:
        record(by=by, act="delivery.recorded", subject=delivery.person, service_type=delivery.service_type)
    return outcome


@transaction.atomic
def undo(*, by: Posting, delivery: Delivery, reason: str, at: datetime) -> None:
    """Mark a delivery as recorded by mistake: it stays, and no figure counts it. Raises TooLateToUndo."""
    now = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    recorded_on = timezone.localdate(now.recorded_at)
    today = timezone.localdate(at)
    if not rules.may_undo(recorded_on=recorded_on, today=today, is_undone=now.undone_at is not None):
        raise TooLateToUndo
    now.undone_at, now.undone_by_id, now.why_undone = at, by.user_id, reason
    now.save(update_fields=["undone_at", "undone_by", "why_undone"])
    record(by=by, act="delivery.undone", subject=now, service_type=now.service_type, reason=reason)


@transaction.atomic
def record_unmet_need(
    *, by: Posting, help_wanted: Help, reason: str, receivers: Receivers, at: datetime, person: Person | None = None
) -> bool:
    """What was needed and could not be given, and why; returns whether this form was new."""
    if person is not None:
        receivers = Receivers(1, person.sex, person.band_on(help_wanted.on), person.nationality)
    (service,) = help_wanted.services
    unmet = UnmetNeed(
        centre_id=by.here,
        service_type=service,
        reason=reason,
        noted_on=help_wanted.on,
        person=person,
        number=receivers.number,
        sex=receivers.sex,
        age_band=receivers.age_band,
        nationality=receivers.nationality,
        session=help_wanted.session,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )
    try:
        with transaction.atomic():
            unmet.save(force_insert=True)
    except IntegrityError:  # the same form sent twice
        return False
    record(by=by, act="unmet_need.recorded", subject=person, service_type=service, reason=reason)
    return True


def _delivery(by: Posting, help_given: Help, service: str, line: int, at: datetime, to: Receivers) -> Delivery:
    return Delivery(
        centre_id=by.here,
        service_type=service,
        given_on=help_given.on,
        mode=help_given.mode,
        number=to.number,
        sex=to.sex,
        age_band=to.age_band,
        nationality=to.nationality,
        why_again=help_given.why_again,
        session=help_given.session,
        line=line,
        recorded_at=at,
        recorded_by_id=by.user_id,
    )


def _write(deliveries: list[Delivery]) -> bool:
    """Whether these are new; the same form sent twice is recorded once."""
    try:
        with transaction.atomic():
            Delivery.objects.bulk_create(deliveries)
    except IntegrityError:
        return False
    return True
