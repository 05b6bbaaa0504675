"""Tickets and clocks. Plain values in and out. Source of the clocks: the field's table of complaints, category 6."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from serai.codes.crockford import CROCKFORD, READ_AS
from serai.complaints.choices import Clock, EntryKind

TICKET_LENGTH = 12  # of 32 signs: sixty bits
ACKNOWLEDGE_WITHIN = timedelta(hours=24)
SAY_WITHIN = timedelta(days=5)


def ticket_of(token: UUID) -> str:
    """The ticket of the form with this random token: the same form sent twice has one ticket. It cannot be computed
    from the row, nor the row from it."""
    number = int.from_bytes(sha256(b"ticket" + token.bytes).digest())
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(TICKET_LENGTH))


def row_of(token: UUID) -> UUID:
    """The id of the row that this form writes: of the kind that the rows have which say nothing."""
    return UUID(bytes=sha256(b"row" + token.bytes).digest()[:16], version=4)


def shown(ticket: str) -> str:
    """In three groups, to be copied by hand."""
    return "-".join(ticket[start : start + 4] for start in range(0, len(ticket), 4))


def mark_of(typed: str) -> str:
    """What is kept of a ticket, however it was typed."""
    plain = "".join(sign for sign in typed.upper().translate(READ_AS) if sign in CROCKFORD)
    return sha256(b"mark" + plain.encode()).hexdigest()


@dataclass(frozen=True)
class Due:
    """What comes next, and by when."""

    what: Clock
    at: datetime


def next_due(*, written_at: datetime, kinds: Iterable[str]) -> Due | None:
    """A day to acknowledge; five days from the report to say how it stands, whoever may be told; closed, nothing."""
    done = set(kinds)
    if EntryKind.CLOSED in done:
        return None
    if not done:
        return Due(Clock.ACKNOWLEDGE, written_at + ACKNOWLEDGE_WITHIN)
    if EntryKind.TOLD not in done:
        return Due(Clock.SAY, written_at + SAY_WITHIN)
    return None
