"""What this room tells a person who asks what is held about them."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines
from serai.waves.models import Row


def _came_with_others(*, posting: Posting, person: Person) -> list[Entry]:
    here = Row.objects.filter(person=person, centre_id=posting.here).select_related("wave").order_by("pk")
    return [
        lines(
            (_("You came on"), date_format(row.wave.on)),
            (_("How you came"), row.wave.get_kind_display()),
            (_("Your number in the list"), row.number),
        )
        for row in here
    ]


TOLD = [Telling(_("Arrivals together with others"), (Row,), _came_with_others, 51)]
