from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "serai.reception"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from serai.centres import today
        from serai.centres.rules import May
        from serai.duplicates import parts
        from serai.people import holdings, telling
        from serai.people import panels as file_panels
        from serai.reception import holdings as own
        from serai.reception import panels, scanning, told
        from serai.search import places
        from serai.ui import nav

        today.declare(*panels.TODAY)
        file_panels.declare(*panels.PANELS)
        holdings.declare(*own.OWN)
        telling.declare(*told.TOLD)
        parts.declare(*told.APART)
        places.declare(*scanning.SCANNED)
        nav.declare(
            nav.NavItem(url_name="reception:gate", label=_("Head-count"), needs=May.COUNT_AT_GATE, order=20),
            nav.NavItem(url_name="reception:visits", label=_("Who is here"), needs=May.SEE_QUEUE, order=22),
            nav.NavItem(url_name="reception:queues", label=_("Queues"), needs=May.SEE_QUEUE, order=24),
        )
