"""Who is here, who is not seen yet, and the visits of one person."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import FETCH_RAISE, Prefetch, QuerySet
from django.http import Http404

from serai.centres.models import Posting
from serai.people.access import shown_to
from serai.people.models import Person
from serai.reception.choices import LIVE_STATES
from serai.reception.models import QueueToken, Visit
from serai.reception.rules import TRIAGE_WITHIN, level_rank


def _live_tokens() -> "Prefetch[str]":
    tokens = QueueToken.objects.filter(state__in=LIVE_STATES).select_related("desk").order_by("pk")
    return Prefetch("tokens", queryset=tokens, to_attr="live_tokens")


def visits_at(posting: Posting) -> QuerySet[Visit]:
    """The visits of the posting's own centre, but of people whose file is kept from it; none for a posting of the
    network."""
    if posting.centre_id is None:
        return Visit.objects.none()
    return shown_to(Visit.objects.filter(centre_id=posting.here), posting=posting)


def visit_or_404(*, posting: Posting, public_id: UUID) -> Visit:
    """A visit of this centre; another centre's is the same 404 as none."""
    visit = visits_at(posting).filter(public_id=public_id).select_related("person", "departure").first()
    if visit is None:
        raise Http404
    return visit


def open_visits(*, posting: Posting, today: date) -> dict[str, list[Visit]]:
    """The open visits of today, those without triage apart, then the most urgent first; those left open from before."""
    found = (
        visits_at(posting)
        .filter(left_at=None)
        .select_related("person")
        .prefetch_related(_live_tokens())
        .order_by("arrived_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )
    visits = list(found)
    of_today = [visit for visit in visits if visit.arrived_on >= today]
    return {
        "unseen": [visit for visit in of_today if visit.triaged_at is None],
        "seen": sorted(
            (visit for visit in of_today if visit.triaged_at), key=lambda seen: level_rank(seen.triage_level)
        ),
        "earlier": [visit for visit in visits if visit.arrived_on < today],
    }


def late_for_triage(*, posting: Posting, now: datetime) -> QuerySet[Visit]:
    """Arrivals that nobody has seen within a quarter of an hour, the longest wait first."""
    return (
        visits_at(posting)
        .filter(left_at=None, triaged_at=None, arrived_at__lt=now - TRIAGE_WITHIN)
        .order_by("arrived_at", "pk")
    )


def visit_with_token(*, posting: Posting, number: int, today: date) -> Visit | None:
    """The open visit of nobody in particular that holds this number today."""
    return (
        visits_at(posting)
        .filter(left_at=None, person=None, tokens__number=number, tokens__on=today, tokens__centre=posting.centre_id)
        .order_by("pk")
        .first()
    )


def visit_of_token(*, posting: Posting, number: int, on: date) -> Visit | None:
    """Whose this number is on that day, whatever became of it."""
    return visits_at(posting).filter(tokens__number=number, tokens__on=on, tokens__centre=posting.centre_id).first()


def open_visit_of(*, posting: Posting, person: Person) -> Visit | None:
    """The visit of this person that is open here."""
    return visits_at(posting).filter(person=person, left_at=None).first()


def visits_of(*, posting: Posting, person: Person) -> dict[str, Any]:
    """A person's visits to this centre, the last first."""
    visits = list(
        visits_at(posting)
        .filter(person=person)
        .select_related("departure")
        .prefetch_related(_live_tokens())
        .order_by("-arrived_at", "-pk")[:10]
    )
    return {"visits": visits, "open_visit": next((visit for visit in visits if visit.is_open), None)}


def tokens_of(visit: Visit) -> list[QueueToken]:
    """The tokens of one visit, the latest first."""
    return list(QueueToken.objects.filter(visit=visit).select_related("desk").order_by("-pk"))
