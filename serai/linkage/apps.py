from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinkageConfig(AppConfig):
    name = "serai.linkage"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from serai.centres import today
        from serai.centres.rules import May
        from serai.linkage import holdings, panels
        from serai.linkage.operations.forgetting import forget_old
        from serai.linkage.operations.withdrawing import forget_elsewhere, forget_kept
        from serai.people import telling
        from serai.people.holdings import declare
        from serai.people.operations import withdrawals
        from serai.teams.operations import when_kept
        from serai.ui import nav

        declare(*holdings.OWN)
        telling.keep_quiet(holdings.QUIET)
        withdrawals.declare(forget_elsewhere)
        when_kept(forget_kept)
        user_logged_in.connect(forget_old, dispatch_uid="serai.linkage.forget_old")
        nav.declare(
            nav.NavItem(
                url_name="linkage:suggestions", label=_("Files that are alike"), needs=May.COMPARE_FILES, order=47
            ),
            nav.NavItem(url_name="linkage:across", label=_("Files at two centres"), needs=May.COMPARE_ACROSS, order=47),
        )
        today.declare(*panels.TODAY)
