"""What the door shows on other pages: blocks of the page *today*."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.reception.queries import gate


def load_headcount(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {
        "totals": gate.totals(posting=posting, on=timezone.localdate(now)),
        "may_count": posting.may(May.COUNT_AT_GATE) and not posting.is_network,
    }


TODAY = [
    TodayBlock(
        name="headcount",
        title=_("At the gate today"),
        needs=May.SEE_COUNTS,
        template="reception/today_headcount.html",
        load=load_headcount,
        order=30,
    ),
]
