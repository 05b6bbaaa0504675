"""What may be known of a card that opens no file."""

from serai.cards.rules import Kind
from serai.centres.models import Posting
from serai.people.access import reached
from serai.people.keyed import card_token
from serai.people.models import Card


def what_is(*, posting: Posting, code: str) -> Kind:
    """Stopped, if it was given to somebody whose file this posting reaches; whose it was is not told. A code of nobody
    and one of a file out of reach take the same questions to the database."""
    stopped = Card.objects.filter(token=card_token(code), revoked_at__isnull=False)
    return Kind.STOPPED if stopped.filter(reached(posting=posting, person="person")).exists() else Kind.UNKNOWN
