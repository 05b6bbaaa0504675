"""What the page of a registration offers."""

from collections import Counter
from datetime import date, timedelta

from serai.centres.models import Posting
from serai.people.access import shown_to
from serai.people.models import Registration

LATEST = 1_000
WEEK, QUARTER = timedelta(days=7), timedelta(days=90)


def usual_nationalities(*, posting: Posting, on: date) -> list[str]:
    """What most of the last people registered here hold, of three months at most, so that the list can begin with it.
    A busy centre has tens of thousands in that time, and the last of them in a week, which tell as much."""
    here = shown_to(Registration.objects.filter(centre_id=posting.here), posting=posting)
    ordered = here.order_by("-registered_on", "-pk").values_list("nationality", flat=True)
    latest = list(ordered.filter(registered_on__gte=on - WEEK)[:LATEST])
    if len(latest) < LATEST:
        latest = list(ordered.filter(registered_on__gte=on - QUARTER)[:LATEST])
    counted = Counter(nationality for nationality in latest if nationality != "unknown")
    return sorted(counted, key=lambda nationality: (-counted[nationality], nationality))[:6]
