"""What is held about people served, for how long, and how its counts are corrected."""

from serai.assistance.models import Delivery, UnmetNeed
from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding, to_the_month
from serai.people.models import Person


def recount_deliveries(person: Person) -> None:
    for delivery in Delivery.objects.filter(person=person):
        delivery.sex = person.sex
        delivery.age_band = person.band_on(delivery.given_on)
        delivery.nationality = person.nationality
        delivery.save(update_fields=["sex", "age_band", "nationality"])


def recount_unmet_needs(person: Person) -> None:
    for unmet in UnmetNeed.objects.filter(person=person):
        unmet.sex = person.sex
        unmet.age_band = person.band_on(unmet.noted_on)
        unmet.nationality = person.nationality
        unmet.save(update_fields=["sex", "age_band", "nationality"])


OWN = [
    Holding(
        model=Delivery,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        recount=recount_deliveries,
        contact="given_on",
        as_numbers=to_the_month("given_on", "recorded_at", "undone_at"),
        follows=Follows.MOVES,
    ),
    Holding(
        model=UnmetNeed,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        recount=recount_unmet_needs,
        contact="noted_on",
        as_numbers=to_the_month("noted_on", "recorded_at"),
        follows=Follows.MOVES,
    ),
]
