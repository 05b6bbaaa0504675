from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "serai.people"

    def ready(self) -> None:
        from serai.audit import restored
        from serai.centres.rules import May
        from serai.people import holdings, telling, told
        from serai.people.operations.numbers import hash_anew
        from serai.ui import nav

        holdings.declare(*holdings.OWN)
        telling.declare(*told.TOLD)
        telling.keep_quiet(told.QUIET)
        restored.declare("numbers hashed anew", hash_anew)
        nav.declare(nav.NavItem(url_name="people:search", label=_("Search"), needs=May.SEARCH_PEOPLE, order=10))
