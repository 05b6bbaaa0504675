"""What this room shows on other pages."""

from django.utils.translation import gettext_lazy as _

from serai.appointments import queries
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.panels import Panel

PANELS = [
    Panel(
        name="appointments",
        title=_("Appointments"),
        needs=May.SEE_APPOINTMENTS,
        template="appointments/of_person.html",
        load=queries.panel,
        order=42,
    )
]

TODAY = TodayBlock(
    name="appointments",
    title=_("Appointments of today"),
    needs=May.SEE_APPOINTMENTS,
    template="appointments/today.html",
    load=queries.today,
    order=22,
)
