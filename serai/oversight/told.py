"""What this room tells a person who asks: who opened their file, by function, never by name."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.oversight.queries.readers import openings_by_function
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines


def _openings(*, posting: Posting, person: Person) -> list[Entry]:
    return [
        lines(
            (_("Day"), date_format(timezone.localdate(one["at"]))),
            (_("Function"), one["function"]),
            (_("Why"), one["why"]),
        )
        for one in openings_by_function(posting=posting, person=person)
    ]


TOLD = [Telling(_("Who opened your file"), (), _openings, 80)]
