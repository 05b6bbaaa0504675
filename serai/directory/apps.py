from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "serai.directory"

    def ready(self) -> None:
        from serai.centres import today
        from serai.centres.rules import May
        from serai.directory.panels import to_verify
        from serai.directory.queries import recipients as services
        from serai.sharing import recipients
        from serai.ui import nav

        recipients.declare(prefix="service", finder=services.recipient, parties=services.parties)
        nav.declare(nav.NavItem("directory:search", _("Directory"), May.SEE_DIRECTORY, order=60))
        today.declare(
            today.TodayBlock(
                name="directory_to_verify",
                title=_("Services not verified for 90 days"),
                needs=May.EDIT_DIRECTORY,
                template="directory/to_verify.html",
                load=to_verify,
                order=80,
            )
        )
