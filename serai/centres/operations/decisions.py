"""Asking, agreeing, refusing, taking back. The second person's yes does the thing, in the same transaction."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.choices import DecisionState
from serai.centres.decisions import kind_of, may_agree
from serai.centres.models import Centre, Decision, Posting
from serai.centres.queries import is_in_other_hands, is_one_person
from serai.centres.rules import has_run_out


class NotYoursToDecide(Exception):
    """Whoever asked is never the second person, and not everybody may be."""


class InOtherHands(Exception):
    """One of the two may be the other: an account went through somebody else's hands lately."""


class AlreadyDecided(Exception):
    """Somebody was quicker, or it waited too long."""


@transaction.atomic
def ask(*, by: Posting, kind: str, centre: Centre | None, what: dict[str, Any], reason: str = "") -> Decision:
    """Something that another person must agree to before it is done. Asked twice, it waits once."""
    same = {"kind": kind, "centre": centre, "what": what, "asked_by_id": by.user_id}
    waiting = Decision.objects.filter(state=DecisionState.WAITING, **same).order_by("-pk").first()
    if waiting is not None and not has_run_out(asked_at=waiting.asked_at, now=timezone.now()):
        return waiting
    decision = Decision.objects.create(reason=reason, **same)
    record(by=by, act="decision.asked", subject=decision, kind=kind)
    return decision


def _decided(*, by: Posting, decision: Decision, state: str) -> Decision:
    """The decision, locked and now decided. Raises AlreadyDecided."""
    now = timezone.now()
    held = Decision.objects.select_for_update(of=("self",)).select_related("centre").get(pk=decision.pk)
    if held.state != DecisionState.WAITING or has_run_out(asked_at=held.asked_at, now=now):
        raise AlreadyDecided
    held.state, held.decided_by_id, held.decided_at = state, by.user_id, now
    held.save(update_fields=["state", "decided_by", "decided_at"])
    return held


@transaction.atomic
def agree(*, by: Posting, decision: Decision) -> None:
    """The second person says yes, and it is done. Raises NotYoursToDecide, InOtherHands, AlreadyDecided,
    CannotBeDone."""
    if not may_agree(posting=by, decision=decision):
        raise NotYoursToDecide
    held = _decided(by=by, decision=decision, state=DecisionState.DONE)
    if is_in_other_hands(by.user) or is_one_person(one=by.user, other=decision.asked_by, at=decision.asked_at):
        raise InOtherHands
    kind_of(held).carry_out(by, held)
    record(by=by, act="decision.agreed", subject=held, kind=held.kind)


@transaction.atomic
def refuse(*, by: Posting, decision: Decision) -> None:
    """The second person says no. Raises NotYoursToDecide, AlreadyDecided."""
    if not may_agree(posting=by, decision=decision):
        raise NotYoursToDecide
    held = _decided(by=by, decision=decision, state=DecisionState.REFUSED)
    record(by=by, act="decision.refused", subject=held, kind=held.kind)


@transaction.atomic
def withdraw(*, by: Posting, decision: Decision) -> None:
    """Whoever asked takes it back. Raises NotYoursToDecide, AlreadyDecided."""
    if by.user_id != decision.asked_by_id:
        raise NotYoursToDecide
    held = _decided(by=by, decision=decision, state=DecisionState.WITHDRAWN)
    record(by=by, act="decision.withdrawn", subject=held, kind=held.kind)


@transaction.atomic
def take_back_what_was_asked_in_hand(*, by: Posting, user: User) -> None:
    """Before an account goes back to its owner, or on to another hand: what it asked since it was in hand, somebody
    else may have asked. The owner asks again."""
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.handed_at is None:
        return
    waiting = Decision.objects.filter(asked_by=held, state=DecisionState.WAITING, asked_at__gte=held.handed_at)
    for decision in waiting.select_for_update(of=("self",)).order_by("pk"):
        decision.state, decision.decided_by_id, decision.decided_at = (
            DecisionState.WITHDRAWN,
            by.user_id,
            timezone.now(),
        )
        decision.save(update_fields=["state", "decided_by", "decided_at"])
        record(by=by, act="decision.not_the_owners", subject=decision, kind=decision.kind)
