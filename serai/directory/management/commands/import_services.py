from typing import Any, cast

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.directory.choices import Problem
from serai.directory.models import SourceNote
from serai.directory.operations.imports import import_services


class Command(BaseCommand):
    help = cast(
        str, _("Import the 562 services of the Syrian refugee response in Jordan; running it twice changes nothing.")
    )

    def handle(self, *args: Any, **options: Any) -> None:
        counts = import_services(by=None, today=timezone.localdate())
        if not options["verbosity"]:
            return
        self.stdout.write(
            _("Services: {added} added, {changed} changed, {unchanged} unchanged. Notes: {notes}.").format(**counts)
        )
        per_problem = SourceNote.objects.values_list("problem").annotate(Count("pk")).order_by("problem")
        for problem, count in per_problem:
            self.stdout.write(f"  {count:5}  {Problem(problem).label}")
