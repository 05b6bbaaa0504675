from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuplicatesConfig(AppConfig):
    name = "serai.duplicates"

    def ready(self) -> None:
        from serai.centres import decisions, today
        from serai.centres.rules import May
        from serai.duplicates import holdings, parts
        from serai.duplicates.operations.across import TAKES_ONE_OF_EACH
        from serai.duplicates.queries import pairs
        from serai.people import panels, telling
        from serai.people.holdings import declare

        declare(*holdings.OWN)
        decisions.declare(TAKES_ONE_OF_EACH)
        parts.declare(*parts.OWN)
        telling.keep_quiet(holdings.QUIET)
        today.declare(
            today.TodayBlock(
                name="pairs",
                title=_("Files to compare"),
                needs=May.COMPARE_FILES,
                template="duplicates/today.html",
                load=pairs.today,
                order=45,
            )
        )
        panels.declare(
            panels.Panel(
                name="merges",
                title=_("Other files of this person"),
                needs=May.SEE_BASIC_FILE,
                template="duplicates/merges.html",
                load=pairs.merges_of,
                order=90,
            )
        )
