from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "serai.centres"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from serai.centres import decisions, kinds, panels, today
        from serai.centres.middleware import begin_with
        from serai.centres.rules import May
        from serai.ui import nav

        user_logged_in.connect(begin_with, dispatch_uid="serai.centres.begin_with")
        decisions.declare(*kinds.KINDS)
        today.declare(*panels.BLOCKS)
        nav.declare(
            nav.NavItem("centres:today", _("Today"), May.SEE_TODAY, 0),
            nav.NavItem("centres:here", _("Centre"), May.SEE_CENTRE, 90),
        )
