from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WatchConfig(AppConfig):
    name = "serai.watch"

    def ready(self) -> None:
        from serai.centres import today
        from serai.centres.rules import May
        from serai.people import door, holdings, panels, telling
        from serai.ui import nav
        from serai.watch import access, queries, told
        from serai.watch import holdings as own

        door.declare(access.keep_the_budget, access.ring_for_a_decoy)
        holdings.declare(*own.OWN)
        telling.declare(*told.TOLD)
        telling.keep_quiet(told.QUIET)
        panels.declare(
            panels.Panel(
                name="emergency",
                title=_("In an emergency"),
                needs=May.OPEN_IN_EMERGENCY,
                template="watch/emergency_panel.html",
                load=queries.emergency_panel,
                order=95,
            )
        )
        today.declare(
            today.TodayBlock(
                name="alarms",
                title=_("Alarms"),
                needs=May.REVIEW_ALARMS,
                template="watch/alarms_today.html",
                load=queries.alarms_today,
                order=4,
            )
        )
        nav.declare(nav.NavItem("watch:alarms", _("Alarms"), May.REVIEW_ALARMS, 80))
