from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres import second_line
from serai.centres.models import Centre, Posting
from serai.centres.queries import centres_in_reach
from serai.centres.rules import May
from serai.codes.prepared import Prepared
from serai.people.access import shown_to
from serai.people.models import Person
from serai.people.panels import panels_for
from serai.people.queries.file import heading
from serai.sealed.choices import Kind
from serai.watch import rules
from serai.watch.access import asked_of, switched_off, to_review
from serai.watch.choices import Alarm
from serai.watch.models import AlarmReview, Asking, Decoy, EmergencyOpening, Extension

MOST = 50
OTHER_ALARMS = [Alarm.OPENINGS, Alarm.DECOY]


@dataclass(frozen=True)
class Rung:
    """An alarm as the list shows it: what, who, where, when, never about whom."""

    entry: Entry
    what: str
    centre: str
    review: AlarmReview | None = None


def emergency_page(*, posting: Posting, opening: EmergencyOpening) -> dict[str, Any]:
    """What an emergency opens: who this is, and the panels that help needs. Read only."""
    panels = panels_for(posting=posting, person=opening.person, only=rules.OPENED_IN_AN_EMERGENCY)
    asks = askings(opening=opening) if posting.may(May.ASK_SEALED) else []
    return {**heading(opening.person), "opening": opening, "panels": panels, "classes": asks, "reads_only": True}


def askings(*, opening: EmergencyOpening) -> list[tuple[Kind, Asking | None]]:
    """Every class that may be asked for, the same for everybody, with the latest asking for it."""
    latest = {asking.kind: asking for asking in opening.askings.order_by("asked_at", "pk")}
    return [(kind, latest.get(kind)) for kind in rules.ASKED_FOR]


def asked_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today of a reader: who asks in an emergency, now."""
    waiting = asked_of(posting=posting, now=now).select_related("asked_by", "opening")
    return {"asked": list(waiting.order_by("asked_at", "pk"))}


def askings_of(*, opening: EmergencyOpening) -> list[Asking]:
    """For the review: which sealed files were asked for, and who let them be read; not whether there were any."""
    return list(opening.askings.select_related("answered_by").order_by("asked_at", "pk"))


openings_by = Prepared(
    lambda person, user: EmergencyOpening.objects.filter(person=person, opened_by=user).order_by("-pk")
)


def emergency_panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the person's page: whether one is running, and whether one may be begun."""
    now = timezone.now()
    mine = (one for one in openings_by(person.pk, posting.user_id) if one.until > now)
    return {"running": next(mine, None), "person": person}


def waiting_reviews(*, posting: Posting) -> list[EmergencyOpening]:
    """Emergency openings that wait for a review, the oldest first."""
    waiting = to_review(posting=posting).filter(reviewed_at=None)
    oldest = waiting.select_related("opened_by", "centre").order_by("opened_at", "pk")[:MOST]
    if not posting.is_network:
        return list(oldest)
    with second_line.everywhere("alarms and decoys of every centre, for the network's data protection"):
        return list(oldest)


def _alarms(*, posting: Posting) -> QuerySet[Entry]:
    rung = Entry.objects.filter(act__in=OTHER_ALARMS).exclude(actor=posting.user_id)
    return rung if posting.is_network else rung.filter(centre_id=posting.here)


def waiting_alarms(*, posting: Posting) -> list[Rung]:
    """Alarms that nobody has looked at yet, the newest first."""
    reviewed = AlarmReview.objects.filter(entry=OuterRef("pk"))
    waiting = _alarms(posting=posting).filter(~Exists(reviewed))
    return _rung(list(waiting.select_related("actor").order_by("-at", "-pk")[:MOST]))


def _rung(entries: list[Entry]) -> list[Rung]:
    centres = Centre.objects.in_bulk({entry.centre_id for entry in entries if entry.centre_id})
    return [
        Rung(entry, str(Alarm(entry.act).label), centres[entry.centre_id].name if entry.centre_id in centres else "")
        for entry in entries
    ]


def alarm_or_404(*, posting: Posting, pk: int) -> Rung:
    """One alarm that rang for this posting, with its review; any other is the same 404 as none."""
    entry = _alarms(posting=posting).filter(pk=pk).select_related("actor").first()
    if entry is None:
        raise Http404
    (rung,) = _rung([entry])
    review = AlarmReview.objects.filter(entry=entry).select_related("by").first()
    return Rung(rung.entry, rung.what, rung.centre, review)


def why_went_on(entry: Entry) -> str:
    """What was written by whoever opened many files; empty for other alarms."""
    if entry.act != Alarm.OPENINGS:
        return ""
    near = Extension.objects.filter(user=entry.actor_id, at__lte=entry.at).order_by("-at", "-pk").first()
    return near.why if near else ""


def alarms_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: what waits for this reviewer."""
    openings = waiting_reviews(posting=posting)
    late = [one for one in openings if now >= rules.review_due(one.opened_at)]
    return {"openings": openings, "late": late, "alarms": waiting_alarms(posting=posting)}


def past_reviews(*, posting: Posting) -> list[EmergencyOpening]:
    """Emergency openings reviewed lately."""
    done = to_review(posting=posting).exclude(reviewed_at=None)
    return list(done.select_related("opened_by", "reviewed_by", "centre").order_by("-reviewed_at", "-pk")[:20])


def is_switched_off(*, posting: Posting) -> rules.SwitchedOff | None:
    """Why emergencies are switched off for this posting now, if they are."""
    return switched_off(posting=posting, now=timezone.now())


def decoys(*, posting: Posting) -> QuerySet[Decoy]:
    """The decoys that are laid here, or anywhere for the network, with their people, the newest first."""
    laid = Decoy.objects.filter(lifted_at=None, centre__in=centres_in_reach(posting=posting).order_by())
    return shown_to(laid, posting=posting).select_related("centre", "person").order_by("-laid_at", "-pk")


def invented() -> QuerySet[Decoy, Any]:
    """Who is a decoy, laid or lifted."""
    return Decoy.objects.order_by().values("person_id")


def real[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """These rows without those of decoys, laid or lifted: what figures count. Rows about nobody in particular stay."""
    return rows.exclude(person__in=invented())


def decoy_or_404(*, posting: Posting, pk: int) -> Decoy:
    """A decoy that is laid, in reach. Raises Http404."""
    found = decoys(posting=posting).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
