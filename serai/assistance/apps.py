from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "serai.assistance"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from serai.assistance import holdings as own
        from serai.assistance import panels, told
        from serai.centres import today
        from serai.centres.rules import May
        from serai.duplicates import parts
        from serai.people import holdings, telling
        from serai.people import panels as file_panels
        from serai.search import places
        from serai.ui import nav

        today.declare(*panels.TODAY)
        file_panels.declare(*panels.PANELS)
        holdings.declare(*own.OWN)
        telling.declare(*told.TOLD)
        parts.declare(*told.APART)
        places.declare(panels.SCANNED)
        nav.declare(
            nav.NavItem(url_name="assistance:choose", label=_("Record a service"), needs=May.RECORD_SERVICE, order=40)
        )
