"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines
from serai.privacy.models import DataRequest, DueFile, LegalHold


def _holds(*, posting: Posting, person: Person) -> list[Entry]:
    """That the file is kept, and until when. Why is typed by staff, and is left out."""
    return [
        lines(
            (_("Your file is kept since"), date_format(timezone.localdate(hold.placed_at))),
            (_("Until"), date_format(hold.until)),
            (_("Lifted on"), date_format(timezone.localdate(hold.lifted_at)) if hold.lifted_at else ""),
        )
        for hold in LegalHold.objects.filter(person=person).order_by("pk")
    ]


def _requests(*, posting: Posting, person: Person) -> list[Entry]:
    return [
        lines(
            (_("You asked"), one.get_right_display()),
            (_("Day"), date_format(one.received_on)),
            (_("Answer"), one.get_outcome_display()),
            (_("Why"), one.get_why_display()),
        )
        for one in DataRequest.objects.filter(person=person, centre_id=posting.here).order_by("pk")
    ]


TOLD = [
    Telling(_("What you asked about your data"), (DataRequest,), _requests, 84),
    Telling(_("Kept longer than usual"), (LegalHold,), _holds, 86),
]
QUIET = {DueFile: "a list of files whose time is over; how long a file is kept is in the notice"}
