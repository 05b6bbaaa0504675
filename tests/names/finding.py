"""How many of a crowd are found again by somebody who writes their name in another way, and at what cost."""

import statistics
import time
from dataclasses import dataclass

from serai.centres.models import Posting
from serai.people.models import Registration
from serai.search.queries import matching
from tests.names.crowd import CROSS_SCRIPT, typed_for

SOUGHT = 600
FIRST = 10


@dataclass(frozen=True)
class Finding:
    """Of searches for people by three words of their name: the share found among the first ten, names typed in another
    script and names typed in another spelling apart; CPU of our own in milliseconds, the mean and the 95th in a
    hundred."""

    here: int
    sought: int
    cross_script: float
    spelling: float
    mean: float
    slow: float

    def __str__(self) -> str:
        return (
            f"names: {self.sought} people of {self.here:,} sought; among the first ten {self.cross_script:.3f} typed in "
            f"another script, {self.spelling:.3f} in another spelling; CPU {self.mean:.1f} ms, 95 of 100 under {self.slow:.1f}"
        )


def find_again(posting: Posting) -> Finding:
    """Seek people registered at the posting's centre."""
    here = Registration.objects.filter(centre=posting.centre_id)
    step = max(here.count() // (2 * SOUGHT), 1)
    names = here.order_by("pk").values_list(
        "person__code", "person__names__given", "person__names__father", "person__names__grandfather"
    )[::step]
    found: dict[bool, list[bool]] = {True: [], False: []}
    spent: list[float] = []
    for code, *words in names:
        wanted = typed_for([word for word in words if word]) if all(words) else None
        if wanted and len(spent) < SOUGHT:
            start = time.process_time()
            lines = matching(posting=posting, text=wanted.typed).people
            spent.append(1000 * (time.process_time() - start))
            found[wanted.kind in CROSS_SCRIPT].append(code in {line.code for line in lines[:FIRST]})
    return Finding(
        here.count(),
        len(spent),
        statistics.mean(found[True]),
        statistics.mean(found[False]),
        statistics.mean(spent),
        sorted(spent)[int(0.95 * len(spent))],
    )
