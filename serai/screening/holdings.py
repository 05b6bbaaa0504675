"""What this room holds about people."""

from serai.people.holdings import YEAR, Holding
from serai.people.models import Person
from serai.screening.models import FactorRecord, Flag, Screening, Task


def recount_screenings(person: Person) -> None:
    """Refresh the sex and age band that a screening keeps from its day."""
    for screening in Screening.objects.filter(person=person):
        screening.sex = person.sex
        screening.age_band = person.band_on(screening.filled_on)
        screening.save(update_fields=["sex", "age_band"])


OWN = [
    Holding(model=Screening, keep_for=2 * YEAR, recount=recount_screenings),
    *(Holding(model=model, keep_for=2 * YEAR) for model in (Flag, Task, FactorRecord)),
]
