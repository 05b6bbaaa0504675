from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "serai.people"

    def ready(self) -> None:
        from serai.centres import today as today_page
        from serai.centres.rules import May
        from serai.people import holdings, panels
        from serai.people.queries import profile, today
        from serai.ui import nav

        holdings.declare(*holdings.OWN)
        nav.declare(nav.NavItem(url_name="people:search", label=_("Search"), needs=May.SEARCH_PEOPLE, order=10))
        today_page.declare(
            today_page.TodayBlock(
                name="registered",
                title=_("Registration"),
                needs=May.REGISTER_PEOPLE,
                template="people/today.html",
                load=today.registered_today,
                order=20,
            )
        )
        panels.declare(
            panels.Panel(
                name="profile",
                title=_("More about the person"),
                needs=May.SEE_PROFILE,
                template="people/profile_summary.html",
                load=profile.panel,
                order=20,
            )
        )
