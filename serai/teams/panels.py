"""What this room declares to those below: the part of a person's page."""

from django.utils.translation import gettext_lazy as _

from serai.centres.rules import May
from serai.people.panels import Panel
from serai.teams import queries

PANELS = [
    Panel(
        name="team",
        title=_("Who may open this file"),
        needs=May.SEE_BASIC_FILE,
        template="teams/of_person.html",
        load=queries.panel,
        order=5,
    ),
    Panel(
        name="keep",
        title=_("Who may open this file"),
        needs=May.KEEP_TO_TEAM,
        template="teams/keep_of_person.html",
        load=queries.keep_panel,
        order=95,
    ),
]
