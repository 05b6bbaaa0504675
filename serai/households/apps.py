from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HouseholdsConfig(AppConfig):
    name = "serai.households"

    def ready(self) -> None:
        from serai.centres.rules import May
        from serai.households.queries import household
        from serai.people import panels

        panels.declare(
            panels.Panel(
                name="household",
                title=_("In the same household"),
                needs=May.SEE_BASIC_FILE,
                template="households/panel.html",
                load=household.panel,
                order=5,
            )
        )
