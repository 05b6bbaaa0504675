"""What registration has to show on the page of the day."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from serai.centres.models import Posting
from serai.people.access import shown_to
from serai.people.choices import ConsentStatus
from serai.people.models import Registration

SHOWN = 8


def registered_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """How many were registered here today, and who was not yet asked for consent."""
    today = timezone.localdate(now)
    here = shown_to(Registration.objects.filter(centre_id=posting.here, registered_on=today), posting=posting)
    waiting = Q(consent_status=ConsentStatus.NOT_ASKED)
    counts = here.aggregate(total=Count("pk"), not_asked=Count("pk", filter=waiting))
    rows = here.filter(waiting).select_related("person").order_by("pk")[:SHOWN]
    return {**counts, "rows": list(rows), "more": max(0, counts["not_asked"] - SHOWN)}
