from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "serai.assistance"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from serai.assistance import holdings as own  # noqa: PLC0415 - models are ready only now
        from serai.assistance import panels  # noqa: PLC0415
        from serai.centres import today  # noqa: PLC0415
        from serai.centres.rules import May  # noqa: PLC0415
        from serai.people import holdings  # noqa: PLC0415
        from serai.people import panels as file_panels  # noqa: PLC0415
        from serai.ui import nav  # noqa: PLC0415

        today.declare(*panels.TODAY)
        file_panels.declare(*panels.PANELS)
        holdings.declare(*own.OWN)
        nav.declare(
            nav.NavItem(url_name="assistance:choose", label=_("Record a service"), needs=May.RECORD_SERVICE, order=40)
        )
