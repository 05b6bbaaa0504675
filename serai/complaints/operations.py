"""Writing a report, and what was done about it. Both are letters to the network's readers, sealed when they are saved.

A report leaves no line in the trail: a line would say who was at the page, or, without a user, when somebody was. What
the focal points do leaves the same line, whether they look at a list or write (decisions/0028).
"""

from dataclasses import asdict, dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from serai.centres.models import Posting
from serai.complaints.choices import EntryKind
from serai.complaints.rules import mark_of, row_of, ticket_of
from serai.sealed.choices import Kind
from serai.sealed.models import Compartment
from serai.sealed.operations import network


@dataclass(frozen=True)
class Told:
    """What somebody writes down, as far as they know it. Nothing is required but a word of what happened."""

    what: str
    reporter: str = ""
    about: str = ""
    by_whom: str = ""
    alias: str = ""
    sex: str = ""
    age_band: str = ""
    language: str = ""
    where: str = ""
    when: str = ""
    may_call: str = ""
    safe_way: str = ""
    offered: list[str] = field(default_factory=list)


@transaction.atomic
def write_report(*, by: Posting, token: UUID, told: Told, named: bool) -> str:
    """Seal it, and give its ticket, which is kept nowhere. The writer's name goes with it only if they want it to.
    The same form sent twice is one report. Raises NobodyReads, TooLong."""
    ticket = ticket_of(token)
    content = asdict(told) | {
        "is": "report",
        "id": str(row_of(token)),
        "at": timezone.now().isoformat(),
        "centre": by.centre_id,
        "ticket": mark_of(ticket),
        "named": by.user_id if named else None,
    }
    network.drop(kind=Kind.PSEA, content=content, pk=row_of(token))
    return ticket


@transaction.atomic
def write_entry(*, by: Posting, compartment: Compartment, report: UUID, token: UUID, kind: str, words: str) -> None:
    """Add what was done about a report; it needs no key, so that nothing typed is lost when the files have locked.
    Raises NobodyReads, TooLong."""
    content = {
        "is": "entry",
        "id": str(row_of(token)),
        "of": str(report),
        "kind": EntryKind(kind).value,
        "words": words,
        "by": by.user_id,
        "at": timezone.now().isoformat(),
    }
    network.drop(kind=Kind.PSEA, content=content, pk=row_of(token))
    network.note(by=by, compartment=compartment, did="written", what=str(report))
