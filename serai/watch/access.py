"""Who reaches an emergency opening, and who is stopped at the door of a file."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.audit.operations import record
from serai.audit.pseudonyms import pseudonyms
from serai.centres import second_line
from serai.centres.models import Posting
from serai.codes.prepared import Prepared
from serai.people.access import shown_to
from serai.people.models import Person
from serai.sealed.models import Member
from serai.ui.access import SomethingFirst
from serai.watch import rules
from serai.watch.choices import Alarm
from serai.watch.models import Asking, Decoy, EmergencyOpening, Extension


def switched_off(*, posting: Posting, now: datetime) -> rules.SwitchedOff | None:
    """Why this posting may open nothing in an emergency now, if so."""
    waiting = EmergencyOpening.objects.filter(centre_id=posting.here, reviewed_at=None)
    with second_line.everywhere("an emergency waits for its review, in reach or not"):
        oldest = waiting.aggregate(oldest=Min("opened_at"))["oldest"]
        own = waiting.filter(opened_by=posting.user_id).count()
    return rules.switched_off(oldest_unreviewed=oldest, own_unreviewed=own, now=now)


def running(*, posting: Posting, public_id: UUID, now: datetime) -> EmergencyOpening:
    """An emergency opening of this posting's own user, here, that has not run out. Raises Http404."""
    found = (
        shown_to(EmergencyOpening.objects.filter(public_id=public_id, centre_id=posting.here), posting=posting)
        .filter(opened_by=posting.user_id, until__gt=now)
        .select_related("person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def asked_of(*, posting: Posting, now: datetime) -> QuerySet[Asking]:
    """What waits for this posting's user, who reads that class here: somebody else's, while the opening runs."""
    reads = Member.objects.filter(
        user=posting.user_id, compartment__centre_id=posting.here, compartment__kind=OuterRef("kind")
    )
    waiting = Asking.objects.filter(Exists(reads), opening__centre_id=posting.here, answered_at=None)
    waiting = shown_to(waiting, posting=posting, person="opening__person")
    return waiting.filter(opening__until__gt=now).exclude(asked_by=posting.user_id)


def asked_or_404(*, posting: Posting, pk: UUID, now: datetime) -> Asking:
    """One of them; another reader's, answered, over and none are the same 404."""
    found = asked_of(posting=posting, now=now).filter(pk=pk).select_related("opening__person", "asked_by").first()
    if found is None:
        raise Http404
    return found


def released_or_404(*, posting: Posting, pk: UUID, now: datetime) -> Asking:
    """What somebody let this posting's user read, while the opening runs. Raises Http404."""
    found = (
        shown_to(Asking.objects.filter(pk=pk), posting=posting, person="opening__person")
        .filter(asked_by=posting.user_id, is_released=True)
        .filter(opening__centre_id=posting.here, opening__until__gt=now)
        .select_related("opening__person", "answered_by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def to_review(*, posting: Posting) -> QuerySet[EmergencyOpening]:
    """Of the posting's centre, or of the network; not one's own."""
    openings = EmergencyOpening.objects.exclude(opened_by=posting.user_id)
    return openings if posting.is_network else shown_to(openings.filter(centre_id=posting.here), posting=posting)


def opening_or_404(*, posting: Posting, public_id: UUID) -> EmergencyOpening:
    """An emergency opening that this posting may review; any other is the same 404 as none."""
    found = (
        to_review(posting=posting)
        .filter(public_id=public_id)
        .select_related("opened_by", "reviewed_by", "centre", "person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def opened_in_this_shift(*, user_id: int, now: datetime) -> QuerySet[Entry]:
    """The files that this person has opened since their shift began, as the trail has them."""
    return Entry.objects.filter(actor_id=user_id, at__gte=now - rules.A_SHIFT, act="person.opened")


def budget_left(*, posting: Posting, now: datetime) -> bool:
    """Whether this posting may open one more file in this shift without saying why."""
    opened = opened_in_this_shift(user_id=posting.user_id, now=now).values("person").distinct().count()
    if not rules.is_spent(opened=opened, allowed=_allowed(posting, times_extended=0)):
        return True
    times = Extension.objects.filter(user=posting.user_id, at__gte=now - rules.A_SHIFT).count()
    return not rules.is_spent(opened=opened, allowed=_allowed(posting, times_extended=times))


def _allowed(posting: Posting, *, times_extended: int) -> int:
    return rules.budget(role=posting.role, times_extended=times_extended, percent=settings.OPENINGS_PERCENT)


def keep_the_budget(*, posting: Posting, person: Person) -> None:
    """Called before a file is opened. Raises SomethingFirst: say why you go on. A file that was opened in this shift
    already opens again, so that nothing typed is lost."""
    now = timezone.now()
    if budget_left(posting=posting, now=now):
        return
    already = opened_in_this_shift(user_id=posting.user_id, now=now).filter(person__in=pseudonyms(person))
    if not already.exists():
        raise SomethingFirst(reverse("watch:go_on"))


decoys_laid = Prepared(lambda person: Decoy.objects.filter(person=person, lifted_at=None))


def ring_for_a_decoy(*, posting: Posting, person: Person) -> None:
    """Called before a file is opened. A decoy opens like any other file, and rings."""
    if decoys_laid(person.pk):
        record(by=posting, act=Alarm.DECOY, subject=person)
