from pathlib import Path
from typing import Any, cast

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy as _

from serai.codes.operations import PLACES, load_places, shipped_places


class Command(BaseCommand):
    help = cast(
        str, _("Load the administrative areas (P-codes) that come with Serai. Run again, it changes only what differs.")
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "edition", nargs="?", type=Path, default=PLACES, help=str(_("another file of the same shape"))
        )

    def handle(self, *args: Any, edition: Path, **options: Any) -> None:
        loaded = load_places(shipped_places(edition))
        said = _("Places: {added} added, {changed} changed, {unchanged} unchanged.")
        self.stdout.write(said.format(added=loaded.added, changed=loaded.changed, unchanged=loaded.same))
