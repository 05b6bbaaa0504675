"""What this room tells a person who asks what is held about them."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.people.models import KeptFile, Person, TeamMember
from serai.people.telling import Entry, Telling, lines


def _kept(*, posting: Posting, person: Person) -> list[Entry]:
    """That only some of us open the file, since when and until when; not who, nor why."""
    rows = KeptFile.objects.filter(person=person, centre_id=posting.here).order_by("pk")
    return [
        lines(
            (_("Only some of us may open your file since"), date_format(timezone.localdate(one.begun_at))),
            (_("Until"), date_format(timezone.localdate(one.ended_at)) if one.ended_at else ""),
        )
        for one in rows
    ]


TOLD = [Telling(_("Who may open your file"), (KeptFile,), _kept, 46)]
QUIET = {TeamMember: "who of us is in the team; that there is one is told"}
