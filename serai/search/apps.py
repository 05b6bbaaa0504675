from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from serai.people.models import Person


class SearchConfig(AppConfig):
    name = "serai.search"

    def ready(self) -> None:
        from django.urls import reverse

        from serai.centres.rules import May
        from serai.search import places
        from serai.ui import nav

        def file_of(*, person: "Person", **_at: Any) -> str:
            return reverse("people:file", args=[person.public_id])

        places.declare(places.Place(name="file", label=_("The file"), needs=May.SEE_BASIC_FILE, find=file_of, order=10))

        nav.declare(nav.NavItem(url_name="search:search", label=_("Search"), needs=May.SEARCH_PEOPLE, order=10))
