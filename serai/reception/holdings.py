"""What the door holds about people, for how long, and how its counts are corrected."""

from serai.people.holdings import YEAR, Holding
from serai.people.models import Person
from serai.reception.models import Visit


def recount_visits(person: Person) -> None:
    for visit in Visit.objects.filter(person=person):
        visit.sex = person.sex
        visit.age_band = person.band_on(visit.arrived_on)
        visit.nationality = person.nationality
        visit.save(update_fields=["sex", "age_band", "nationality"])


OWN = [Holding(model=Visit, keep_for=2 * YEAR, recount=recount_visits)]
