"""What the door holds about people, for how long, and how its counts are corrected."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.codes.words import Words
from serai.people.holdings import YEAR, Holding, to_the_month
from serai.people.models import Person
from serai.reception.models import Departure, QueueToken, Visit


def recount_visits(person: Person) -> None:
    for visit in Visit.objects.filter(person=person):
        visit.sex = person.sex
        visit.age_band = person.band_on(visit.arrived_on)
        visit.nationality = person.nationality
        visit.save(update_fields=["sex", "age_band", "nationality"])


def visits_as_numbers(rows: QuerySet[Visit], twin: Person) -> None:
    """Arrivals and departures of a month; no token, no hour."""
    QueueToken.objects.filter(visit__in=rows).delete()
    Departure.objects.filter(visit__in=rows).update(
        departed_on=TruncMonth("departed_on"), recorded_at=TruncMonth("recorded_at")
    )
    rows.filter(left_at=None).update(left_at=F("arrived_at"))
    months = to_the_month("arrived_on", "arrived_at", "left_at", language="", priority_groups=[], triaged_at=None)
    months(rows, twin)


def _one_visit(visit: Visit, to: Person) -> dict[str, Any]:
    """Nobody is at a centre twice: the visit of the file that goes has ended, the other one goes on."""
    is_here = Visit.objects.filter(person=to, centre=visit.centre_id, left_at=None).exists()
    return {"left_at": timezone.now()} if is_here and visit.left_at is None else {}


def _two_visits(one: Person, other: Person) -> list[Words]:
    open_now = Visit.objects.filter(person__in=[one, other], left_at=None).count()
    return [_("Both are at a centre now. The visit of the file that stays goes on.")] if open_now > 1 else []


OWN = [
    Holding(
        model=Visit,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        recount=recount_visits,
        contact="arrived_on",
        as_numbers=visits_as_numbers,
        follows=Follows.MOVES,
        fit=_one_visit,
        clash=_two_visits,
    )
]
