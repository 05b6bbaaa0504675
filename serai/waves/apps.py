from django.apps import AppConfig


class WavesConfig(AppConfig):
    name = "serai.waves"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.utils.translation import gettext_lazy as _

        from serai.centres.rules import May
        from serai.people import holdings, telling
        from serai.reception.operations import visits
        from serai.ui import nav
        from serai.waves import holdings as own
        from serai.waves import told
        from serai.waves.operations.drafts import forget_old
        from serai.waves.operations.rows import follow_to_file

        holdings.declare(*own.OWN)
        telling.declare(*told.TOLD)
        visits.declare(follow_to_file)
        user_logged_in.connect(forget_old, dispatch_uid="serai.waves.forget_old")
        nav.declare(nav.NavItem(url_name="waves:waves", label=_("Arrival waves"), needs=May.SEE_COUNTS, order=21))
