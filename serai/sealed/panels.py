"""What this room shows on the person's page and on the page of today: to readers only, and without any key."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.models import Person
from serai.people.panels import Panel
from serai.sealed.access import compartments_of
from serai.sealed.queries import readers as queries
from serai.ui.nav import NavItem


def _of_person(*, posting: Posting, person: Person) -> dict[str, Any]:
    """The ways into the sealed files: for readers the same on everybody's page, for others nothing."""
    return {"person": person, "rows": compartments_of(posting=posting)}


def _today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return queries.at_hand(posting=posting)


PANEL = Panel("sealed", _("Sealed files"), May.WORK_SEALED, "sealed/panel.html", _of_person, 30)
TODAY = TodayBlock("sealed", _("Sealed files"), May.WORK_SEALED, "sealed/today.html", _today, 22)
NAV = NavItem("sealed:home", _("Sealed files"), May.KEEP_SEALED_KEY, 45)
