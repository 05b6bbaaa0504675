from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "serai.appointments"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from serai.appointments import holdings as own
        from serai.appointments import panels, told
        from serai.centres import today
        from serai.centres.rules import May
        from serai.duplicates import parts
        from serai.people import holdings, telling
        from serai.people import panels as on_the_file
        from serai.ui import nav

        today.declare(panels.TODAY)
        on_the_file.declare(*panels.PANELS)
        holdings.declare(*own.OWN)
        telling.declare(*told.TOLD)
        parts.declare(*told.APART)
        nav.declare(
            nav.NavItem(url_name="appointments:day", label=_("Appointments"), needs=May.SEE_APPOINTMENTS, order=26)
        )
