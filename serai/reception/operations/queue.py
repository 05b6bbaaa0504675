"""The queue of a desk. Each desk is locked while its next token is taken: two callers never take the same one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Centre, Desk, Posting
from serai.reception import rules
from serai.reception.choices import LIVE_STATES, TokenAct, TokenState
from serai.reception.models import QueueToken, Visit
from serai.reception.operations.visits import AlreadyLeft
from serai.reception.queries.queue import tokens_at


class MovedMeanwhile(Exception):
    """A colleague has called, finished or sent on this token since the page was opened."""


class DeskClosed(Exception):
    """Nobody can be sent to a desk that is not open."""


@transaction.atomic
def issue_token(*, by: Posting, visit: Visit, desk: Desk, at: datetime) -> QueueToken:
    """A number of today for this visit, or the one it has already. Raises AlreadyLeft or DeskClosed."""
    Centre.objects.select_for_update(of=("self",)).get(pk=visit.centre_id)  # one number is given at a time
    if Visit.objects.select_for_update(of=("self",)).filter(pk=visit.pk, left_at=None).first() is None:
        raise AlreadyLeft
    _check_open(desk)
    today = timezone.localdate(at)
    held = QueueToken.objects.filter(visit=visit, state__in=LIVE_STATES).first()
    if held is not None and held.on == today:
        return held
    if held is not None:
        _end(held, at)  # a number of an earlier day is called no more
    taken = QueueToken.objects.filter(centre_id=visit.centre_id, on=today).values_list("number", flat=True)
    token = QueueToken.objects.create(
        visit=visit,
        centre_id=visit.centre_id,
        desk=desk,
        on=today,
        number=rules.next_number(taken),
        issued_at=at,
        waiting_since=at,
    )
    record(by=by, act="token.issued", subject=token, desk=desk.code, number=token.number)
    return token


@transaction.atomic
def call_next(*, by: Posting, desk: Desk, at: datetime) -> QueueToken | None:
    """Call the first of those who wait at this desk, in the order of `rules.order_key`; None if nobody waits."""
    Desk.objects.select_for_update(of=("self",)).get(pk=desk.pk)
    waiting = list(
        tokens_at(by)
        .filter(desk=desk, on=timezone.localdate(at), state=TokenState.WAITING)
        .select_related("visit")
        .order_by("number")
    )
    if not waiting:
        return None
    token = min(waiting, key=lambda waits: rules.order_key(waits.place))
    token.state, token.called_at = TokenState.CALLED, at
    token.save(update_fields=["state", "called_at"])
    record(by=by, act="token.called", subject=token, desk=desk.code, number=token.number)
    return token


@transaction.atomic
def call_again(*, by: Posting, token: QueueToken, at: datetime) -> None:
    """The holder did not hear it: the number is called once more. Raises MovedMeanwhile."""
    token = _locked(token, TokenAct.CALL_AGAIN)
    token.called_at = at
    token.save(update_fields=["called_at"])
    record(by=by, act="token.called_again", subject=token, number=token.number)


@transaction.atomic
def start(*, by: Posting, token: QueueToken, at: datetime) -> None:
    """The holder is at the desk. Raises MovedMeanwhile."""
    token = _locked(token, TokenAct.START)
    token.state, token.started_at = TokenState.STARTED, at
    token.save(update_fields=["state", "started_at"])
    record(by=by, act="token.started", subject=token, number=token.number)


@transaction.atomic
def finish(*, by: Posting, token: QueueToken, at: datetime) -> None:
    """The desk is done with this token. Raises MovedMeanwhile."""
    token = _locked(token, TokenAct.FINISH)
    _end(token, at)
    record(by=by, act="token.ended", subject=token, number=token.number)


@transaction.atomic
def miss(*, by: Posting, token: QueueToken, at: datetime) -> bool:
    """Nobody came: back to the end of the queue once, then closed. Returns whether the token is closed now."""
    token = _locked(token, TokenAct.MISS)
    token.missed += 1
    closed = rules.closes_after_missing(token.missed)
    token.state = TokenState.MISSED if closed else TokenState.WAITING
    token.no_show_at = at
    token.save(update_fields=["missed", "state", "no_show_at"])
    record(by=by, act="token.missed", subject=token, number=token.number, closed=closed)
    return closed


@transaction.atomic
def hand_over(*, by: Posting, token: QueueToken, desk: Desk, at: datetime) -> None:
    """Send the token to another desk, where it waits again under its number. Raises MovedMeanwhile or DeskClosed."""
    token = _locked(token, TokenAct.HAND_OVER)
    _check_open(desk)
    left = token.desk_id
    token.desk, token.state, token.missed = desk, TokenState.WAITING, 0
    token.waiting_since, token.called_at, token.started_at = at, None, None
    token.save(update_fields=["desk", "state", "missed", "waiting_since", "called_at", "started_at"])
    record(by=by, act="token.handed_over", subject=token, number=token.number, from_desk=left, to_desk=desk.pk)


@transaction.atomic
def put_off(*, by: Posting, token: QueueToken, at: datetime) -> QueueToken:
    """The day is too short: the same number comes first at this desk tomorrow. Raises MovedMeanwhile."""
    Centre.objects.select_for_update(of=("self",)).get(pk=token.centre_id)
    token = _locked(token, TokenAct.PUT_OFF)
    token.state, token.ended_at = TokenState.PUT_OFF, at
    token.save(update_fields=["state", "ended_at"])
    tomorrow = QueueToken.objects.create(
        visit_id=token.visit_id,
        centre_id=token.centre_id,
        desk_id=token.desk_id,
        on=token.on + timedelta(days=1),
        number=token.number,
        issued_at=at,
        waiting_since=at,
        is_promised=True,
    )
    record(by=by, act="token.put_off", subject=token, number=token.number)
    return tomorrow


@transaction.atomic
def put_off_rest(*, by: Posting, desk: Desk, at: datetime) -> int:
    """Everybody who still waits at this desk comes first tomorrow; returns how many these are."""
    waiting = tokens_at(by).filter(desk=desk, on=timezone.localdate(at), state=TokenState.WAITING).order_by("number")
    return len([put_off(by=by, token=token, at=at) for token in waiting])


def _locked(token: QueueToken, act: str) -> QueueToken:
    now = QueueToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if not rules.is_possible(act, now.state):
        raise MovedMeanwhile
    return now


def _check_open(desk: Desk) -> None:
    if not Desk.objects.filter(pk=desk.pk, is_open=True).exists():
        raise DeskClosed


def _end(token: QueueToken, at: datetime) -> None:
    token.state, token.ended_at = TokenState.ENDED, at
    token.save(update_fields=["state", "ended_at"])
