"""How many people who come again under another script are noticed while they are registered, and how often the desk is
asked about somebody who is new."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from django.conf import settings

from serai.centres.models import Posting
from serai.duplicates.queries.alike import weighed_in_reach
from serai.duplicates.rules import Facts
from serai.people import rules
from serai.people.models import Person, Registration
from tests.names.crowd import CROSS_SCRIPT, called, typed_for

ASKED = 300
FALSE_ALARMS = 0.05
OFF = (0, 0, 0, 0, 1, -1, 1, -1, 2, -3)  # years by which an age is told otherwise the next time
NEVER_HERE = 10**9  # numbers of people of the crowd who were never registered


@dataclass(frozen=True)
class Doubles:
    """Of people who come again, their name in another script and their age told anew: the share noticed. Of people who
    are new: the share about whom the desk is asked. As the program is shipped, and where the second is one in twenty."""

    here: int
    noticed: float
    alarms: float
    noticed_at_five: float

    def __str__(self) -> str:
        return (
            f"doubles: among {self.here:,} people {self.noticed:.3f} of those who come again in another script are noticed, "
            f"{self.alarms:.3f} of those who are new are asked about; at {FALSE_ALARMS:.0%} false alarms "
            f"{self.noticed_at_five:.3f}"
        )


def notice(posting: Posting, *, on: date, asked: int = ASKED) -> Doubles:
    """Register people of the posting's centre once more, and as many who were never there."""
    here = Registration.objects.filter(centre=posting.centre_id)
    again, new = [], []
    for person, name in _again(here.order_by("pk").values_list("person_id", flat=True), asked):
        facts = _told(person, name, chance=Random(person.pk), on=on)
        weights = {pk: found.weight for pk, found in weighed_in_reach(posting=posting, facts=facts)}
        again.append(weights.get(person.pk, -100.0))
        stranger = typed_for(called(NEVER_HERE + person.pk))
        facts = _told(person, stranger.typed if stranger else name, chance=Random(-person.pk), on=on)
        new.append(max((found.weight for _pk, found in weighed_in_reach(posting=posting, facts=facts)), default=-100.0))
    enough = float(settings.DUPLICATE_WEIGHT)
    at_five = sorted(new, reverse=True)[int(FALSE_ALARMS * len(new))]
    return Doubles(
        here.count(),
        sum(weight >= enough for weight in again) / len(again),
        sum(weight >= enough for weight in new) / len(new),
        sum(weight > at_five for weight in again) / len(again),
    )


def _again(people: "Iterator[int]", asked: int) -> Iterator[tuple[Person, str]]:
    """People whose name the open set writes in another script as well, evenly taken."""
    found = []
    for person in Person.objects.filter(pk__in=people).prefetch_related("names").order_by("pk"):
        name = next((name for name in person.names.all() if name.grandfather), None)
        wanted = typed_for([name.given, name.father, name.grandfather]) if name else None
        if wanted and wanted.kind in CROSS_SCRIPT:
            found.append((person, wanted.typed))
    yield from found[:: max(len(found) // asked, 1)][:asked]


def _told(person: Person, name: str, *, chance: Random, on: date) -> Facts:
    """What this person says today: the age in years, now and then another one than the last time."""
    middle = person.birth.middle
    birth = rules.Birth("unknown")
    if middle is not None:
        birth = rules.aged(max(0, rules.age_on(middle, on) + chance.choice(OFF)), on=on)
    return Facts(names=(name,), sex=person.sex, birth=birth, nationality=person.nationality)
