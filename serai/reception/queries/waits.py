"""How long people wait: today so far, and about how long from now."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from serai.centres.models import Posting
from serai.reception import rules
from serai.reception.choices import TokenState
from serai.reception.models import QueueToken
from serai.reception.queries.queue import tokens_at


@dataclass(frozen=True)
class Waits:
    """What the calls of a day tell, desk by desk."""

    calls: dict[int, list[rules.Call]] = field(default_factory=dict)
    spread: rules.Spread | None = None

    def about(self, *, desk_id: int, ahead: int) -> rules.About | None:
        """How long somebody waits at this desk with so many before them."""
        return rules.about_wait(ahead=ahead, paces=rules.paces(self.calls.get(desk_id, [])))


def waits_of(*, posting: Posting, on: date) -> Waits:
    """The calls of a day at the posting's centre. Who was promised a place the day before waited at home: their calls
    tell the pace of a desk, not how long people wait."""
    called = tokens_at(posting).filter(on=on, called_at__isnull=False).order_by("pk")
    calls: dict[int, list[rules.Call]] = defaultdict(list)
    waits = []
    for token in called.only("desk_id", "waiting_since", "called_at", "is_promised"):
        if token.called_at is not None:
            call = rules.Call(token.waiting_since, token.called_at)
            calls[token.desk_id].append(call)
            waits += [] if token.is_promised else [call.at - call.since]
    return Waits(calls, rules.spread(waits))


def wait_of(*, posting: Posting, token: QueueToken, on: date) -> rules.About | None:
    """About how long the holder of a token still waits; nothing for one of another day, or that is called already."""
    if token.on != on or token.state != TokenState.WAITING:
        return None
    waiting = tokens_at(posting).filter(desk=token.desk_id, on=on, state=TokenState.WAITING).select_related("visit")
    own = rules.order_key(token.place)
    ahead = sum(rules.order_key(other.place) < own for other in waiting)
    return waits_of(posting=posting, on=on).about(desk_id=token.desk_id, ahead=ahead)
