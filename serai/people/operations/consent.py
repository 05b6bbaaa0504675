"""The consent ledger: lines are added, never changed; the last line of a purpose and recipient is what holds."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.people.choices import ConsentForm, ConsentStatus, Decision, Purpose
from serai.people.models import Consent, Person
from serai.people.operations.withdrawals import hold_back_withdrawals, stop_what_is_pending
from serai.people.rules.consent import LEAVING, NOTICE_VERSION, Gap, How, Said, gaps_in
from serai.people.rules.parts import CLASS_OF, categories_of

STATUS = {
    Decision.GRANTED: ConsentStatus.GIVEN,
    Decision.REFUSED: ConsentStatus.REFUSED,
    Decision.WITHDRAWN: ConsentStatus.REFUSED,
}


class CannotRecordConsent(Exception):
    """Something is missing; `gaps` says what."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__([str(gap) for gap in gaps])
        self.gaps = gaps


class NothingToWithdraw(Exception):
    """The last word for this purpose and recipient is not a live consent."""


@transaction.atomic
def record_consent(*, by: Posting, person: Person, said: Sequence[Said], how: How) -> list[Consent]:
    """Keep what this person, and nobody else, said for each purpose. A no where they had said yes takes that yes back:
    what is pending on it stops. Raises CannotRecordConsent."""
    gaps = gaps_in(said=said, how=how, birth=person.birth, today=timezone.localdate())
    if gaps:
        raise CannotRecordConsent(gaps)
    hold_back_withdrawals(person)
    lines = [_keep_answer(by=by, person=person, said=answer, how=how) for answer in said]
    decisions = [f"{line.purpose}:{line.decision}" for line in lines]
    record(by=by, act="consent.recorded", subject=person, decisions=decisions, form=how.form)
    return lines


@transaction.atomic
def withdraw_consent(*, by: Posting, consent: Consent, language: str) -> Consent:
    """Keep that the person changed their mind, and stop what is pending on it. Raises NothingToWithdraw."""
    person = Person.objects.select_for_update().get(pk=consent.person_id)
    last = last_word(person=person, purpose=consent.purpose, recipient=consent.recipient)
    if last is None or last.decision != Decision.GRANTED:
        raise NothingToWithdraw
    said = Said(consent.purpose, Decision.WITHDRAWN, consent.recipient, consent.recipient_name, tuple(consent.fields))
    line = _add_line(by=by, person=person, said=said, how=How(ConsentForm.VERBAL, language, certified=True))
    stop_what_is_pending(by=by, consent=line)
    record(by=by, act="consent.withdrawn", subject=person, decision=f"{line.purpose}:{line.decision}")
    return line


def last_word(*, person: Person, purpose: str, recipient: str = "") -> Consent | None:
    """The last line of the ledger for this purpose and recipient."""
    return Consent.objects.filter(person=person, purpose=purpose, recipient=recipient).order_by("-pk").first()


def _keep_answer(*, by: Posting, person: Person, said: Said, how: How) -> Consent:
    last = last_word(person=person, purpose=said.purpose, recipient=said.recipient)
    had_said_yes = last is not None and last.decision == Decision.GRANTED and last.agreed_by_id is None
    if said.decision == Decision.GRANTED or not (had_said_yes or said.purpose in LEAVING):
        return _add_line(by=by, person=person, said=said, how=how)
    heard = replace(said, decision=Decision.WITHDRAWN) if had_said_yes else said
    line = _add_line(by=by, person=person, said=heard, how=how)
    stop_what_is_pending(by=by, consent=line)  # also where only an exception let it leave
    return line


def _add_line(*, by: Posting, person: Person, said: Said, how: How) -> Consent:
    line = Consent.objects.create(
        person=person,
        purpose=said.purpose,
        recipient=said.recipient,
        recipient_name=said.recipient_name,
        recipient_class=CLASS_OF[said.purpose],
        fields=list(said.fields),
        categories=categories_of(said.fields),
        decision=said.decision,
        form=how.form,
        certified_by_id=by.user_id if how.certified else None,
        proxy_name=how.proxy_name,
        proxy_relation=how.proxy_relation,
        proxy_reason=how.proxy_reason,
        witness_name=how.witness_name,
        child_assented=how.child_assented,
        guardian_told=how.guardian_told,
        language=how.language,
        notice_version=NOTICE_VERSION,
        interpreter_mode=how.interpreter_mode,
        centre_id=by.here,
        recorded_by_id=by.user_id,
        valid_until=how.valid_until,
    )
    if said.purpose == Purpose.SERVICES_HERE:
        _note_on_registration(by=by, person=person, status=STATUS[Decision(said.decision)])
    return line


def _note_on_registration(*, by: Posting, person: Person, status: str) -> None:
    registration = person.registrations.filter(centre_id=by.here).order_by("-registered_on", "-pk").first()
    if registration is not None and registration.consent_status != status:
        registration.consent_status = status
        registration.save(update_fields=["consent_status"])
