"""Counting at the gate. Rows are added only; pressing twice, or sending the same form twice, counts once."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.reception import rules
from serai.reception.models import HeadCount


@transaction.atomic
def count_people(
    *, by: Posting, direction: str, tallies: list[rules.Tally], group: str, client_token: UUID, at: datetime
) -> int:
    """Add the tallies to today's head-count; returns how many people this form added (0 if it was sent before)."""
    known = set(HeadCount.objects.filter(client_token=client_token).values_list("direction", "sex", "age_band"))
    rows = [
        HeadCount(
            centre_id=by.here,
            on=timezone.localdate(at),
            at=at,
            direction=direction,
            sex=tally.sex,
            age_band=tally.age_band,
            number=tally.number,
            group=group,
            client_token=client_token,
            by_id=by.user_id,
        )
        for tally in tallies
        if (direction, tally.sex, tally.age_band) not in known
    ]
    try:
        with transaction.atomic():
            HeadCount.objects.bulk_create(rows)
    except IntegrityError:  # the same form came in through another connection at this very moment
        return 0
    people = sum(row.number for row in rows)
    if people:
        record(by=by, act="headcount.counted", direction=direction, people=people)
    return people


@transaction.atomic
def correct_count(*, by: Posting, entry: HeadCount) -> bool:
    """Take one row back by a counter-entry; taking it back twice changes nothing."""
    try:
        with transaction.atomic():
            HeadCount.objects.create(
                centre_id=entry.centre_id,
                on=entry.on,
                at=entry.at,  # counted off in the hour in which it was counted on
                direction=entry.direction,
                sex=entry.sex,
                age_band=entry.age_band,
                number=-entry.number,
                group=entry.group,
                corrects=entry,
                client_token=uuid4(),
                by_id=by.user_id,
            )
    except IntegrityError:
        return False
    record(by=by, act="headcount.corrected", subject=entry, people=entry.number)
    return True
