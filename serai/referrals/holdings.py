"""What this room holds about people."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.people.models import Person
from serai.referrals.models import Referral, ReferralEvent


def recount_referrals(person: Person) -> None:
    """Refresh the sex, age band and nationality that a referral keeps from its day."""
    for referral in Referral.objects.filter(person=person):
        referral.sex, referral.nationality = person.sex, person.nationality
        referral.age_band = person.band_on(referral.referred_on)
        referral.save(update_fields=["sex", "nationality", "age_band"])


def month_of(at: datetime) -> datetime:
    """The first moment of its month."""
    return timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def referrals_as_numbers(rows: QuerySet[Referral], twin: Person) -> None:
    """That somebody was referred to this service, in which month, and whether they confirmed it. The steps and their
    words may go only with their referral (a trigger sees to it), so a new row takes its place."""
    old = list(rows)
    for referral in old:
        Referral.objects.create(
            person=twin,
            is_erased=True,
            service_id=referral.service_id,
            centre_id=referral.centre_id,
            referred_on=referral.referred_on.replace(day=1),
            due_at=month_of(referral.due_at),
            sent_at=referral.sent_at and month_of(referral.sent_at),
            confirmed_at=referral.confirmed_at and month_of(referral.confirmed_at),
            fields=referral.fields,
            status=referral.status,
            outcome=referral.outcome,
            rejection=referral.rejection,
            created_by_id=referral.created_by_id,
            sex=referral.sex,
            age_band=referral.age_band,
            nationality=referral.nationality,
        )
    steps = ReferralEvent.objects.filter(referral__in=[referral.pk for referral in old])
    gone = list(steps.values_list("pk", flat=True))
    rows._raw_delete(rows.db)
    ReferralEvent.objects.filter(pk__in=gone)._raw_delete(rows.db)


OWN = [
    Holding(
        model=Referral,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        recount=recount_referrals,
        contact="referred_on",
        as_numbers=referrals_as_numbers,
        follows=Follows.MOVES,
    )
]
