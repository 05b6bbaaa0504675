from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "serai.screening"

    def ready(self) -> None:
        from serai.centres import today  # noqa: PLC0415 - models are ready only now
        from serai.people import holdings as about_people  # noqa: PLC0415
        from serai.people import panels as on_the_file  # noqa: PLC0415
        from serai.screening import holdings, panels  # noqa: PLC0415
        from serai.ui import nav  # noqa: PLC0415

        about_people.declare(*holdings.OWN)
        on_the_file.declare(*panels.PANELS)
        today.declare(panels.TODAY)
        nav.declare(panels.NAV)
