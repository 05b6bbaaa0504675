"""What may be known of a card that opens no file."""

from django.db.models import F, Q, QuerySet

from serai.cards.choices import State
from serai.cards.models import BlankCard
from serai.cards.rules import Kind
from serai.centres.models import Posting
from serai.people.access import reached
from serai.people.keyed import card_token
from serai.people.models import Card, Person

OF_A_BATCH = {State.FREE: Kind.FREE, State.SPOILED: Kind.SPOILED}


def live_cards(person: Person) -> QuerySet[Card]:
    """The cards that open this file: its own, and those of files that went into it, which stay with them."""
    theirs = Q(person=person) | Q(person__merged_into=person)
    return Card.objects.filter(theirs, revoked_at=None).order_by(F("person__merged_into").asc(nulls_first=True), "pk")


def what_is(*, posting: Posting, code: str) -> Kind:
    """Stopped, if it was given to somebody whose file this posting reaches; whose it was is not told. Free or spoiled,
    if it was printed here. A code of nobody and one of a file out of reach take the same questions to the database."""
    token = card_token(code)
    stopped = Card.objects.filter(token=token, revoked_at__isnull=False)
    theirs = reached(posting=posting, person="person") | reached(posting=posting, person="person__merged_into")
    is_stopped = stopped.filter(theirs).exists()
    printed = BlankCard.objects.filter(token=token, batch__centre_id=posting.here).values_list("state", flat=True)
    of_a_batch = OF_A_BATCH.get(State(printed.first() or State.GIVEN), Kind.UNKNOWN)
    return Kind.STOPPED if is_stopped else of_a_batch
