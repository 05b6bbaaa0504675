"""What the nightly search suggests to a centre."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from serai.centres.models import Posting
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.people.access import people_in_reach, reached

MOST = 100


@dataclass(frozen=True)
class Line:
    """One suggestion of the list; `other` is the code of the other file, empty when it is another centre's."""

    suggestion: Suggestion
    mine: str
    other: str


def waiting(*, posting: Posting) -> QuerySet[Suggestion]:
    """Suggestions of this centre that nobody has answered, of files in reach; of those with a file of another centre,
    this centre's file is in reach."""
    here = Suggestion.objects.filter(reached(posting=posting, person="first"), centre_id=posting.here, said=Said.OPEN)
    return here.filter(Q(is_elsewhere=True) | reached(posting=posting, person="second"))


def lines(*, posting: Posting) -> list[Line]:
    """The first of those that wait, the likeliest first. Nothing is read of a file at another centre."""
    found = list(waiting(posting=posting).order_by("is_elsewhere", "-in_a_hundred", "pk")[:MOST])
    named = {one.first_id for one in found} | {one.second_id for one in found if not one.is_elsewhere}
    codes = dict(people_in_reach(posting=posting).filter(pk__in=named).values_list("pk", "code"))
    return [Line(one, codes[one.first_id], "" if one.is_elsewhere else codes[one.second_id]) for one in found]


def suggestion_or_404(*, posting: Posting, public_id: UUID) -> Suggestion:
    """One that waits, of two files of this centre; answered, elsewhere, out of reach and none are the same answer."""
    both = waiting(posting=posting).filter(public_id=public_id, is_elsewhere=False)
    found = both.select_related("first", "second").first()
    if found is None:
        raise Http404
    return found
