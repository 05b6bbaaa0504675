"""What this room holds about people."""

from django.db.models import QuerySet

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.people.holdings import YEAR, Holding, to_the_month
from serai.people.models import Person
from serai.screening.models import FactorRecord, Flag, Screening, ScreeningAnswer, Task

ERASED = "–"  # a flag that was dismissed keeps that it was, not the words


def recount_screenings(person: Person) -> None:
    """Refresh the sex and age band that a screening keeps from its day."""
    for screening in Screening.objects.filter(person=person):
        screening.sex = person.sex
        screening.age_band = person.band_on(screening.filled_on)
        screening.save(update_fields=["sex", "age_band"])


def screenings_as_numbers(rows: QuerySet[Screening], twin: Person) -> None:
    """That somebody was asked, in which month; what they answered is gone."""
    ScreeningAnswer.objects.filter(screening__in=rows).delete()
    to_the_month("filled_at", "filled_on", language="", interpreter_mode="", instructions=[])(rows, twin)


def flags_as_numbers(rows: QuerySet[Flag], twin: Person) -> None:
    """That a flag of this kind was confirmed or not; why is gone."""
    Task.objects.filter(flag__in=rows).delete()
    rows.exclude(reason="").update(reason=ERASED)
    to_the_month("raised_at", "decided_at", led_by=[])(rows, twin)


OWN = [
    Holding(
        model=Screening,
        level=Level.STRICT,
        keep_for=2 * YEAR,
        recount=recount_screenings,
        contact="filled_on",
        as_numbers=screenings_as_numbers,
        follows=Follows.MOVES,
    ),
    Holding(model=Flag, level=Level.STRICT, keep_for=2 * YEAR, as_numbers=flags_as_numbers, follows=Follows.MOVES),
    *(
        Holding(model=model, level=Level.STRICT, keep_for=2 * YEAR, follows=Follows.MOVES)
        for model in (Task, FactorRecord)
    ),
]
