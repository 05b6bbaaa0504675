from django.apps import AppConfig


class InterpretersConfig(AppConfig):
    name = "serai.interpreters"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from serai.centres.rules import May
        from serai.interpreters import holdings as own
        from serai.interpreters import operations, panels, queries, sources, told
        from serai.people import holdings, telling
        from serai.people import panels as on_the_file
        from serai.people.operations import erasing
        from serai.ui import nav

        sources.declare(*queries.SOURCES)
        on_the_file.declare(*panels.PANELS)
        holdings.declare(*own.OWN)
        erasing.declare(operations.forget_what_does_not_count)
        telling.declare(*told.TOLD)
        nav.declare(
            nav.NavItem(url_name="interpreters:list", label=_("Interpreters"), needs=May.SEE_INTERPRETERS, order=45)
        )
