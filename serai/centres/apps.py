from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "serai.centres"

    def ready(self) -> None:
        from serai.centres import decisions, today
        from serai.centres.operations import postings
        from serai.centres.queries import decisions_to_take
        from serai.centres.rules import May
        from serai.ui import nav

        decisions.declare(
            decisions.Kind(
                code=postings.GIVING,
                title=_("Give a posting"),
                may_agree=postings.may_agree_to_posting,
                carry_out=postings.give_what_was_asked,
                describe=postings.described,
            )
        )
        today.declare(
            today.TodayBlock(
                name="decisions",
                title=_("Waits for a second person"),
                needs=May.SEE_DECISIONS,
                template="centres/decisions_today.html",
                load=decisions_to_take,
                order=5,
            )
        )
        nav.declare(
            nav.NavItem("centres:today", _("Today"), May.SEE_TODAY, 0),
            nav.NavItem("centres:here", _("Centre"), May.SEE_CENTRE, 90),
        )
