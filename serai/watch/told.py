"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines
from serai.watch.models import Decoy, EmergencyOpening


def _emergencies(*, posting: Posting, person: Person) -> list[Entry]:
    here = EmergencyOpening.objects.filter(person=person, centre_id=posting.here).order_by("pk")
    return [
        lines(
            (_("Day"), date_format(timezone.localdate(one.opened_at))),
            (_("Emergency"), one.get_reason_display()),
            (_("Looked at afterwards by somebody else"), _("Yes") if one.reviewed_at else _("Not yet")),
        )
        for one in here
    ]


TOLD = [Telling(_("Opened in an emergency"), (EmergencyOpening,), _emergencies, 82)]
QUIET = {Decoy: "an invented person; nobody real is held here"}
