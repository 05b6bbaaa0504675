from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "serai.privacy"

    def ready(self) -> None:
        from serai.audit import restored
        from serai.centres import decisions, today
        from serai.centres.rules import May
        from serai.people import holdings, panels, telling
        from serai.privacy import holdings as own
        from serai.privacy import kinds, queries, told
        from serai.privacy import panels as own_panels
        from serai.privacy.operations import erasing
        from serai.sharing import assessments
        from serai.ui import nav

        assessments.declare(queries.is_signed_assessment)
        holdings.declare(*own.OWN)
        restored.declare("people erased since", erasing.erase_again)
        decisions.declare(
            decisions.Kind(
                code=erasing.ERASING,
                title=_("Erase files whose time is over"),
                may_agree=erasing.may_agree_to_erase,
                carry_out=erasing.begin_to_erase,
                describe=erasing.described,
            )
        )
        today.declare(
            today.TodayBlock(
                name="retention",
                title=_("Files whose time is over"),
                needs=May.KEEP_RETENTION,
                template="privacy/retention_today.html",
                load=queries.due_soon,
                order=60,
            )
        )
        telling.declare(*told.TOLD)
        telling.keep_quiet(told.QUIET)
        panels.declare(*own_panels.PANELS)
        today.declare(*own_panels.TODAY)
        decisions.declare(*kinds.KINDS)
        nav.declare(*own_panels.NAV, nav.NavItem("privacy:retention", _("Data protection"), May.KEEP_RETENTION, 82))
