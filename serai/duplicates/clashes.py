"""What somebody should know before two files become one. Never of what only some may know."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from serai.codes.words import Words
from serai.people.choices import Purpose
from serai.people.holdings import declared
from serai.people.models import Card, Consent, Membership, Person
from serai.people.queries.consent import Hidden

NOTHING_HIDDEN = Hidden()


def clashes(one: Person, other: Person, hidden: Hidden = NOTHING_HIDDEN) -> list[Words]:
    """Everything in which the two files do not go together, with what becomes of it; nothing of what is hidden."""
    return list(_clashes(one, other, hidden))


def _clashes(one: Person, other: Person, hidden: Hidden) -> Iterator[Words]:
    if one.sex != other.sex:
        yield _("The sex is not the same. What the file that stays says is what holds.")
    if one.nationality != other.nationality:
        yield _("The nationality is not the same. What the file that stays says is what holds.")
    if False in {one.safe_to_call, other.safe_to_call} or True in {one.phone_is_shared, other.phone_is_shared}:
        yield _("A number is called not safe, or somebody else has it too. That holds for the file that stays.")
    yield from (*two_households(one, other), *two_words(one, other, hidden), *two_cards(one, other))
    for holding in declared():
        if holding.clash is not None:
            yield from holding.clash(one, other)


def two_households(one: Person, other: Person) -> list[Words]:
    """Each is in a household now."""
    open_now = Membership.objects.filter(person__in=[one, other], left_on=None)
    clash = _("Both are in a household now. The file that stays keeps its own; the other household is left today.")
    return [clash] if open_now.count() > 1 else []


def two_words(one: Person, other: Person, hidden: Hidden = NOTHING_HIDDEN) -> list[Words]:
    """Purposes of which each file has a last word that may be known, and not the same."""
    last = {
        (line.person_id, line.purpose, line.recipient): line.decision
        for line in Consent.objects.filter(person__in=[one, other]).exclude(pk__in=hidden.lines).order_by("pk")
        if line.recipient not in hidden.recipients
    }
    clash = _("They said different things about: %(purpose)s. What was said last is what holds.")
    return [
        str(clash) % {"purpose": Purpose(purpose).label}
        for (pk, purpose, recipient), decision in sorted(last.items())
        if pk == one.pk and last.get((other.pk, purpose, recipient), decision) != decision
    ]


def two_cards(one: Person, other: Person) -> list[Words]:
    """Each has a card."""
    live = Card.objects.filter(person__in=[one, other], revoked_at=None).count()
    return [_("Both have a card. Both cards go on opening the file.")] if live > 1 else []
