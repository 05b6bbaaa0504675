from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from serai.centres.models import Centre, Posting


def postings_of(*, user_id: int) -> QuerySet[Posting]:
    """A user's postings of today, each with its centre."""
    return (
        Posting.objects.active(timezone.localdate())
        .filter(user_id=user_id)
        .select_related("centre", "user")
        .order_by("centre__name", "role", "pk")
    )


def centres_in_reach(*, posting: Posting) -> QuerySet[Centre]:
    """The posting's own centre, or every centre for a posting to the whole network."""
    centres = Centre.objects.order_by("name", "pk")
    return centres if posting.is_network else centres.filter(pk=posting.here)


def centre_or_404(*, posting: Posting, code: str) -> Centre:
    centre = centres_in_reach(posting=posting).filter(code=code).first()
    if centre is None:
        raise Http404
    return centre
