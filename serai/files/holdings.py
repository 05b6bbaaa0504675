"""What keeping papers keeps about people, for how long, and how it follows its person."""

from django.db import transaction

from serai.codes.levels import Level
from serai.files.models import Paper
from serai.files.packing import seal_anew
from serai.people.holdings import YEAR, Holding
from serai.people.models import Person


@transaction.atomic
def move_papers(person: Person, to: Person) -> None:
    """The papers of one person become another's, when two files turn out to be one: their keys are sealed anew, and
    the older ones open nothing. Part of a larger act, which is in the trail itself."""
    for paper in Paper.objects.select_for_update(of=("self",)).filter(person=person):
        seal_anew(paper, person=person.public_id, to=to)


OWN = [Holding(model=Paper, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, move=move_papers)]
