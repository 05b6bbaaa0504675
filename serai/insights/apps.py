from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "serai.insights"

    def ready(self) -> None:
        from serai.centres.rules import May
        from serai.ui.nav import NavItem, declare

        declare(
            NavItem("insights:month", _("Figures"), May.SEE_FIGURES, order=80),
            NavItem("insights:public_month", _("Figures"), May.SEE_PUBLIC_FIGURES, order=80),
        )
