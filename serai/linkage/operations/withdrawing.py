"""What no longer may be said of a file: when somebody takes back that the network sees it, or it is kept to a team."""

from django.db.models import Q

from serai.centres.models import Posting
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.people.choices import Purpose
from serai.people.models import Consent, Person


def forget_elsewhere(*, by: Posting, consent: Consent) -> None:
    """That there may be a file at another centre rests on both persons' yes: without one it is said no more, at once
    and not with the next search. In the withdrawal's own transaction, at whichever centre it stands."""
    if consent.purpose == Purpose.NETWORK:
        forget_kept(person=consent.person)


def forget_kept(*, person: Person) -> None:
    """A file kept to a team is spoken of nowhere else, from that moment and not from the next search."""
    either = Q(first=person.pk) | Q(second=person.pk)
    Suggestion.objects.filter(either, is_elsewhere=True).exclude(said=Said.DIFFERENT).delete()
