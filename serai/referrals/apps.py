from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "serai.referrals"

    def ready(self) -> None:
        from serai.centres import decisions, today
        from serai.centres.rules import May
        from serai.duplicates import parts
        from serai.people import holdings as about_people
        from serai.people import panels, telling
        from serai.people.operations import withdrawals
        from serai.people.queries import consent as ledger
        from serai.referrals import access, holdings, kinds, operations, queries, told
        from serai.sharing.operations import disclosures
        from serai.ui import nav

        about_people.declare(*holdings.OWN)
        telling.declare(*told.TOLD)
        parts.declare(*told.APART)
        withdrawals.declare(operations.stop_after_withdrawal)
        disclosures.declare_when_told(operations.hear_that_told)
        ledger.declare(access.not_to_be_known)
        decisions.declare(*kinds.KINDS)
        nav.declare(
            nav.NavItem("referrals:list", _("Referrals"), May.SEE_REFERRALS, order=50),
            nav.NavItem("referrals:desk", _("Referrals to us"), May.ANSWER_REFERRALS, order=50),
            nav.NavItem("referrals:partners", _("Partners’ postings"), May.MANAGE_STAFF, order=95),
        )
        title, of_person = _("Referrals"), queries.of_person
        panels.declare(panels.Panel("referrals", title, May.SEE_REFERRALS, "referrals/of_person.html", of_person, 60))
        today.declare(
            today.TodayBlock(
                name="referrals_waiting",
                title=_("Referrals waiting"),
                needs=May.SEE_REFERRALS,
                template="referrals/waiting.html",
                load=queries.waiting,
                order=50,
            )
        )
