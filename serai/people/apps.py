from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "serai.people"

    def ready(self) -> None:
        from serai.centres.rules import May  # noqa: PLC0415 - models are ready only now
        from serai.people import holdings, panels  # noqa: PLC0415
        from serai.people.queries import profile  # noqa: PLC0415

        holdings.declare(*holdings.OWN)
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
