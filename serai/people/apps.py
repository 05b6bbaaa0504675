from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "serai.people"

    def ready(self) -> None:
        from serai.centres.rules import May
        from serai.people import holdings
        from serai.ui import nav

        holdings.declare(*holdings.OWN)
        nav.declare(nav.NavItem(url_name="people:search", label=_("Search"), needs=May.SEARCH_PEOPLE, order=10))
