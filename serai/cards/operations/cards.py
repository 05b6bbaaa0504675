"""The card: a random code that opens the file for those who may, and says nothing to anybody else."""

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.cards.access import live_cards
from serai.cards.choices import State
from serai.cards.models import BlankCard
from serai.centres.models import Posting
from serai.people import rules
from serai.people.access import people_in_reach
from serai.people.keyed import card_token, seal_card
from serai.people.models import Card, Person


class NotFree(Exception):
    """This code is not one that was printed here and is nobody's yet. Which of that it is, is not told."""


@transaction.atomic
def issue_card(*, by: Posting, person: Person, reason: str = "") -> Card:
    """A new card. One that was live is revoked for `reason`: a lost card is never a reason to refuse somebody."""
    people_in_reach(posting=by).select_for_update(of=("self",)).get(pk=person.pk)
    (code,) = new_codes(1)
    revoke_card(by=by, person=person, reason=reason or "replaced")
    return _given(by=by, person=person, code=code, was_printed=False)


@transaction.atomic
def bind_card(*, by: Posting, person: Person, code: str, reason: str = "") -> Card:
    """A card that was printed here before becomes this person's; scanned for them twice, it stays theirs. One that was
    live is revoked for `reason`. Raises NotFree."""
    people_in_reach(posting=by).select_for_update(of=("self",)).get(pk=person.pk)
    token = card_token(code)
    if theirs := Card.objects.filter(token=token, person=person, revoked_at=None).first():
        return theirs
    here = BlankCard.objects.filter(token=token, state=State.FREE, batch__centre_id=by.here)
    blank = here.select_for_update(of=("self",)).first()
    if blank is None:
        raise NotFree
    blank.state, blank.token, blank.sealed = State.GIVEN, None, b""
    blank.save(update_fields=["state", "token", "sealed"])
    revoke_card(by=by, person=person, reason=reason or "replaced")
    return _given(by=by, person=person, code=code, was_printed=True)


@transaction.atomic
def revoke_card(*, by: Posting, person: Person, reason: str) -> None:
    """The live card opens nothing from now on, nor do those of files that went into this one."""
    for card in live_cards(person).select_for_update(of=("self",)):
        card.revoked_at, card.revoked_reason = timezone.now(), reason
        card.save(update_fields=["revoked_at", "revoked_reason"])
        record(by=by, act="card.revoked", subject=person, reason=reason)


def new_codes(number: int) -> list[str]:
    """As many random codes that nobody has and that lie on no sheet."""
    codes: dict[str, str] = {}
    while len(codes) < number:
        more = {card_token(code): code for code in (rules.new_card_code() for _ in range(number - len(codes)))}
        given = Card.objects.filter(token__in=list(more)).values_list("token", flat=True)
        printed = BlankCard.objects.filter(token__in=list(more)).values_list("token", flat=True)
        taken = {*given, *printed}
        codes |= {token: code for token, code in more.items() if token not in taken}
    return list(codes.values())


def _given(*, by: Posting, person: Person, code: str, was_printed: bool) -> Card:
    sealed = seal_card(code, owner=person.public_id)
    card = Card.objects.create(person=person, token=card_token(code), sealed=sealed, issued_by_id=by.user_id)
    record(by=by, act="card.issued", subject=person, printed_before=was_printed)
    return card
