"""Whether what is kept as hashes was hashed with the key that lies beside the database now."""

from serai.keys.place import CannotOpen
from serai.people.keyed import which_key
from serai.people.models import Card, NumberToken


def cards_open() -> bool:
    """Whether the oldest live card was hashed with the key of now; with none there is nothing wrong."""
    card = Card.objects.filter(revoked_at=None).select_related("person").order_by("pk").first()
    try:
        return card is None or bool(card.code)
    except CannotOpen:
        return False


def hashed_under_this_key() -> bool:
    """Whether the oldest hash of a number was made with the key of now; with none there is nothing wrong."""
    made = NumberToken.objects.order_by("pk").values_list("key", flat=True).first()
    return made in {None, which_key()}
