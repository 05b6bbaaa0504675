"""Who opened this file, on the person's page; the words of the last checkpoint, on the page *today*."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.audit import checkpoints
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.oversight.queries.readers import readers
from serai.people.models import Person
from serai.people.panels import Panel


def load_readers(*, posting: Posting, person: Person) -> dict[str, Any]:
    return {"readers": readers(posting=posting, person=person)}


def load_checkpoint(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {"kept": checkpoints.last_kept()}


PANELS = [
    Panel(
        name="readers",
        title=_("Who opened this file, and why"),
        needs=May.SEE_READERS,
        template="oversight/readers.html",
        load=load_readers,
        order=900,
    )
]

TODAY = [
    TodayBlock(
        name="checkpoint",
        title=_("Checkpoint of the trail"),
        needs=May.KEEP_CHECKPOINT,
        template="oversight/today_checkpoint.html",
        load=load_checkpoint,
        order=95,
    )
]
