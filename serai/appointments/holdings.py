"""What is held about people here, for how long, and how its counts are corrected."""

from typing import Any

from serai.appointments.choices import WaitState
from serai.appointments.models import Appointment, Waiting
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


def _one_place_in_line(row: Waiting, to: Person) -> dict[str, Any]:
    mine = Waiting.objects.filter(person=to, centre_id=row.centre_id, service_type=row.service_type)
    waits_twice = row.state == WaitState.WAITING and mine.filter(state=WaitState.WAITING).exists()
    return {"state": WaitState.ENDED} if waits_twice else {}


OWN = [
    Holding(
        model=Appointment,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        follows=Follows.MOVES,
        recount=recount_appointments,
    ),
    Holding(
        model=Waiting,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        follows=Follows.MOVES,
        fit=_one_place_in_line,
    ),
]
