from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "serai.imports"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from serai.centres import decisions
        from serai.centres.rules import May
        from serai.codes.follows import Follows
        from serai.codes.levels import Level
        from serai.imports import told
        from serai.imports.holdings import rows_as_numbers
        from serai.imports.models import ImportRow
        from serai.imports.operations import batches
        from serai.people import telling
        from serai.people.holdings import YEAR, Holding, declare
        from serai.ui import nav

        declare(
            Holding(
                model=ImportRow,
                level=Level.CONFIDENTIAL,
                keep_for=YEAR,
                as_numbers=rows_as_numbers,
                follows=Follows.STAYS,  # taking an import back takes back the file that it made
            )
        )
        telling.declare(*told.TOLD)
        decisions.declare(
            decisions.Kind(
                code=batches.TAKE,
                title=_("Import registrations"),
                may_agree=batches.may_agree,
                carry_out=batches.agreed,
                describe=batches.described,
            )
        )
        user_logged_in.connect(batches.forget_old, dispatch_uid="serai.imports.forget_old")
        nav.declare(nav.NavItem(url_name="imports:files", label=_("Imports"), needs=May.IMPORT_PEOPLE, order=70))
