from django.apps import AppConfig


class SealedConfig(AppConfig):
    name = "serai.sealed"

    def ready(self) -> None:
        from serai.centres import decisions, today
        from serai.people import holdings as about_people
        from serai.people import panels as on_the_file
        from serai.people import telling
        from serai.people.operations import erasing
        from serai.sealed import holdings, panels
        from serai.sealed.admission import NEW_READER
        from serai.sealed.operations import files
        from serai.ui import nav

        about_people.declare(*holdings.OWN)
        telling.keep_quiet(holdings.QUIET)
        on_the_file.declare(panels.PANEL)
        today.declare(panels.TODAY)
        nav.declare(panels.NAV)
        decisions.declare(NEW_READER)
        erasing.declare(files.shred_with_the_file)
