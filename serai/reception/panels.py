"""What the door shows on other pages: the visits of a person, and blocks of the page *today*."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.models import Person
from serai.people.panels import Panel
from serai.reception.queries import gate, queue, visits

LATE_SHOWN = 5


def load_visits(*, posting: Posting, person: Person) -> dict[str, Any]:
    return {
        **visits.visits_of(posting=posting, person=person),
        "public_id": person.public_id,
        "client_token": uuid4(),
        "may_run": posting.may(May.RUN_QUEUE),
        "may_depart": posting.may(May.RECORD_DEPARTURE),
    }


def load_headcount(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {
        "totals": gate.totals(posting=posting, on=timezone.localdate(now)),
        "may_count": posting.may(May.COUNT_AT_GATE) and not posting.is_network,
    }


def load_waiting(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {"queues": queue.queues(posting=posting, now=now), "may_run": posting.may(May.RUN_QUEUE)}


def load_unseen(*, posting: Posting, now: datetime) -> dict[str, Any]:
    late = list(visits.late_for_triage(posting=posting, now=now)[: LATE_SHOWN + 1])
    return {"late": late[:LATE_SHOWN], "more": len(late) > LATE_SHOWN}


PANELS = [
    Panel(
        name="visits",
        title=_("Visits"),
        needs=May.SEE_QUEUE,
        template="reception/panel_visits.html",
        load=load_visits,
        order=40,
    ),
]

TODAY = [
    TodayBlock(
        name="unseen",
        title=_("Waiting for triage too long"),
        needs=May.RUN_QUEUE,
        template="reception/today_unseen.html",
        load=load_unseen,
        order=10,
    ),
    TodayBlock(
        name="waiting",
        title=_("Who waits"),
        needs=May.SEE_QUEUE,
        template="reception/today_waiting.html",
        load=load_waiting,
        order=20,
    ),
    TodayBlock(
        name="headcount",
        title=_("At the gate today"),
        needs=May.SEE_COUNTS,
        template="reception/today_headcount.html",
        load=load_headcount,
        order=30,
    ),
]
