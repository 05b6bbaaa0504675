"""What this room shows on a person's page."""

from django.utils.translation import gettext_lazy as _

from serai.centres.rules import May
from serai.interpreters import queries
from serai.people.panels import Panel

PANELS = [
    Panel(
        name="interpreters",
        title=_("Interpreters"),
        needs=May.RECORD_INTERPRETING,
        template="interpreters/of_person.html",
        load=queries.panel,
        order=45,
    )
]
