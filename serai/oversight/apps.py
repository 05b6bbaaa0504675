from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    name = "serai.oversight"

    def ready(self) -> None:
        from serai.centres import today
        from serai.centres.rules import May
        from serai.oversight import told
        from serai.oversight.panels import PANELS, TODAY
        from serai.people import panels, telling
        from serai.ui.nav import NavItem, declare

        declare(NavItem("oversight:review", _("Review of the trail"), May.REVIEW_TRAIL, order=85))
        panels.declare(*PANELS)
        telling.declare(*told.TOLD)
        today.declare(*TODAY)
