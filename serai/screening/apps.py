from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "serai.screening"

    def ready(self) -> None:
        from serai.centres import today
        from serai.centres.rules import May
        from serai.duplicates import parts
        from serai.households.operations import groups
        from serai.interpreters import sources
        from serai.people import holdings as about_people
        from serai.people import panels as on_the_file
        from serai.people import telling
        from serai.screening import access, holdings, models, operations, panels, queries, told
        from serai.sealed.queries import files as sealed
        from serai.sharing import recipients
        from serai.ui import nav

        groups.declare(operations.flag_led_by_unrelated)
        sources.declare(sources.Source(models.Screening, "filled_on", "language", needs=May.SEE_SCREENING))
        recipients.declare_bar(access.asylum_wish_stands)
        about_people.declare(*holdings.OWN)
        telling.declare(*told.TOLD)
        parts.declare(*told.APART)
        telling.keep_quiet(told.QUIET)
        on_the_file.declare(*panels.PANELS)
        today.declare(panels.TODAY)
        nav.declare(panels.NAV)
        sealed.declare_words(queries.why)
