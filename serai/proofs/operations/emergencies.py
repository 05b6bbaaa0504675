"""Promise 11: an emergency opens a file for a short time, loudly, and is reviewed."""

from datetime import timedelta

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.people.operations.erasing import everybody
from serai.proofs import markers, people, scratch
from serai.proofs.ground import Ground
from serai.proofs.operations.doors import registered
from serai.proofs.rules import Found, judged
from serai.watch import operations as watch
from serai.watch import rules as watching
from serai.watch.access import running
from serai.watch.choices import Alarm, EmergencyReason
from serai.watch.choices import Verdict as Reviewed
from serai.watch.models import EmergencyOpening


def ring(ground: Ground) -> Found:
    """Open a file in an emergency, wait beyond the hour, and leave it without a review."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        place = people.centre("OBO")
        rita, selam = people.posting("rita", Role.RECEPTIONIST, place), people.posting("selam", Role.SUPERVISOR, place)
        person, other = (everybody().get(public_id=registered(rita, markers.marker(n))) for n in (1, 2))
        now = timezone.now()
        reason = {"reason": EmergencyReason.LIFE, "why": "an invented emergency of a proof"}
        opening = watch.open_in_emergency(by=rita, person=person, now=now, **reason)
        held = {
            _("it opens"): _is_open(rita, opening.public_id, now + timedelta(minutes=1)),
            _("it rings"): Entry.objects.filter(act=Alarm.EMERGENCY).count() == 1,
            _("it closes by itself"): not _is_open(rita, opening.public_id, now + watching.LASTS),
            _("nobody reviews their own"): _refused(lambda: _review(rita, opening, now)),
            _("without a review no more open"): _refused(
                lambda: watch.open_in_emergency(by=rita, person=other, now=now + watching.REVIEW_WITHIN, **reason)
            ),
        }
        _review(selam, opening, now)
        later = watch.open_in_emergency(by=rita, person=other, now=now + watching.REVIEW_WITHIN, **reason)
        held[_("after a review they do")] = later.pk != opening.pk
    broken = [words for words, is_so in held.items() if not is_so]
    told = _("Asked of an invented emergency: {number}. Not so: {broken}.")
    return judged(holds=not broken, told=told.format(number=len(held), broken=", ".join(broken) or "0"))


def _is_open(posting: Posting, public_id: object, at: object) -> bool:
    try:
        running(posting=posting, public_id=public_id, now=at)  # type: ignore[arg-type]  # as kept
    except Http404:
        return False
    return True


def _review(posting: Posting, opening: EmergencyOpening, now: object) -> None:
    watch.review_opening(by=posting, opening=opening, verdict=Reviewed.JUSTIFIED, note="", now=now)  # type: ignore[arg-type]


def _refused(act: object) -> bool:
    try:
        act()  # type: ignore[operator]
    except (watch.NotYoursToReview, watch.SwitchedOff):
        return True
    return False
