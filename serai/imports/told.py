"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.imports.models import ImportRow
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines


def _rows(*, posting: Posting, person: Person) -> list[Entry]:
    rows = ImportRow.objects.filter(person=person, batch__centre_id=posting.here).select_related("batch")
    return [
        lines((_("Brought in from a list made elsewhere on"), date_format(timezone.localdate(row.batch.uploaded_at))))
        for row in rows.order_by("pk")
    ]


TOLD = [Telling(_("Registered elsewhere"), (ImportRow,), _rows, 22)]
