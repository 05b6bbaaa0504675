"""The rows of a wave one by one: the last kept, those who wait in each lane, those who are not complete."""

from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, Q, QuerySet
from django.http import Http404

from serai.centres.models import Posting
from serai.codes import lists
from serai.people.access import shown_to
from serai.reception.choices import TriageLevel
from serai.waves import rules
from serai.waves.choices import Missing
from serai.waves.models import Row, Wave
from serai.waves.queries.waves import COMPLETE, LANE, rows_of

LAST_KEPT = 5
IN_A_LANE = 30
PAGE = 50


@dataclass(frozen=True)
class Lacking:
    """A row, and what it still needs."""

    row: Row
    lacks: list[Missing]


def last_kept(*, posting: Posting, wave: Wave) -> list[Row]:
    """The rows that were written last, the latest first."""
    rows = shown_to(Row.objects.filter(wave=wave), posting=posting, person="visit__person")
    return list(_whole(rows).order_by("-number")[:LAST_KEPT])


def lanes(*, posting: Posting, wave: Wave) -> list[dict[str, Any]]:
    """Each lane with how many were sent there, and who still waits in it, the first first."""
    here = _whole(rows_of(posting=posting, wave=wave).filter(LANE)).order_by("number")
    rows = list(here)
    return [
        {
            "level": level.value,
            "label": lists.label("triage", level.value),
            "number": sum(row.visit.triage_level == level for row in rows),
            "waiting": (waiting := [row for row in rows if row.visit.triage_level == level and _waits(row)]),
            "shown": waiting[:IN_A_LANE],
            "more": max(0, len(waiting) - IN_A_LANE),
        }
        for level in TriageLevel
    ]


def _waits(row: Row) -> bool:
    return row.seen_at is None and row.visit.left_at is None


def incomplete(*, posting: Posting, wave: Wave, what: str) -> list[Lacking]:
    """The first rows that are not complete, with what each needs; `what` asks for those that need one thing."""
    lacking = Q(visit__person__isnull=False, has_card=False) if what == Missing.CARD else ~COMPLETE
    rows = _whole(rows_of(posting=posting, wave=wave).filter(lacking)).order_by("number")
    found = (Lacking(row, rules.missing(_state(row))) for row in rows)
    return [one for one in found if not what or what in one.lacks]


def _state(row: Row) -> rules.State:
    known: Any = row  # with what rows_of says of each
    return rules.State(
        has_file=row.visit.person_id is not None,
        has_lane=bool(row.visit.triage_level),
        was_asked=known.was_asked,
        was_screened=known.was_screened,
        has_card=known.has_card,
        age_band=row.visit.age_band,
        nationality=row.visit.nationality,
    )


def row_or_404(*, posting: Posting, wave: Wave, number: int) -> Row:
    """A row of this wave by its number; one that is not shown is the same 404 as none."""
    row = rows_of(posting=posting, wave=wave).filter(number=number).select_related("wave").first()
    if row is None:
        raise Http404
    return row


def _whole(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("visit__person").fetch_mode(FETCH_RAISE)
