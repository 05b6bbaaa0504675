from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "serai.search"

    def ready(self) -> None:
        from serai.centres.rules import May
        from serai.ui import nav

        nav.declare(nav.NavItem(url_name="search:search", label=_("Search"), needs=May.SEARCH_PEOPLE, order=10))
