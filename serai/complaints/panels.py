"""What this room shows on the page of today, and in the menu: to focal points only."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.complaints import queries
from serai.ui.nav import NavItem


def _today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return queries.at_hand(posting=posting)


TODAY = TodayBlock("complaints", _("Reports about conduct"), May.READ_REPORTS, "complaints/today.html", _today, 10)
NAV = NavItem("complaints:reports", _("Reports about conduct"), May.READ_REPORTS, 44)
