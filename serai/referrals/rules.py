"""Decisions about a referral, without the database: may it leave, what comes next, what is waited for, was it help."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from serai.centres.choices import Role
from serai.people.choices import SharedPart
from serai.referrals.choices import Clock, Priority, Status
from serai.screening.choices import Kind
from serai.screening.rules import readers_of

MINIMUM = (SharedPart.CODE, SharedPart.NEEDS)  # less than code and need, and nobody could answer
OFFERED = frozenset(set(SharedPart) - {SharedPart.HEALTH, SharedPart.PHOTO})  # what a file itself can tell
HOURS = {Priority.EMERGENCY: 24, Priority.URGENT: 72, Priority.NORMAL: 14 * 24}
ACKNOWLEDGE = timedelta(hours=24)
ACKNOWLEDGE_EMERGENCY = timedelta(hours=2)
DECIDE = timedelta(hours=72)
FEEDBACK = timedelta(days=14)
HELPED = frozenset({"helped", "partly"})

# Whether fear of return stands decides if anything may go to a consulate or towards the country of origin: so only who
# may read that flag prepares it, and return counsellors, who ask about a wish for asylum before any return (domain,
# steps of assisted return). Nobody else learns from an answer that it stands.
PREPARE_FOR_ORIGIN = readers_of(Kind.ASYLUM) | {Role.RETURNS}

# That somebody was referred by these says what it was about, so it stays with them (statement 26).
KEPT_TO_ITSELF = frozenset({Role.CHILD_PROTECTION, Role.GBV, Role.TRAFFICKING, Role.HEALTH, Role.MHPSS})
READS_BESIDE: dict[str, frozenset[str]] = {Role.SUPERVISOR: frozenset({Role.CHILD_PROTECTION})}

AFTER: dict[str, tuple[str, ...]] = {
    Status.DRAFT: (Status.SENT, Status.CANCELLED),
    Status.SENT: (Status.RECEIVED, Status.ACCEPTED, Status.REJECTED, Status.CONFIRMED, Status.NOT_DELIVERED),
    Status.RECEIVED: (Status.ACCEPTED, Status.REJECTED, Status.CONFIRMED, Status.NOT_DELIVERED),
    Status.ACCEPTED: (Status.DELIVERED, Status.NOT_DELIVERED, Status.CONFIRMED),
    Status.REJECTED: (Status.CLOSED,),
    Status.DELIVERED: (Status.CONFIRMED, Status.NOT_DELIVERED),
    Status.NOT_DELIVERED: (Status.CONFIRMED, Status.CLOSED),
    Status.CONFIRMED: (Status.CLOSED,),
    Status.CLOSED: (),
    Status.CANCELLED: (),
}
BY_PARTNER = frozenset({Status.RECEIVED, Status.ACCEPTED, Status.REJECTED})
SAID_BY_THE_PERSON = frozenset({Status.CONFIRMED})
OVER = frozenset({Status.REJECTED, Status.CLOSED})  # the partner has nothing more to do, and needs to read nothing
NEVER_LEFT = frozenset({Status.DRAFT, Status.CANCELLED})


class Blocker(StrEnum):
    """Why a referral may not leave, beside what the gate of `sharing` says."""

    MORE_THAN_AGREED = "more_than_agreed"
    NOTHING_TO_SHARE = "nothing_to_share"
    SERVICE_CLOSED = "service_closed"
    ALREADY_SENT = "already_sent"


def kept_to(role: str) -> str:
    """To whom a referral made by this role is kept; empty: to nobody in particular."""
    return role if role in KEPT_TO_ITSELF else ""


def reads_what_is_kept_to(role: str) -> list[str]:
    """The values of `kept_to` that this role may know of."""
    return ["", *sorted({kept_to(role), *READS_BESIDE.get(role, ())} - {""})]


def recipient_of(service_public_id: object) -> str:
    """One service is one recipient: a consent for one says nothing about another."""
    return f"service:{service_public_id}"


def about(referral_public_id: object) -> str:
    """The name of a referral for what left or was excepted for it."""
    return f"referral:{referral_public_id}"


def blockers(
    *, status: str, fields: Collection[str], may_leave: Collection[str], service_is_active: bool
) -> list[Blocker]:
    """What stands in the way of sending exactly these fields. `may_leave` is the verdict of the gate."""
    found = [] if status == Status.DRAFT else [Blocker.ALREADY_SENT]
    found += [] if fields else [Blocker.NOTHING_TO_SHARE]
    found += [] if service_is_active else [Blocker.SERVICE_CLOSED]
    found += [] if not may_leave or set(fields) <= set(may_leave) else [Blocker.MORE_THAN_AGREED]
    return found


def may_step(*, status: str, to: str) -> bool:
    """Whether this step may follow; sending and cancelling have their own operations."""
    return to in AFTER[status] and to not in {Status.SENT, Status.CANCELLED}


def steps_after(status: str, *, as_partner: bool) -> list[str]:
    """What may be noted next by hand. The partner answers; only the person's own word confirms."""
    steps = [step for step in AFTER[status] if step not in {Status.SENT, Status.CANCELLED, *SAID_BY_THE_PERSON}]
    return [step for step in steps if step in BY_PARTNER] if as_partner else steps


def may_ask_the_person(status: str) -> bool:
    """Whether it is time to ask the person if the help has reached them."""
    return Status.CONFIRMED in AFTER[status]


def word_of_the_person(outcome: str) -> str:
    """Help that the person confirms is a success, whole or in part; anything else is help not given."""
    return Status.CONFIRMED if outcome in HELPED else Status.NOT_DELIVERED


def is_success(confirmed_at: datetime | None) -> bool:
    """Only the person's own word counts: sent, accepted or "delivered" are not success."""
    return confirmed_at is not None


def due_at(priority: str, made_at: datetime) -> datetime:
    """By when the person should have been helped."""
    return made_at + timedelta(hours=HOURS[Priority(priority)])


def clock(*, status: str, priority: str, since: datetime, to_tell: bool) -> tuple[str, datetime | None]:
    """(what is waited for, until when), counted from the last step."""
    if to_tell:
        return Clock.TELL_PARTNER, since
    waits = {
        Status.SENT: (
            Clock.ACKNOWLEDGEMENT,
            ACKNOWLEDGE_EMERGENCY if priority == Priority.EMERGENCY else ACKNOWLEDGE,
        ),
        Status.RECEIVED: (Clock.DECISION, min(DECIDE, timedelta(hours=HOURS[Priority(priority)]))),
        Status.ACCEPTED: (Clock.FEEDBACK, FEEDBACK),
        Status.DELIVERED: (Clock.FEEDBACK, FEEDBACK),
        Status.REJECTED: (Clock.ANOTHER_WAY, timedelta(0)),
        Status.NOT_DELIVERED: (Clock.ANOTHER_WAY, timedelta(0)),
    }
    if status not in waits:
        return Clock.NONE, None
    what, how_long = waits[Status(status)]
    return what, since + how_long
