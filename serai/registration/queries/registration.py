"""What the page of a registration offers."""

from datetime import date

from django.db.models import Count

from serai.centres.models import Posting
from serai.people.models import Registration


def usual_nationalities(*, posting: Posting, since: date) -> list[str]:
    """What most people registered here lately hold, so that the list can begin with it."""
    return list(
        Registration.objects.filter(centre_id=posting.here, registered_on__gte=since)
        .exclude(nationality="unknown")
        .values_list("nationality", flat=True)
        .annotate(people=Count("pk"))
        .order_by("-people", "nationality")[:6]
    )
