"""The card: a random code that opens the file for those who may, and says nothing to anybody else."""

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people import rules
from serai.people.access import people_in_reach
from serai.people.keyed import card_token, seal_card
from serai.people.models import Card, Person


@transaction.atomic
def issue_card(*, by: Posting, person: Person, reason: str = "") -> Card:
    """A new card. One that was live is revoked for `reason`: a lost card is never a reason to refuse somebody."""
    people_in_reach(posting=by).select_for_update(of=("self",)).get(pk=person.pk)
    revoke_card(by=by, person=person, reason=reason or "replaced")
    code = rules.new_card_code()
    while Card.objects.filter(token=card_token(code)).exists():
        code = rules.new_card_code()
    sealed = seal_card(code, person=person.public_id)
    card = Card.objects.create(person=person, token=card_token(code), sealed=sealed, issued_by_id=by.user_id)
    record(by=by, act="card.issued", subject=person)
    return card


@transaction.atomic
def revoke_card(*, by: Posting, person: Person, reason: str) -> None:
    """The live card, if there is one, opens nothing from now on."""
    for card in person.cards.filter(revoked_at=None).order_by("pk"):
        card.revoked_at, card.revoked_reason = timezone.now(), reason
        card.save(update_fields=["revoked_at", "revoked_reason"])
        record(by=by, act="card.revoked", subject=person, reason=reason)
