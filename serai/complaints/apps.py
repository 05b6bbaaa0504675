from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "serai.complaints"

    def ready(self) -> None:
        from serai.centres import today
        from serai.complaints import panels
        from serai.ui import nav

        today.declare(panels.TODAY)
        nav.declare(panels.NAV)
