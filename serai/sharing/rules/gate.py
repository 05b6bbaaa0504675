"""The gate: what may leave to one recipient at one moment. Pure: what is known goes in, a verdict comes out.

What leaves = what is asked ∩ what the person agreed to (or two people excepted) ∩ what the agreement lists ∩ what the
recipient needs − what never leaves. Nothing left is a refusal. Asked when built, when sent and at each opening.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from serai.people.choices import Decision, RecipientClass
from serai.people.rules.consent import is_live
from serai.sharing.choices import Direction, Why
from serai.sharing.rules.need import LEAVABLE

BY_HAND = "carried"  # the person carries the letter and gives it: no agreement is needed for one's own word
NO_AGREEMENT_FOR = frozenset({Why.VITAL, Why.LAW})
ABROAD = frozenset({RecipientClass.CONSULATE, RecipientClass.ORIGIN})


class Refusal(StrEnum):
    """Why nothing may leave."""

    NOBODY_NAMED = "nobody_named"
    MORE_THAN_ONE_PERSON = "more_than_one_person"
    FEAR_STANDS = "fear_stands"
    NO_CONSENT = "no_consent"
    NO_AGREEMENT = "no_agreement"
    NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True)
class Recipient:
    """Who would get it. `party` is who signs for it; `needs` what it has to know; `is_barred_by_fear`: nothing goes
    there while a fear of return or a wish for asylum stands."""

    code: str
    party: str
    kind: str
    needs: frozenset[str]
    name: str = ""
    is_barred_by_fear: bool = False


@dataclass(frozen=True)
class Ask:
    """What somebody wants to let out. `people`: about how many at once; only one is ever right."""

    purpose: str
    fields: frozenset[str]
    method: str
    now: datetime
    today: date
    people: int = 1


@dataclass(frozen=True)
class Line:
    """A line of the consent ledger, in the ledger's order."""

    pk: int
    purpose: str
    recipient: str
    fields: frozenset[str]
    decision: str
    said_at: datetime
    valid_until: date | None = None


@dataclass(frozen=True)
class Terms:
    """An agreement with a party."""

    pk: int
    party: str
    purposes: frozenset[str]
    fields: frozenset[str]
    methods: frozenset[str]
    direction: str
    is_signed: bool
    starts_on: date
    ends_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class Excepted:
    """An exception that two people granted, between two moments."""

    pk: int
    why: str
    purpose: str
    recipient: str
    fields: frozenset[str]
    since: datetime
    until: datetime
    ended_at: datetime | None = None


class Cleared(frozenset[str]):
    """Parts that the gate let through. Made here and nowhere else; only these are ever written out in words."""


NOTHING = Cleared()


@dataclass(frozen=True)
class Verdict:
    """`fields` may leave, on the ground of this consent or exception, under this agreement. Empty: see `refusal`."""

    fields: Cleared = NOTHING
    refusal: Refusal | None = None
    consent: int | None = None
    exemption: int | None = None
    agreement: int | None = None


@dataclass(frozen=True)
class Known:
    """All that is known when the gate is asked."""

    ledger: Sequence[Line] = ()
    agreements: Sequence[Terms] = ()
    exceptions: Sequence[Excepted] = ()
    fear_stands: bool = False


def in_force(terms: Terms, on: date) -> bool:
    """From the day it begins to the day it ends, both included; the day it is withdrawn no more."""
    is_ended = terms.withdrawn_on is not None and terms.withdrawn_on <= on
    return terms.is_signed and terms.starts_on <= on <= terms.ends_on and not is_ended


def holds(one: Excepted, at: datetime) -> bool:
    """Whether an exception is in force at that moment."""
    return one.since <= at < one.until and (one.ended_at is None or at < one.ended_at)


def gate(recipient: Recipient | None, ask: Ask, known: Known) -> Verdict:
    """The verdict at this moment."""
    if recipient is None or not recipient.code:
        return Verdict(refusal=Refusal.NOBODY_NAMED)
    if ask.people != 1:
        return Verdict(refusal=Refusal.MORE_THAN_ONE_PERSON)
    if known.fear_stands and (recipient.is_barred_by_fear or recipient.kind in ABROAD):
        return Verdict(refusal=Refusal.FEAR_STANDS)
    ground = _ground(recipient, ask, known)
    if ground is None:
        return Verdict(refusal=Refusal.NO_CONSENT)
    return _verdict(recipient, ask, known, ground)


def _ground(recipient: Recipient, ask: Ask, known: Known) -> Line | Excepted | None:
    """The person's last word, if it is a live yes; else an exception, if the person has not said no after it."""
    said = [line for line in known.ledger if (line.purpose, line.recipient) == (ask.purpose, recipient.code)]
    last = said[-1] if said else None
    if last is not None and is_live(decision=last.decision, valid_until=last.valid_until, on=ask.today):
        return last
    for one in known.exceptions:
        names_this = (one.purpose, one.recipient) == (ask.purpose, recipient.code)
        not_refused_since = last is None or last.decision == Decision.GRANTED or one.since > last.said_at
        if names_this and not_refused_since and holds(one, ask.now):
            return one
    return None


def _verdict(recipient: Recipient, ask: Ask, known: Known, ground: Line | Excepted) -> Verdict:
    excepted = ground if isinstance(ground, Excepted) else None
    by_law = excepted is not None and excepted.why == Why.LAW and recipient.kind == RecipientClass.AUTHORITY
    wanted = ask.fields & ground.fields & LEAVABLE & (ground.fields if by_law else recipient.needs)
    terms = None
    if not _needs_no_agreement(ask, excepted):
        terms = _best(known.agreements, recipient, ask, wanted)
        if terms is None:
            return Verdict(refusal=Refusal.NO_AGREEMENT)
        wanted &= terms.fields
    if not wanted:
        return Verdict(refusal=Refusal.NOTHING_LEFT)
    return Verdict(
        fields=Cleared(wanted),
        consent=None if excepted else ground.pk,
        exemption=excepted.pk if excepted else None,
        agreement=terms.pk if terms else None,
    )


def _needs_no_agreement(ask: Ask, excepted: Excepted | None) -> bool:
    """A letter that the person agreed to and carries; and where a life or a law leaves no time for one."""
    return ask.method == BY_HAND if excepted is None else excepted.why in NO_AGREEMENT_FOR


def _best(agreements: Iterable[Terms], recipient: Recipient, ask: Ask, wanted: frozenset[str]) -> Terms | None:
    """The agreement in force for this party, purpose and way that lists most of what is wanted."""
    usable = [
        terms
        for terms in agreements
        if terms.party == recipient.party
        and ask.purpose in terms.purposes
        and ask.method in terms.methods
        and terms.direction != Direction.FROM_THEM
        and in_force(terms, ask.today)
    ]
    return max(usable, key=lambda terms: (len(terms.fields & wanted), -terms.pk), default=None)
