"""Booking, how it turned out, the rooms, that numbers were read."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from serai.appointments import rules
from serai.appointments.choices import Held, Outcome, WaitState
from serai.appointments.models import Appointment, Room, Waiting
from serai.appointments.operations.holds import Taken, give_on, lapse, leave_the_line, take
from serai.audit.operations import record
from serai.centres.models import Posting
from serai.interpreters.models import Interpreter
from serai.interpreters.queries import is_there, is_unwanted
from serai.people.models import Person
from serai.ui.editors import ChangedMeanwhile, locked_as_seen


class NotThen(Exception):
    """The interpreter has hours at this centre, and this is none of them."""


class NotForThisPerson(Exception):
    """The person does not want this interpreter."""


class TooEarly(Exception):
    """Who came and who did not is not known before the time has come."""


@dataclass(frozen=True)
class Wanted:
    """What is booked."""

    service_type: str
    starts_at: datetime
    minutes: int
    staff_id: int
    room: Room | None = None
    interpreter: Interpreter | None = None
    language: str = ""

    @property
    def held(self) -> list[tuple[str, int]]:
        """What it holds, in the one order in which everybody takes it."""
        found = [(Held.STAFF, self.staff_id)]
        found += [(Held.ROOM, self.room.pk)] if self.room else []
        found += [(Held.INTERPRETER, self.interpreter.pk)] if self.interpreter else []
        return [(what.value, which) for what, which in found]


def book(*, by: Posting, person: Person, wanted: Wanted) -> Appointment:
    """The person is expected. The same form sent twice is one appointment. Raises Taken, NotThen, NotForThisPerson."""
    _check_interpreter(by, person, wanted)
    try:
        return _book(by, person, wanted)
    except Taken:
        sent = Appointment.objects.filter(
            person=person,
            centre_id=by.here,
            starts_at=wanted.starts_at,
            staff_id=wanted.staff_id,
            service_type=wanted.service_type,
            outcome=Outcome.PLANNED,
            booked_by_id=by.user_id,  # another colleague's says no more than that the time is taken: not the service
        ).first()
        if sent is None:
            raise
        return sent


@transaction.atomic
def _book(by: Posting, person: Person, wanted: Wanted) -> Appointment:
    lapse(at=timezone.now())
    mine = Waiting.objects.filter(person=person, centre_id=by.here, service_type=wanted.service_type)
    leave_the_line(mine, state=WaitState.BOOKED, at=timezone.now())
    on = timezone.localdate(wanted.starts_at)
    appointment = Appointment.objects.create(
        person=person,
        centre_id=by.here,
        service_type=wanted.service_type,
        on=on,
        starts_at=wanted.starts_at,
        ends_at=wanted.starts_at + timedelta(minutes=wanted.minutes),
        staff_id=wanted.staff_id,
        room=wanted.room,
        interpreter=wanted.interpreter,
        language=wanted.language,
        sex=person.sex,
        age_band=person.band_on(on),
        booked_by_id=by.user_id,
    )
    take(wanted.held, quarters=rules.quarters(wanted.starts_at, wanted.minutes), appointment=appointment)
    record(by=by, act="appointment.booked", subject=person, service=wanted.service_type)
    return appointment


def _check_interpreter(by: Posting, person: Person, wanted: Wanted) -> None:
    if wanted.interpreter is None:
        return
    if is_unwanted(person=person, interpreter=wanted.interpreter):
        raise NotForThisPerson
    ends_at = wanted.starts_at + timedelta(minutes=wanted.minutes)
    if not is_there(wanted.interpreter, centre_id=by.here, starts_at=wanted.starts_at, ends_at=ends_at):
        raise NotThen


@transaction.atomic
def turn_out(*, by: Posting, appointment: Appointment, outcome: str, version: int | None, at: datetime) -> None:
    """How it turned out; what was said before is corrected. Once the time was given back, it is booked anew instead.
    Raises TooEarly, ChangedMeanwhile."""
    if not rules.may_turn_out(outcome, starts=appointment.starts_at, now=at):
        raise TooEarly
    now = locked_as_seen(Appointment.objects.all(), pk=appointment.pk, version=version)
    if rules.frees(now.outcome) and now.starts_at > at:
        raise ChangedMeanwhile
    was_free = rules.frees(now.outcome)
    now.outcome, now.outcome_at, now.outcome_by_id = outcome, at, by.user_id
    now.version += 1
    now.save(update_fields=["outcome", "outcome_at", "outcome_by", "version"])
    if rules.frees(outcome):
        now.holds.all().delete()
        if not was_free:
            give_on(by=by, freed=now, at=at)
    record(by=by, act="appointment.ended", subject=appointment, outcome=outcome)


@transaction.atomic
def move(*, by: Posting, appointment: Appointment, wanted: Wanted, at: datetime) -> Appointment:
    """The person is expected at another time, and the first one is given back; or nothing changes. Raises
    ChangedMeanwhile, and what booking raises."""
    if appointment.outcome != Outcome.PLANNED:
        raise ChangedMeanwhile
    turn_out(by=by, appointment=appointment, outcome=Outcome.EXCUSED, version=appointment.version, at=at)
    return book(by=by, person=appointment.person, wanted=wanted)


def note_reminders(*, by: Posting, numbers: int) -> None:
    """The reminders of a day were read: how many telephone numbers stood there, and nothing of whose."""
    record(by=by, act="appointment.reminders_read", numbers=numbers)


def note_numbers(*, by: Posting, numbers: int) -> None:
    """The numbers of those to whom a time is offered were read: how many, and nothing of whose."""
    record(by=by, act="offer.numbers_read", numbers=numbers)


@transaction.atomic
def keep_rooms(*, by: Posting, open_rooms: Set[int], new: str = "") -> None:
    """These rooms of the centre are open, the others closed; and a new one."""
    for room in Room.objects.select_for_update().filter(centre_id=by.here).order_by("pk"):
        if room.is_open != (room.pk in open_rooms):
            room.is_open = not room.is_open
            room.save(update_fields=["is_open"])
            record(by=by, act="room.opened" if room.is_open else "room.closed", subject=room)
    if new:
        room, made = Room.objects.get_or_create(centre_id=by.here, name=new)
        if made:
            record(by=by, act="room.added", subject=room)
