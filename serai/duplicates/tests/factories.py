from serai.centres.models import Posting
from serai.duplicates.choices import Said, Why
from serai.duplicates.models import Pair
from serai.people.models import Person


def pair_of(first: Person, second: Person, *, by: Posting, said: Said = Said.OPEN) -> Pair:
    """Two files that somebody asked to compare."""
    decided = None if said == Said.OPEN else by.user
    return Pair.objects.create(
        centre_id=by.here,
        first=first,
        second=second,
        why=Why.UNSURE,
        said=said,
        opened_by=by.user,
        decided_by=decided,
    )
