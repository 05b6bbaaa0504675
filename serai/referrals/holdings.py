"""What this room holds about people."""

from serai.people.holdings import YEAR, Holding
from serai.people.models import Person
from serai.referrals.models import Referral


def recount_referrals(person: Person) -> None:
    """Refresh the sex, age band and nationality that a referral keeps from its day."""
    for referral in Referral.objects.filter(person=person):
        referral.sex, referral.nationality = person.sex, person.nationality
        referral.age_band = person.band_on(referral.referred_on)
        referral.save(update_fields=["sex", "nationality", "age_band"])


OWN = [Holding(model=Referral, keep_for=2 * YEAR, recount=recount_referrals)]
