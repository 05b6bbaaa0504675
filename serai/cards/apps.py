from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "serai.cards"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from serai.centres.rules import May
        from serai.ui import nav

        nav.declare(nav.NavItem(url_name="cards:batches", label=_("Cards"), needs=May.ISSUE_CARD, order=26))
