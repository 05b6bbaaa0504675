"""What is held about people here, for how long, and how its counts are corrected."""

from serai.appointments.models import Appointment
from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding
from serai.people.models import Person


def recount_appointments(person: Person) -> None:
    """Sex and age band of the day, after a correction."""
    for one in Appointment.objects.filter(person=person):
        one.sex = person.sex
        one.age_band = person.band_on(one.on)
        one.save(update_fields=["sex", "age_band"])


OWN = [
    Holding(
        model=Appointment,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        follows=Follows.MOVES,
        recount=recount_appointments,
    )
]
