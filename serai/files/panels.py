"""The papers on the person's page."""

from django.utils.translation import gettext_lazy as _

from serai.centres.rules import May
from serai.files import queries
from serai.people.panels import Panel

PANEL = Panel(
    name="papers",
    title=_("Copies of papers"),
    needs=May.SEE_PAPERS,
    template="files/panel.html",
    load=queries.panel,
    order=58,
)
