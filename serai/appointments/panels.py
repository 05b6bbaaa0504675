"""What this room shows on other pages."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.appointments.queries import expected, reminding, waiting
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.models import Person
from serai.people.panels import Panel


def _panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    sent = {"reminded": reminding.sent_to(person.pk, posting.here)}
    return expected.panel(posting=posting, person=person) | waiting.of_panel(posting=posting, person=person) | sent


def _today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return expected.today(posting=posting, now=now) | waiting.to_do(posting=posting, now=now)


PANELS = [
    Panel(
        name="appointments",
        title=_("Appointments"),
        needs=May.SEE_APPOINTMENTS,
        template="appointments/of_person.html",
        load=_panel,
        order=42,
    )
]

TODAY = TodayBlock(
    name="appointments",
    title=_("Appointments of today"),
    needs=May.SEE_APPOINTMENTS,
    template="appointments/today.html",
    load=_today,
    order=22,
)
