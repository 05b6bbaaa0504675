from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchConfig(AppConfig):
    name = "serai.watch"

    def ready(self) -> None:
        from serai.centres import today
        from serai.centres.rules import May
        from serai.interpreters import sources
        from serai.people import door, holdings, telling
        from serai.people import panels as on_the_file
        from serai.ui import nav
        from serai.watch import access, panels, queries, told
        from serai.watch import holdings as own

        door.declare(access.keep_the_budget, access.ring_for_a_decoy)
        holdings.declare(*own.OWN)
        sources.leave_out(queries.invented)
        telling.declare(*told.TOLD)
        telling.keep_quiet(told.QUIET)
        on_the_file.declare(panels.PANEL)
        today.declare(*panels.BLOCKS)
        nav.declare(nav.NavItem("watch:alarms", _("Alarms"), May.REVIEW_ALARMS, 80))
