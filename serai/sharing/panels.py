"""What this room declares to those below: the part of a person's page, the menu."""

from django.utils.translation import gettext_lazy as _

from serai.centres.rules import May
from serai.people.panels import Panel
from serai.sharing.queries import leaving
from serai.ui.nav import NavItem

PANELS = [
    Panel(
        name="left",
        title=_("What has left"),
        needs=May.SEE_DISCLOSURES,
        template="sharing/of_person.html",
        load=leaving.panel,
        order=65,
    )
]

NAV = [
    NavItem("sharing:agreements", _("Agreements"), May.SEE_AGREEMENTS, order=80),
    NavItem("sharing:requests", _("Requests of authorities"), May.CLOSE_REQUESTS, order=85),
    NavItem("sharing:refusal", _("An authority asks"), May.LOG_REQUESTS, order=85),
]
