"""Opening in an emergency, going on, reviewing, laying and lifting decoys."""

from datetime import datetime

from django.db import transaction

from serai.accounts.models import User
from serai.audit.models import Entry
from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Centre, Posting
from serai.centres.operations.decisions import InOtherHands
from serai.centres.queries import is_in_other_hands, is_one_person
from serai.people.models import Person
from serai.registration.operations.registration import Told, register_person
from serai.sealed.access import Opened
from serai.sealed.operations.releasing import pass_on
from serai.sealed.packing import release_place
from serai.watch import rules
from serai.watch.access import switched_off
from serai.watch.choices import Alarm
from serai.watch.models import AlarmReview, Asking, Decoy, EmergencyOpening, Extension


class SwitchedOff(Exception):
    """Emergency openings wait for their review, so no new one is made; `why` says whose."""

    def __init__(self, why: rules.SwitchedOff) -> None:
        super().__init__(why)
        self.why = why


class NotYoursToReview(Exception):
    """Nobody reviews what they did themselves, or while their account is in somebody else's hands, and nothing is
    reviewed twice."""


class AlreadyAnswered(Exception):
    """Another reader was quicker, it was asked anew, or it is one's own asking."""


@transaction.atomic
def open_in_emergency(*, by: Posting, person: Person, reason: str, why: str, now: datetime) -> EmergencyOpening:
    """Open more of this file for an hour. The alarm rings at once. Raises SwitchedOff."""
    running = EmergencyOpening.objects.filter(person=person, opened_by=by.user_id, centre_id=by.here, until__gt=now)
    if found := running.first():
        return found
    if off := switched_off(posting=by, now=now):
        raise SwitchedOff(off)
    opening = EmergencyOpening.objects.create(
        person=person,
        centre_id=by.here,
        opened_by_id=by.user_id,
        reason=reason,
        why=why,
        opened_at=now,
        until=rules.ends(now),
    )
    record(by=by, act=Alarm.EMERGENCY, subject=opening, purpose=reason)
    return opening


def note_reading(*, by: Posting, opening: EmergencyOpening) -> None:
    """Each look at the file while it is open is in the trail."""
    record(by=by, act="emergency.read", subject=opening, purpose=opening.reason)


@transaction.atomic
def end_emergency(*, by: Posting, opening: EmergencyOpening, now: datetime) -> None:
    """It is over before the hour is; what was let to read goes, the review still comes."""
    opening.until = now
    opening.save(update_fields=["until"])
    empty_what_is_over(now=now)
    record(by=by, act="emergency.ended", subject=opening)


def empty_what_is_over(*, now: datetime) -> None:
    """What was boxed for openings that are over goes. Nobody could open it any more: its key went with the hour."""
    with second_line.everywhere("what was boxed for an hour goes after it, in reach or not"):
        Asking.objects.filter(opening__until__lte=now).exclude(box=b"").update(box=b"")


@transaction.atomic
def ask_to_read(*, by: Posting, asking: Asking, now: datetime) -> None:
    """Ask whoever reads that class. Nothing is looked up, so it is the same whether there is anything or not.
    Raises InOtherHands: the reader would say yes to a colleague who may be somebody else."""
    if is_in_other_hands(by.user):
        raise InOtherHands
    empty_what_is_over(now=now)
    Asking.objects.filter(opening=asking.opening, kind=asking.kind, answered_at=None).delete()
    asking.asked_by_id, asking.asked_at = by.user_id, now
    asking.save(force_insert=True)
    record(by=by, act="release.asked", subject=asking.opening)


@transaction.atomic
def let_read(*, by: Posting, asking: Asking, opened: Opened, now: datetime) -> None:
    """A reader of that class lets the other read this one file until the opening is over. Raises AlreadyAnswered,
    KeyChanged, CannotOpen."""
    held = _answered(by=by, asking=asking, now=now)
    held.is_released = True
    held.box = pass_on(
        by=by,
        opened=opened,
        person=asking.opening.person,
        asked_by=held.asked_by_id,
        to=bytes(held.public),
        place=release_place(held.pk, held.kind, half="box"),
    )
    held.save(update_fields=["answered_by", "answered_at", "is_released", "box"])
    record(by=by, act="release.given", subject=asking.opening, asked_by=held.asked_by_id)


@transaction.atomic
def refuse_to_let_read(*, by: Posting, asking: Asking, now: datetime) -> None:
    """A reader says no. Raises AlreadyAnswered."""
    held = _answered(by=by, asking=asking, now=now)
    held.save(update_fields=["answered_by", "answered_at"])
    record(by=by, act="release.refused", subject=asking.opening, asked_by=held.asked_by_id)


def _answered(*, by: Posting, asking: Asking, now: datetime) -> Asking:
    held = Asking.objects.select_for_update(of=("self",)).filter(pk=asking.pk, answered_at=None).first()
    if held is None or held.asked_by_id == by.user_id:
        raise AlreadyAnswered
    held.answered_by_id, held.answered_at = by.user_id, now
    return held


def note_release_read(*, by: Posting, asking: Asking) -> None:
    """Each look at what was let to read is in the trail."""
    record(by=by, act="release.read", subject=asking.opening, purpose=asking.opening.reason)


def _may_review(by: Posting, *, did: User | None, at: datetime) -> bool:
    """Nobody who may be somebody else, nor who may have done it themselves."""
    if is_in_other_hands(by.user):
        return False
    return did is None or not is_one_person(one=by.user, other=did, at=at)


@transaction.atomic
def review_opening(*, by: Posting, opening: EmergencyOpening, verdict: str, note: str, now: datetime) -> None:
    """Somebody else says whether there was a good reason. Raises NotYoursToReview."""
    held = EmergencyOpening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if held.reviewed_at is not None or not _may_review(by, did=held.opened_by, at=held.opened_at):
        raise NotYoursToReview
    held.reviewed_by_id, held.reviewed_at, held.verdict, held.note = by.user_id, now, verdict, note
    held.save(update_fields=["reviewed_by", "reviewed_at", "verdict", "note"])
    record(by=by, act="emergency.reviewed", subject=held, verdict=verdict)


@transaction.atomic
def go_on(*, by: Posting, why: str) -> None:
    """More files than usual in one shift: the reason is kept, and the alarm rings."""
    extension = Extension.objects.create(user_id=by.user_id, why=why)
    record(by=by, act=Alarm.OPENINGS, subject=extension)


@transaction.atomic
def review_alarm(*, by: Posting, entry: Entry, verdict: str, note: str) -> None:
    """Somebody else looked at it. Raises NotYoursToReview."""
    if not _may_review(by, did=entry.actor, at=entry.at):
        raise NotYoursToReview
    _, is_new = AlarmReview.objects.get_or_create(
        entry=entry, defaults={"by_id": by.user_id, "verdict": verdict, "note": note}
    )
    if not is_new:
        raise NotYoursToReview
    record(by=by, act="alarm.reviewed", subject=entry, verdict=verdict)


@transaction.atomic
def lay_decoy(*, by: Posting, centre: Centre, told: Told, now: datetime) -> Decoy:
    """Register an invented person at the centre, whose file rings when it is opened."""
    there = Posting(user_id=by.user_id, centre=centre, role=by.role, starts_on=now.date())
    person = register_person(by=there, told=told, on=now.date())
    decoy = Decoy.objects.create(person=person, centre=centre)
    record(by=by, act="decoy.laid", subject=decoy)
    return decoy


@transaction.atomic
def lift_decoy(*, by: Posting, decoy: Decoy, now: datetime) -> None:
    """It rings no longer. The file stays, and stays out of the figures."""
    decoy.lifted_at = now
    decoy.save(update_fields=["lifted_at"])
    record(by=by, act="decoy.lifted", subject=decoy)
