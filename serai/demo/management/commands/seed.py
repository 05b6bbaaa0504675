from datetime import date, timedelta
from typing import Any, cast

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from serai.audit import checkpoints
from serai.centres.models import Centre
from serai.demo import stage

MONTHS = 13


class Command(BaseCommand):
    help = cast(
        str,
        gettext_lazy(
            "Fill an empty installation with the demo network: invented centres' staff and people, a year of them."
        ),
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--months", type=int, default=MONTHS, help=_("how many months back (default: %(default)s)"))

    def handle(self, *args: Any, **options: Any) -> None:
        if Centre.objects.exists():
            raise CommandError(_("This installation has centres already. The demo goes only into an empty one."))
        today = timezone.localdate()
        first = (today.replace(day=1) - timedelta(days=30 * (options["months"] - 1))).replace(day=1)
        with transaction.atomic():
            self.say(_("The network and its staff …"))
            stage.network(on=date(2019, 1, 1))
            self.say(_("The directory of services …"))
            call_command("import_services", verbosity=0)
            self.say(_("A year of people …"))
            people = stage.people(first=first, last=today - timedelta(days=1))
            self.say("  " + _registered(people))
            stage.history(first=first, last=today - timedelta(days=1))
            self.say(_("Today at Obock …"))
            stage.today(today)
        self.say(_("The figures of each month …"))
        stage.figures(first=first, today=today)
        checkpoints.keep()

    def say(self, words: str) -> None:
        self.stdout.write(words)


def _registered(number: int) -> str:
    return ngettext("{number} person registered", "{number} people registered", number).format(number=number)
