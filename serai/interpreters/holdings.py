"""What is held about people here, for how long, and how its counts are corrected."""

from serai.codes.follows import Follows
from serai.codes.levels import Level
from serai.interpreters.models import Conversation, NotWanted
from serai.people.holdings import YEAR, Holding, to_the_month
from serai.people.models import Person


def recount_conversations(person: Person) -> None:
    """Sex and age band of the day, after a correction."""
    for one in Conversation.objects.filter(person=person):
        one.sex = person.sex
        one.age_band = person.band_on(one.on)
        one.save(update_fields=["sex", "age_band"])


OWN = [
    Holding(
        model=Conversation,
        level=Level.CONFIDENTIAL,
        keep_for=2 * YEAR,
        follows=Follows.MOVES,
        recount=recount_conversations,
        contact="on",
        as_numbers=to_the_month("on", interpreter=None),
    ),
    Holding(model=NotWanted, level=Level.CONFIDENTIAL, keep_for=2 * YEAR, follows=Follows.MOVES),
]
