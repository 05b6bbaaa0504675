from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "serai.centres"

    def ready(self) -> None:
        from serai.centres import decisions, kinds, panels, today
        from serai.centres.rules import May
        from serai.ui import nav

        decisions.declare(*kinds.KINDS)
        today.declare(*panels.BLOCKS)
        nav.declare(
            nav.NavItem("centres:today", _("Today"), May.SEE_TODAY, 0),
            nav.NavItem("centres:here", _("Centre"), May.SEE_CENTRE, 90),
        )
