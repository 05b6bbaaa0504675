"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import lists
from serai.codes.words import Words
from serai.duplicates.parts import Part, of_this_centre
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines
from serai.reception.models import Departure, Visit


def _visits(*, posting: Posting, person: Person) -> list[Entry]:
    here = Visit.objects.filter(person=person, centre_id=posting.here).select_related("departure").order_by("pk")
    return [
        lines(
            (_("You came on"), date_format(visit.arrived_on)),
            (_("Triage"), visit.triage_label),
            (_("Called first because of"), " · ".join(visit.group_labels)),
            (_("You left on"), date_format(timezone.localdate(visit.left_at)) if visit.left_at else ""),
            *_departure(getattr(visit, "departure", None)),
        )
        for visit in here
    ]


def _departure(departure: Departure | None) -> list[tuple[Words, object]]:
    if departure is None:
        return []
    to = lists.label("departure_destination", departure.destination) if departure.destination else ""
    return [(_("How you left"), departure.kind_label), (_("Where to"), to)]


TOLD = [Telling(_("Visits"), (Visit,), _visits, 50)]
APART = [
    Part(
        Visit,
        _("Visits"),
        May.SEE_QUEUE,
        of_this_centre(Visit),
        lambda visit: date_format(timezone.localtime(visit.arrived_at), "DATETIME_FORMAT"),
    )
]
