from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "serai.centres"

    def ready(self) -> None:
        from serai.centres import decisions, queries, today
        from serai.centres.operations import hands, postings
        from serai.centres.rules import May
        from serai.ui import nav

        decisions.declare(
            decisions.Kind(
                code=postings.GIVING,
                title=_("Give a posting"),
                may_agree=postings.may_agree_to_posting,
                carry_out=postings.give_what_was_asked,
                describe=postings.described,
            ),
            decisions.Kind(
                code=hands.SECOND_STEP,
                title=_("Take away the second step of an account"),
                may_agree=hands.may_agree,
                carry_out=hands.forget_what_was_asked,
                describe=hands.described,
            ),
            decisions.Kind(
                code=hands.OWNER,
                title=_("Confirm whose account it is"),
                may_agree=hands.may_agree,
                carry_out=hands.confirm_what_was_asked,
                describe=hands.described,
            ),
        )
        today.declare(
            today.TodayBlock(
                name="decisions",
                title=_("Waits for a second person"),
                needs=May.SEE_DECISIONS,
                template="centres/decisions_today.html",
                load=queries.decisions_to_take,
                order=5,
            ),
            today.TodayBlock(
                name="own_account",
                title=_("Your account"),
                needs=May.SEE_TODAY,
                template="centres/own_account_today.html",
                load=queries.own_account,
                order=1,
            ),
            today.TodayBlock(
                name="handed",
                title=_("Accounts in somebody else’s hands"),
                needs=May.REVIEW_TRAIL,
                template="centres/handed_today.html",
                load=queries.handed_accounts,
                order=6,
            ),
        )
        nav.declare(
            nav.NavItem("centres:today", _("Today"), May.SEE_TODAY, 0),
            nav.NavItem("centres:here", _("Centre"), May.SEE_CENTRE, 90),
        )
