"""Letting something leave: the one way, and what has to be done when a consent is taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people.models import Consent, Person
from serai.people.operations.withdrawals import hold_back_withdrawals
from serai.sharing.access import verdict
from serai.sharing.models import Disclosure, Exemption, Notice
from serai.sharing.recipients import recipient_of
from serai.sharing.rules.gate import Refusal


class MayNotLeave(Exception):
    """The gate said no; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True)
class Leaving:
    """What is to leave: to whom, for what, which parts, by which way; `about` names what it belongs to."""

    recipient: str
    recipient_name: str
    purpose: str
    fields: frozenset[str]
    method: str
    about: str = ""


@transaction.atomic
def disclose(*, by: Posting, person: Person, leaving: Leaving) -> Disclosure:
    """Let out what the gate lets through, and write it down. The same leaving twice is one. Raises MayNotLeave when
    nothing may leave."""
    hold_back_withdrawals(person)
    found = verdict(
        person=person,
        recipient=leaving.recipient,
        purpose=leaving.purpose,
        fields=leaving.fields,
        method=leaving.method,
        about=leaving.about,
    )
    if found.refusal is not None:
        raise MayNotLeave(found.refusal)
    whom = recipient_of(leaving.recipient)
    assert whom is not None  # noqa: S101 - the gate refuses nobody
    row = Disclosure(
        person=person,
        centre_id=by.here,
        recipient=leaving.recipient,
        recipient_name=leaving.recipient_name,
        kind=whom.kind,
        purpose=leaving.purpose,
        fields=sorted(found.fields),
        method=leaving.method,
        about=leaving.about,
        consent_id=found.consent,
        exemption_id=found.exemption,
        agreement_id=found.agreement,
        by_id=by.user_id,
        at=timezone.now(),
    )
    same = {name: getattr(row, name) for name in ("person", "recipient", "about", "method", "consent_id")}
    again = Disclosure.objects.filter(**same, exemption=row.exemption).order_by("-pk").first()
    if leaving.about and again is not None and again.fields == row.fields:
        return again
    row.save()
    record(by=by, act="disclosure.made", subject=row, purpose=leaving.purpose, fields=row.fields, method=row.method)
    return row


type Told = Callable[..., None]

_when_told: list[Told] = []


def declare_when_told(handler: Told) -> None:
    """Called from a room's `ready()`. The handler gets `by` and the `notice` whose recipient was told."""
    if handler not in _when_told:
        _when_told.append(handler)


def queue_notices(*, by: Posting, consent: Consent) -> None:
    """After a withdrawal, or a no where an exception let something leave: whoever has it has to be told. Called in the
    answer's own transaction."""
    whom = {"person_id": consent.person_id, "purpose": consent.purpose, "recipient": consent.recipient}
    _end_exceptions(by=by, whom=whom)
    _queue(by=by, whom=whom)


def _queue(*, by: Posting, whom: Mapping[str, object]) -> None:
    before = Notice.objects.filter(**whom).order_by("-pk").first()
    left = Disclosure.objects.filter(**whom)
    left = left.filter(at__gt=before.queued_at) if before else left
    rows = list(left.order_by("pk"))
    if rows:
        fields = sorted({field for row in rows for field in row.fields})
        last = rows[-1]
        told = {"recipient_name": last.recipient_name, "fields": fields, "queued_at": timezone.now()}
        notice = Notice.objects.create(**whom, **told, centre_id=last.centre_id)
        record(by=by, act="notice.queued", subject=notice, purpose=str(whom["purpose"]))


def _end_exceptions(*, by: Posting, whom: Mapping[str, object]) -> None:
    now = timezone.now()
    for one in Exemption.objects.select_for_update(of=("self",)).filter(**whom, ended_at=None):
        one.ended_at = now
        one.save(update_fields=["ended_at"])
        record(by=by, act="exception.ended", subject=one)


@transaction.atomic
def stop_without_consent(*, by: Posting, person: Person, purpose: str, recipient: str) -> None:
    """The person, who was never asked, now says no: exceptions end, and whoever has something is told."""
    whom: dict[str, object] = {"person_id": person.pk, "purpose": purpose, "recipient": recipient}
    _end_exceptions(by=by, whom=whom)
    _queue(by=by, whom=whom)


@transaction.atomic
def note_told(*, by: Posting, notice: Notice, how: str) -> None:
    """The recipient knows that it has to stop and delete. Told twice is told once."""
    hold_back_withdrawals(notice.person)
    held = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if held.told_at is not None:
        return
    held.told_at, held.told_by_id, held.told_how = timezone.now(), by.user_id, how
    held.save(update_fields=["told_at", "told_by", "told_how"])
    for handler in _when_told:
        handler(by=by, notice=held)
    record(by=by, act="notice.told", subject=held, how=how)
