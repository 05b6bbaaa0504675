from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "serai.teams"

    def ready(self) -> None:
        from serai.people import panels as on_the_file
        from serai.people import telling
        from serai.teams import panels, told

        on_the_file.declare(*panels.PANELS)
        telling.declare(*told.TOLD)
        telling.keep_quiet(told.QUIET)
