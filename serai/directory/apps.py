from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "serai.directory"

    def ready(self) -> None:
        from serai.centres import today  # noqa: PLC0415 - models are ready only now
        from serai.centres.rules import May  # noqa: PLC0415
        from serai.directory.panels import to_verify  # noqa: PLC0415
        from serai.ui import nav  # noqa: PLC0415

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
