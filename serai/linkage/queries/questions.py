"""What desks ask the data-protection focal point of the network."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from serai.centres.models import Posting
from serai.centres.rules import May, roles_that_may
from serai.linkage.choices import Answer
from serai.linkage.models import Question

LATELY = timedelta(days=2)
MOST, SHOWN = 100, 3


def waiting(*, posting: Posting) -> QuerySet[Question]:
    """Questions of all centres that nobody has answered, the oldest first; for a posting to the whole network only."""
    found = Question.objects.filter(answer=Answer.OPEN).order_by("pk")
    return found if posting.is_network else found.none()


def to_answer(*, posting: Posting) -> list[Question]:
    """The first of them, with who asks and where."""
    return list(waiting(posting=posting).select_related("asked_by", "centre")[:MOST])


def question_or_404(*, posting: Posting, public_id: UUID) -> Question:
    """One that waits; answered and none are the same answer."""
    found = waiting(posting=posting).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def mine(*, posting: Posting, now: datetime) -> list[Question]:
    """What this posting's user asked here and waits, however long, or was answered in the last days; the newest
    first."""
    asked = Question.objects.filter(centre_id=posting.here, asked_by=posting.user_id)
    return list(asked.filter(Q(answer=Answer.OPEN) | Q(answered_at__gt=now - LATELY)).order_by("-pk"))


def answered_lately(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today of who asked, and of nobody else: what was answered to them here in the last days."""
    asked = Question.objects.filter(centre_id=posting.here, asked_by=posting.user_id, answered_at__gt=now - LATELY)
    return {"answered": asked.order_by("-pk")[:SHOWN]}


def somebody_answers() -> bool:
    """Whether anybody works for the whole network who answers."""
    at_work = Posting.objects.active(timezone.localdate())
    return at_work.filter(centre=None, role__in=roles_that_may(May.COMPARE_ACROSS)).exists()


def asked_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: how many desks wait."""
    return {"waiting": waiting(posting=posting).count()}
