from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationConfig(AppConfig):
    name = "serai.registration"

    def ready(self) -> None:
        from serai.centres import today as today_page
        from serai.centres.rules import May
        from serai.people import panels, telling
        from serai.registration import told
        from serai.registration.queries import profile, today

        telling.declare(*told.TOLD)
        today_page.declare(
            today_page.TodayBlock(
                name="registered",
                title=_("Registration"),
                needs=May.REGISTER_PEOPLE,
                template="registration/today.html",
                load=today.registered_today,
                order=20,
            )
        )
        panels.declare(
            panels.Panel(
                name="profile",
                title=_("More about the person"),
                needs=May.SEE_PROFILE,
                template="registration/profile_summary.html",
                load=profile.panel,
                order=20,
            ),
        )
