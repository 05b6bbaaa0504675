from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "serai.sharing"

    def ready(self) -> None:
        from serai.centres import decisions
        from serai.people import holdings as about_people
        from serai.people.operations import withdrawals
        from serai.sharing import holdings
        from serai.sharing.operations import disclosures, exemptions

        about_people.declare(*holdings.OWN)
        withdrawals.declare(disclosures.queue_notices)
        decisions.declare(
            decisions.Kind(
                code=exemptions.EXCEPTION,
                title=_("Exception to consent"),
                may_agree=exemptions.may_grant,
                carry_out=exemptions.grant,
                describe=exemptions.described,
            )
        )
