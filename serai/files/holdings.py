"""What keeping papers keeps about people, for how long, and how it follows its person."""

from django.db import transaction
from django.db.models import QuerySet

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.files.models import Paper
from serai.files.packing import seal_anew
from serai.people.holdings import YEAR, Holding
from serai.people.models import Person


@transaction.atomic
def move_papers(rows: QuerySet[Paper], to: Person) -> None:
    """These papers of one person become another's, when two files turn out to be one: their keys are sealed anew, and
    the older ones open nothing. Part of a larger act, which is in the trail itself."""
    for paper in rows.select_for_update(of=("self",)).select_related("person"):
        seal_anew(paper, person=paper.person.public_id, to=to)


OWN = [Holding(model=Paper, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.MOVES, move=move_papers)]
