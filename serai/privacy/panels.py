"""What this room shows on other pages. On the person's page: only to those who may print it, and nothing of what was
asked, so that asking leaves no mark."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.models import Person
from serai.people.panels import Panel
from serai.privacy import registers
from serai.ui.nav import NavItem


def _rights(*, posting: Posting, person: Person) -> dict[str, Any]:
    return {"public_id": person.public_id}


PANELS = [Panel("rights", _("The person’s rights"), May.PRINT_FILE, "privacy/rights_panel.html", _rights, 90)]
_ASKED, _BROKEN = "privacy/requests_today.html", "privacy/breaches_today.html"
TODAY = [
    TodayBlock("requests", _("Requests about data"), May.ANSWER_REQUESTS, _ASKED, registers.requests_today, 8),
    TodayBlock("breaches", _("Breaches"), May.KEEP_REGISTERS, _BROKEN, registers.breaches_today, 6),
]
NAV = [
    NavItem("privacy:requests", _("Requests about data"), May.ANSWER_REQUESTS, 83),
    NavItem("privacy:processing", _("Registers of data"), May.KEEP_REGISTERS, 84),
]
