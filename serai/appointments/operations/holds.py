"""Quarters of an hour: taken, given back, passed on to who waits. What others here do with them calls these."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from serai.appointments import rules
from serai.appointments.choices import OfferState, WaitState
from serai.appointments.models import Appointment, Hold, Offer, Slot, Waiting
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.access import kept_at

SLOTS_KEPT = timedelta(days=7)


class Taken(Exception):
    """Somebody else has this time of the colleague, the room or the interpreter; `what` says which."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def take(
    held: Iterable[tuple[str, int]],
    *,
    quarters: Iterable[datetime],
    appointment: Appointment | None = None,
    offer: Offer | None = None,
) -> None:
    """Hold these quarters, in the one order in which everybody takes them. Raises Taken."""
    quarters = list(quarters)
    for what, which in held:
        try:
            with transaction.atomic():
                Hold.objects.bulk_create(
                    Hold(appointment=appointment, offer=offer, what=what, which=which, quarter=quarter)
                    for quarter in quarters
                )
        except IntegrityError as twice:
            raise Taken(what) from twice


def give_on(*, by: Posting, freed: Appointment, at: datetime) -> None:
    """Time that was given back can be offered to who waits. Time of somebody whose file is kept to a team cannot: to
    everybody else it looked free all along, and a line that says it is free now would tell that there was somebody."""
    left = rules.what_is_left(starts=freed.starts_at, ends=freed.ends_at, now=at)
    if left is None or kept_at(posting=by).filter(person=freed.person_id).exists():
        return
    begins, ends = left
    _forget(before=at - SLOTS_KEPT)
    Slot.objects.update_or_create(
        centre_id=by.here,
        staff_id=freed.staff_id,
        starts_at=begins,
        service_type=freed.service_type,
        defaults={
            "ends_at": ends,
            "room_id": freed.room_id,
            "interpreter_id": freed.interpreter_id,
            "language": freed.language,
        },
    )


def _forget(*, before: datetime) -> None:
    """Times that are long past, and to whom they were offered, go."""
    with second_line.everywhere("times that were given back go after a week, whatever the centre"):
        Offer.objects.filter(slot__ends_at__lt=before).delete()
        Slot.objects.filter(ends_at__lt=before).delete()


def lapse(*, at: datetime) -> None:
    """Offers whose clock ran out hold nothing any more, whoever may not see to whom they were made."""
    with second_line.everywhere("an offer that ran out holds nothing, in reach or not"):
        over = Offer.objects.filter(state=OfferState.OPEN, until__lte=at)
        Hold.objects.filter(offer__in=over).delete()
        over.update(state=OfferState.LAPSED)


def leave_the_line(rows: QuerySet[Waiting], *, state: WaitState, at: datetime) -> None:
    """Those of these who wait wait no longer; what was offered to them is free again."""
    waiting = rows.filter(state=WaitState.WAITING)
    offers = Offer.objects.filter(waiting__in=waiting, state=OfferState.OPEN)
    Hold.objects.filter(offer__in=offers).delete()
    offers.update(state=OfferState.DECLINED, answered_at=at)
    waiting.update(state=state, ended_at=at)
