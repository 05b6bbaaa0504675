from datetime import UTC
from typing import Protocol

from django.db import models, transaction
from django.utils import timezone

from serai.audit import checkpoints, keys, requests
from serai.audit.acts import declared
from serai.audit.heads import hold
from serai.audit.models import Entry
from serai.audit.pseudonyms import PERSON, of_id, person_of, pseudonym
from serai.audit.rules import is_checkpoint_due, link, seal


class Actor(Protocol):
    """Somebody at work at a centre; a posting is one."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def centre_id(self) -> int | None: ...


class UnknownAct(LookupError):
    """The room forgot to declare this verb in its `choices.ACTS`."""


def record(
    *,
    by: Actor | None,
    act: str,
    subject: models.Model | None = None,
    purpose: str = "",
    **detail: str | int | bool | list[str] | None,
) -> None:
    """Add one line to the trail of the actor's centre, in the transaction of the act itself. `detail` holds codes and
    counts, never names or free text. Raises UnknownAct for an undeclared verb.

    Nobody else adds a line at this centre until that transaction ends: record last, or nearly.
    """
    if act not in declared():
        raise UnknownAct(act)
    line = Entry(
        centre_id=(by.centre_id if by else None) or 0,
        actor_id=by.user_id if by else None,
        act=act,
        subject_type=subject._meta.label_lower if subject is not None else "",
        purpose=str(purpose),
        request=requests.number.get(),
        detail=detail,
    )
    with transaction.atomic(savepoint=False):
        _append(line, subject)


def _append(line: Entry, subject: models.Model | None) -> None:
    head = hold(line.centre_id)
    line.at = timezone.now()
    if subject is not None:
        year, person = line.at.astimezone(UTC).year, person_of(subject)
        line.subject = pseudonym(subject, year=year)
        line.person = of_id(PERSON, person, year=year) if person else ""
    if is_checkpoint_due(lines=head.seq - head.kept_seq, seconds=int(line.at.timestamp()) - head.kept_at):
        checkpoints.keep(chain=line.centre_id, at=line.at)
    line.seq, line.before = head.seq + 1, head.hash
    line.hash = link(head.hash, centre_id=line.centre_id, seq=line.seq, at=line.at, told=told(line))
    line.seal = seal(keys.sealing_key(), line.hash)
    line.save(force_insert=True)


def told(line: Entry) -> list[object]:
    """Everything that a line tells, in the order in which it is hashed."""
    return [getattr(line, name) for name in TOLD]


TOLD = ("actor_id", "act", "subject_type", "subject", "person", "purpose", "request", "detail")
