"""What people ask about their data: written down, answered in time, told to them. Nobody else learns of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.choices import DecisionState
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import DECISION_WAITS, May
from serai.codes.words import Words
from serai.people.access import is_kept_from
from serai.people.models import Person
from serai.people.operations.erasing import everybody
from serai.people.words import paper_language
from serai.privacy import rules
from serai.privacy.choices import Outcome, Right
from serai.privacy.models import DataRequest
from serai.privacy.operations.erasing import erase
from serai.privacy.queries import is_held
from serai.ui.editors import ChangedMeanwhile, locked_as_seen

ERASING_ASKED = "request.erase"


@dataclass(frozen=True)
class Asked:
    """What somebody asks about their data, as it was said."""

    right: str
    asked_by: str
    what: str
    on: date
    token: UUID


@dataclass(frozen=True)
class Answer:
    """What they are answered, and why."""

    outcome: str
    why: str
    words: str
    version: int | None


@transaction.atomic
def receive_request(*, by: Posting, person: Person, asked: Asked) -> DataRequest:
    """Write down what somebody asks, and until when it is answered. Sent twice, it is one."""
    request, is_new = DataRequest.objects.get_or_create(
        form_token=_unused(asked.token, by=by, person=person),
        defaults={
            "person": person,
            "centre_id": by.here,
            "right": asked.right,
            "asked_by": asked.asked_by,
            "what": asked.what,
            "language": paper_language(person),
            "received_on": asked.on,
            "due_on": rules.answer_due(received_on=asked.on, days=settings.ANSWER_DAYS),
            "recorded_by_id": by.user_id,
        },
    )
    if is_new:
        record(by=by, act="request.received", subject=request, right=request.right)
    return request


def _unused(token: UUID, *, by: Posting, person: Person) -> UUID:
    """Another token if this one stands on what somebody else asked already, or was asked elsewhere."""
    with second_line.everywhere("a form's token is one of its kind in the whole network"):
        others = DataRequest.objects.filter(form_token=token).exclude(person=person, centre_id=by.here)
        return uuid4() if others.exists() else token


@transaction.atomic
def answer_request(*, by: Posting, request: DataRequest, answer: Answer) -> None:
    """Done, in part, or refused for a reason. Erasing waits for a second person; when that one refused, or nobody said
    anything for a week, it is answered anew. Raises ChangedMeanwhile."""
    unanswered = DataRequest.objects.filter(outcome__in=[Outcome.OPEN, Outcome.ASKED])
    held = locked_as_seen(unanswered, pk=request.pk, version=answer.version)
    if held.outcome == Outcome.ASKED and not has_lapsed(held):
        raise ChangedMeanwhile
    if held.right == Right.ERASURE and answer.outcome == Outcome.DONE:
        held.outcome, held.words = Outcome.ASKED, answer.words
        ask(by=by, kind=ERASING_ASKED, centre=held.centre, what=_what(held))
    else:
        held.outcome, held.why, held.words = answer.outcome, answer.why, answer.words
        held.answered_on, held.answered_by_id = timezone.localdate(), by.user_id
    held.version += 1
    held.save()
    record(by=by, act="request.answered", subject=held, outcome=held.outcome, why=held.why)


def _what(request: DataRequest) -> dict[str, Any]:
    return {"person": request.person_id, "request": request.pk}


def has_lapsed(request: DataRequest) -> bool:
    """Whether a second person was asked to erase, and no yes can come any more: what the person asks for stands."""
    if request.outcome != Outcome.ASKED:
        return False
    asked = Decision.objects.filter(kind=ERASING_ASKED, what=_what(request), state=DecisionState.WAITING)
    return not asked.filter(asked_at__gt=timezone.now() - DECISION_WAITS).exists()


@transaction.atomic
def note_told(*, by: Posting, request: DataRequest) -> None:
    """The person has the answer."""
    DataRequest.objects.filter(pk=request.pk, told_on=None).update(told_on=timezone.localdate())
    record(by=by, act="request.told", subject=request)


# --- erasing because the person asks: two persons ---------------------------------------------------------------------
def may_agree(posting: Posting, decision: Decision) -> bool:
    """Somebody else who answers requests: of the centre, or the network's focal point."""
    if posting.is_network:
        return posting.may(May.ANSWER_REQUESTS)
    may = posting.may(May.ANSWER_REQUESTS) and posting.centre_id == decision.centre_id
    return may and not is_kept_from(posting=posting, person_id=decision.what.get("person", 0))


@second_line.everywhere("what people ask about their data, told to the network by the number of the file")
def erase_as_asked(by: Posting, decision: Decision) -> None:
    """The second person agreed. Raises CannotBeDone while a legal hold stands, or when the file is gone."""
    asked = DataRequest.objects.filter(pk=decision.what["request"])
    person = everybody().select_for_update().filter(pk__in=asked.values("person")).first()  # nothing is added meanwhile
    request = asked.select_for_update(of=("self",)).filter(person=person).first() if person else None
    if person is None or request is None or is_held(person, on=timezone.localdate()):
        raise CannotBeDone
    DataRequest.objects.filter(pk=request.pk).update(
        outcome=Outcome.DONE,
        answered_on=timezone.localdate(),
        answered_by_id=by.user_id,
        version=request.version + 1,
    )
    erase(by=by, person=person)


@second_line.everywhere("what people ask about their data, told to the network by the number of the file")
def described(decision: Decision) -> list[tuple[Words, str]]:
    """The number of the file and the day: no name."""
    request = DataRequest.objects.select_related("person").filter(pk=decision.what["request"]).first()
    if request is None:
        return []
    number = request.person.code if request.person else "–"
    return [(_("Number of the file"), number), (_("Received on"), request.received_on.isoformat())]
