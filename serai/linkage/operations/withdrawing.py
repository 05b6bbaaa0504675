"""What no longer may be said when somebody takes back that the network sees their file."""

from django.db.models import Q

from serai.centres.models import Posting
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.people.choices import Purpose
from serai.people.models import Consent


def forget_elsewhere(*, by: Posting, consent: Consent) -> None:
    """That there may be a file at another centre rests on both persons' yes: without one it is said no more, at once
    and not with the next search. In the withdrawal's own transaction, at whichever centre it stands."""
    if consent.purpose == Purpose.NETWORK:
        either = Q(first=consent.person_id) | Q(second=consent.person_id)
        Suggestion.objects.filter(either, is_elsewhere=True).exclude(said=Said.DIFFERENT).delete()
