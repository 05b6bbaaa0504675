"""What this room shows on the person's page and on the page of today."""

from django.utils.translation import gettext_lazy as _

from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.panels import Panel
from serai.watch import queries

PANEL = Panel(
    "emergency",
    _("In an emergency"),
    May.OPEN_IN_EMERGENCY,
    "watch/emergency_panel.html",
    queries.emergency_panel,
    95,
)
BLOCKS = (
    TodayBlock(
        "askings",
        _("Asked of you in an emergency"),
        May.WORK_SEALED,
        "watch/asked_today.html",
        queries.asked_today,
        0,
    ),
    TodayBlock("alarms", _("Alarms"), May.REVIEW_ALARMS, "watch/alarms_today.html", queries.alarms_today, 4),
)
