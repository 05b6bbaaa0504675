from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "serai.sharing"

    def ready(self) -> None:
        from serai.centres import decisions
        from serai.people import holdings as about_people
        from serai.people import panels as on_the_file
        from serai.people import telling
        from serai.people.operations import withdrawals
        from serai.sharing import holdings, panels, told
        from serai.sharing.operations import agreements, disclosures, exemptions
        from serai.ui import nav

        about_people.declare(*holdings.OWN)
        telling.declare(*told.TOLD)
        withdrawals.declare(disclosures.queue_notices)
        nav.declare(*panels.NAV)
        on_the_file.declare(*panels.PANELS)
        decisions.declare(
            decisions.Kind(
                code=exemptions.EXCEPTION,
                title=_("Exception to consent"),
                may_agree=exemptions.may_grant,
                carry_out=exemptions.grant,
                describe=exemptions.described,
            ),
            decisions.Kind(
                code=agreements.AGREEMENT,
                title=_("A sharing agreement begins"),
                may_agree=agreements.may_agree,
                carry_out=agreements.put_into_force,
                describe=agreements.described,
            ),
        )
