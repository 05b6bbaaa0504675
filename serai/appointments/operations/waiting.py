"""The waiting list: who waits, to whom a time is offered, what they answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from serai.appointments import rules
from serai.appointments.choices import Held, OfferState, WaitState
from serai.appointments.models import Offer, Slot, Waiting
from serai.appointments.operations.booking import Wanted, book
from serai.appointments.operations.holds import Taken, lapse, leave_the_line, take
from serai.appointments.queries.waiting import next_for
from serai.audit.operations import record
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.people.models import Person
from serai.ui.editors import ChangedMeanwhile


class WaitsAlready(Exception):
    """The person waits for this service at this centre already."""


class WaitsForSomething(Exception):
    """A colleague put the person on the list, for a service that this posting is not told: trying one after the other
    would tell it."""


class Lapsed(Exception):
    """The clock of the offer ran out before the answer came."""


@dataclass(frozen=True)
class Wished:
    """What somebody waits for, and why they go first, if they do."""

    service_type: str
    minutes: int
    language: str = ""
    priority_group: str = ""


@transaction.atomic
def wait_for(*, by: Posting, person: Person, wished: Wished, at: datetime) -> Waiting:
    """The person waits for a time. Raises WaitsAlready, WaitsForSomething."""
    if not by.may(May.SEE_PROFILE):
        listed = Waiting.objects.filter(person=person, centre_id=by.here, state=WaitState.WAITING)
        if listed.exclude(listed_by=by.user_id).exists():
            raise WaitsForSomething
    try:
        with transaction.atomic():
            waiting = Waiting.objects.create(
                person=person,
                centre_id=by.here,
                service_type=wished.service_type,
                minutes=wished.minutes,
                language=wished.language,
                priority_group=wished.priority_group,
                since=at,
                listed_by_id=by.user_id,
            )
    except IntegrityError as twice:
        raise WaitsAlready from twice
    record(by=by, act="waiting.began", subject=person, service=wished.service_type)
    return waiting


@transaction.atomic
def stop_waiting(*, by: Posting, waiting: Waiting, at: datetime) -> None:
    """The person no longer waits; what was offered to them is free again."""
    leave_the_line(Waiting.objects.filter(pk=waiting.pk), state=WaitState.ENDED, at=at)
    record(by=by, act="waiting.ended", subject=waiting)


@transaction.atomic
def offer(*, by: Posting, slot: Slot, waiting: Waiting, at: datetime) -> Offer:
    """Offer a time that was given back to who is next in line, as the page showed. It is held for them until the offer
    lapses. Raises ChangedMeanwhile when somebody else is next by now, Taken when the time is gone."""
    lapse(at=at)
    found = next_for(posting=by, slot=slot, now=at)
    if found is None or found.pk != waiting.pk:
        raise ChangedMeanwhile
    who = waiting.person
    channel = rules.safe_channel(
        phone=who.phone, is_safe=who.safe_to_call, is_shared=who.phone_is_shared, wish=who.preferred_channel
    )
    try:
        with transaction.atomic():
            made = Offer.objects.create(
                waiting=waiting,
                slot=slot,
                channel=channel,
                offered_by_id=by.user_id,
                offered_at=at,
                until=rules.lapses_at(now=at, starts=slot.starts_at),
            )
    except IntegrityError as twice:
        raise Taken(Held.STAFF) from twice
    take(_held(made), quarters=rules.quarters(slot.starts_at, waiting.minutes), offer=made)
    record(by=by, act="offer.made", subject=waiting, channel=channel)
    return made


def _held(one: Offer) -> list[tuple[str, int]]:
    return _wanted(one).held


def _wanted(one: Offer) -> Wanted:
    """Its interpreter comes along only for who waits for that language."""
    slot, waiting = one.slot, one.waiting
    return Wanted(
        service_type=waiting.service_type,
        starts_at=slot.starts_at,
        minutes=waiting.minutes,
        staff_id=slot.staff_id,
        room=slot.room,
        interpreter=slot.interpreter if waiting.language else None,
        language=waiting.language,
    )


@transaction.atomic
def answer(*, by: Posting, offer: Offer, accepted: bool, at: datetime) -> None:
    """What the person says to a time that was offered: then it is their appointment, or free again and they wait on.
    Raises ChangedMeanwhile, Lapsed, Taken, and what booking raises."""
    rows = Offer.objects.select_for_update(of=("self",)).select_related(
        "slot__room", "slot__interpreter", "waiting__person"
    )
    now = rows.filter(pk=offer.pk, state=OfferState.OPEN).first()
    if now is None:
        raise ChangedMeanwhile
    if now.until <= at:
        raise Lapsed
    now.holds.all().delete()
    now.state, now.answered_at = OfferState.ACCEPTED if accepted else OfferState.DECLINED, at
    now.save(update_fields=["state", "answered_at"])
    if accepted:
        book(by=by, person=now.waiting.person, wanted=_wanted(now))
    record(by=by, act="offer.answered", subject=now.waiting, answer=now.state)
