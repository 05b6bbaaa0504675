"""What the page of a registration offers."""

from collections import Counter
from datetime import date

from serai.centres.models import Posting
from serai.people.access import shown_to
from serai.people.models import Registration

LATEST = 1_000


def usual_nationalities(*, posting: Posting, since: date) -> list[str]:
    """What most of the last people registered here hold, so that the list can begin with it. A busy centre has tens of
    thousands in three months; the last of them tell as much."""
    here = shown_to(Registration.objects.filter(centre_id=posting.here, registered_on__gte=since), posting=posting)
    latest = here.order_by("-registered_on", "-pk").values_list("nationality", flat=True)[:LATEST]
    counted = Counter(nationality for nationality in latest if nationality != "unknown")
    return sorted(counted, key=lambda nationality: (-counted[nationality], nationality))[:6]
