"""The head-count: who came in and went out, by sex and age, never who."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncHour
from django.http import Http404
from django.utils import timezone

from serai.centres.models import Posting
from serai.reception.choices import Direction
from serai.reception.models import HeadCount

LAST_HOURS = 6
LAST_ROWS = 10


def own_centre(posting: Posting) -> int:
    """The centre that this posting works at. A posting to the whole network stands at no gate and no desk."""
    if posting.centre_id is None:
        raise Http404
    return posting.centre_id


def counts_of_day(*, posting: Posting, on: date) -> QuerySet[HeadCount]:
    """The head-counts of a day, here or in the whole network, corrections included."""
    rows = HeadCount.objects.filter(on=on)
    return rows if posting.is_network else rows.filter(centre_id=posting.here)


def totals(*, posting: Posting, on: date) -> dict[str, Any]:
    """People in and out today, and those in by (sex, age band); corrections are already taken off."""
    rows = (
        counts_of_day(posting=posting, on=on)
        .values_list("direction", "sex", "age_band")
        .annotate(people=Sum("number"))
        .order_by()
    )
    by_cell = {(direction, sex, band): people for direction, sex, band, people in rows}
    came = sum(people for (direction, _, _), people in by_cell.items() if direction == Direction.IN)
    went = sum(people for (direction, _, _), people in by_cell.items() if direction == Direction.OUT)
    return {"by_cell": by_cell, "came": came, "went": went, "inside": came - went}


def last_hours(*, posting: Posting, now: datetime) -> list[dict[str, Any]]:
    """In and out, hour by hour, the latest first; an hour in which nobody passed is shown too."""
    this_hour = timezone.localtime(now).replace(minute=0, second=0, microsecond=0)
    since = this_hour - timedelta(hours=LAST_HOURS - 1)
    found = (
        HeadCount.objects.filter(centre_id=posting.here, at__gte=since)
        .annotate(hour=TruncHour("at"))
        .values_list("hour", "direction")
        .annotate(people=Sum("number"))
        .order_by()
    )
    people = {(hour, direction): number for hour, direction, number in found}
    return [
        {"hour": hour, "came": people.get((hour, Direction.IN), 0), "went": people.get((hour, Direction.OUT), 0)}
        for hour in (this_hour - timedelta(hours=back) for back in range(LAST_HOURS))
    ]


def latest_entries(*, posting: Posting, on: date) -> list[HeadCount]:
    """The last rows of today that can be corrected, newest first."""
    return list(
        counts_of_day(posting=posting, on=on).filter(corrects=None, correction=None).order_by("-at", "-pk")[:LAST_ROWS]
    )


def entry_or_404(*, posting: Posting, pk: int) -> HeadCount:
    """A head-count of this centre that is not itself a correction, or Http404."""
    entry = HeadCount.objects.filter(centre_id=own_centre(posting), corrects=None, pk=pk).first()
    if entry is None:
        raise Http404
    return entry
