"""A line of the ledger that two of us decided, for somebody who cannot answer."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.models import Consent, Person
from serai.people.rules.consent import NOTICE_VERSION, STAFF
from serai.people.rules.parts import CLASS_OF


@dataclass(frozen=True)
class DecidedFor:
    """What two persons decided for somebody who cannot answer, and what a child said to it, if asked."""

    person: Person
    basis: str
    reason: str
    until: date
    child_assented: bool | None = None


@transaction.atomic
def record_decided_for(*, by: Posting, asked_by: int, decided: DecidedFor) -> Consent:
    """Two persons, `asked_by` and `by`, decided that somebody who cannot answer is recorded here, until a day: never
    that something leaves."""
    line = Consent.objects.create(
        person=decided.person,
        purpose=Purpose.SERVICES_HERE,
        recipient_class=CLASS_OF[Purpose.SERVICES_HERE],
        decision=Decision.GRANTED,
        basis=decided.basis,
        form=ConsentForm.PROXY,
        proxy_relation=STAFF,
        proxy_reason=decided.reason[:300],
        child_assented=decided.child_assented,
        language="",
        notice_version=NOTICE_VERSION,
        centre_id=by.here,
        recorded_by_id=asked_by,
        agreed_by_id=by.user_id,
        valid_until=decided.until,
    )
    record(by=by, act="consent.decided", subject=decided.person, basis=decided.basis)
    return line
