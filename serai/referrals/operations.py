"""Writes of a referral. Each step is an event that stays; the clock is set anew with each."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision as DecisionOfTwo
from serai.centres.models import Posting
from serai.centres.operations.decisions import ask
from serai.centres.operations.postings import NotYoursToGive, may_give
from serai.centres.queries import has_another_giver
from serai.centres.rules import May, takes_two
from serai.codes.words import Words
from serai.directory.models import Organization, Service
from serai.people.choices import Decision, Purpose
from serai.people.models import Consent, Person
from serai.people.operations.consent import record_consent, withdraw_consent
from serai.people.operations.withdrawals import hold_back_withdrawals
from serai.people.rules.consent import How, Said
from serai.referrals import access, rules
from serai.referrals.choices import Status, Step
from serai.referrals.models import PartnerDesk, Referral, ReferralEvent
from serai.sharing.access import notices_waiting
from serai.sharing.models import Exemption, Notice
from serai.sharing.operations.disclosures import Leaving, disclose, note_told, stop_without_consent
from serai.sharing.operations.exemptions import Wanted, ask_for_exception
from serai.sharing.rules.gate import BY_HAND, Refusal

BINDING = "referrals.bind_partner"


class CannotSend(Exception):
    """Something stands in the way; `blockers` says what."""

    def __init__(self, blockers: list[rules.Blocker | Refusal]) -> None:
        super().__init__([str(blocker) for blocker in blockers])
        self.blockers = blockers


class CannotStep(Exception):
    """This step does not follow the one where the referral is; somebody else may have noted one meanwhile."""


@transaction.atomic
def make_referral(*, by: Posting, person: Person, service: Service, wanted: dict[str, Any]) -> Referral:
    """A draft: nothing has left. `wanted` holds priority, needs, fields, note. Raises NotYoursToPrepare of access."""
    access.must_prepare(posting=by, service=service)
    now = timezone.now()
    today = timezone.localdate()
    referral = Referral.objects.create(
        person=person,
        service=service,
        centre_id=by.here,
        created_by_id=by.user_id,
        referred_on=today,
        due_at=rules.due_at(wanted["priority"], now),
        sex=person.sex,
        age_band=person.band_on(today),
        nationality=person.nationality,
        kept_to=rules.kept_to(by.role),
        **wanted,
    )
    _note(referral, Step.MADE, by=by, at=now)
    record(by=by, act="referral.made", subject=referral, priority=referral.priority, fields=list(referral.fields))
    return referral


@transaction.atomic
def record_answer(*, by: Posting, referral: Referral, decision: str, how: How) -> Consent:
    """Keep what the person said about this recipient and these fields, and nothing more general. A refusal cancels
    the draft; help goes on; what left on an earlier yes is taken back. Raises CannotRecordConsent, CannotStep."""
    held = _locked(referral)
    if held.status != Status.DRAFT:
        raise CannotStep
    said = Said(
        purpose=Purpose.REFERRAL,
        decision=decision,
        recipient=rules.recipient_of(held.service.public_id),
        recipient_name=held.service.organization.name,
        fields=tuple(held.fields),
    )
    if decision != Decision.GRANTED:
        held.status = Status.CANCELLED
        _keep(held, Step.REFUSED, by=by)
    held.answer = line = record_consent(by=by, person=held.person, said=[said], how=how)[0]
    if decision == Decision.GRANTED:
        held.consent = line
        _keep(held, Step.CONSENT, by=by)
    else:
        held.save(update_fields=["answer"])
    record(by=by, act="referral.stepped", subject=held, step=decision)
    return line


@transaction.atomic
def send_referral(*, by: Posting, referral: Referral, method: str) -> None:
    """Note that it has left, by which way. Raises CannotSend unless everything listed may leave, on a live consent or
    an exception; access.NotYoursToPrepare."""
    held = _locked(referral)
    access.must_prepare(posting=by, service=held.service)
    blockers = access.blockers(held, method=method)
    if blockers:
        raise CannotSend(blockers)
    left = disclose(by=by, person=held.person, leaving=_leaving(held, method=method))
    if left.exemption is not None:
        held.override_reason, held.overridden_by_id = left.exemption.reason, left.exemption.second_by_id
    _leave(held, method=method, by=by, step=Step.OVERRIDDEN if left.exemption else Step.SENT)
    record(by=by, act="referral.sent", subject=held, method=method, fields=list(held.fields))


@transaction.atomic
def print_letter(*, by: Posting, referral: Referral) -> None:
    """A letter for the person's own hand: from now on it counts as left. Raises CannotSend, NotYoursToPrepare."""
    held = _locked(referral)
    access.must_prepare(posting=by, service=held.service)
    blockers = access.blockers(held, method=BY_HAND)
    if set(blockers) - {rules.Blocker.ALREADY_SENT} or not access.may_be_printed(held):
        raise CannotSend(blockers)
    disclose(by=by, person=held.person, leaving=_leaving(held, method=BY_HAND))


def _leaving(referral: Referral, *, method: str) -> Leaving:
    return Leaving(
        recipient=rules.recipient_of(referral.service.public_id),
        recipient_name=referral.service.organization.name,
        purpose=Purpose.REFERRAL,
        fields=frozenset(referral.fields),
        method=method,
        about=access.about(referral),
    )


@transaction.atomic
def ask_to_send_without_consent(*, by: Posting, referral: Referral, why: str, reason: str) -> Exemption:
    """A life is in danger, or a child has nobody to answer: a second person is asked. Raises CannotStep,
    ReasonTooShort, access.NotYoursToPrepare."""
    held = _locked(referral)
    access.must_prepare(posting=by, service=held.service)
    if held.status != Status.DRAFT or held.consent_id is not None:
        raise CannotStep
    wanted = Wanted(
        why=why,
        purpose=Purpose.REFERRAL,
        recipient=rules.recipient_of(held.service.public_id),
        recipient_name=held.service.organization.name,
        fields=frozenset(held.fields),
        about=access.about(held),
    )
    return ask_for_exception(by=by, person=held.person, wanted=wanted, reason=reason)


@transaction.atomic
def note_step(*, by: Posting, referral: Referral, status: str, reason: str = "", words: str = "") -> None:
    """Note what the partner said or did. Raises CannotStep."""
    held = _locked(referral)
    is_by_partner = by.may(May.ANSWER_REFERRALS)
    if status not in rules.steps_after(held.status, as_partner=is_by_partner):
        raise CannotStep
    if status == Status.REJECTED:
        held.rejection = reason
    held.status = status
    _keep(held, Step(status), by=by, reason=reason, words=words)
    record(by=by, act="referral.stepped", subject=held, step=status)


@transaction.atomic
def note_word_of_person(*, by: Posting, referral: Referral, outcome: str, words: str = "") -> None:
    """Keep how it went in the person's own words: only this makes a referral a success. Raises CannotStep."""
    held = _locked(referral)
    status = rules.word_of_the_person(outcome)
    if not rules.may_step(status=held.status, to=status):
        raise CannotStep
    held.status, held.outcome = status, outcome
    held.confirmed_at = timezone.now() if status == Status.CONFIRMED else None
    _keep(held, Step(status), by=by, reason=outcome, words=words)
    record(by=by, act="referral.stepped", subject=held, step=status, outcome=outcome)


@transaction.atomic
def cancel_referral(*, by: Posting, referral: Referral) -> None:
    """Drop a draft; nothing had left. Raises CannotStep."""
    held = _locked(referral)
    if held.status != Status.DRAFT:
        raise CannotStep
    held.status = Status.CANCELLED
    _keep(held, Step.CANCELLED, by=by)
    record(by=by, act="referral.stepped", subject=held, step=held.status)


@transaction.atomic
def take_back_consent(*, by: Posting, referral: Referral, language: str) -> None:
    """The person changed their mind about this partner, or was never asked and now says no. Raises NothingToWithdraw,
    CannotStep."""
    held = _locked(referral)
    if held.consent is not None:
        withdraw_consent(by=by, consent=held.consent, language=language)
    elif held.override_reason and held.withdrawn_at is None:
        recipient = rules.recipient_of(held.service.public_id)
        stop_without_consent(by=by, person=held.person, purpose=Purpose.REFERRAL, recipient=recipient)
        _stop(held, by=by)
    else:
        raise CannotStep


def stop_after_withdrawal(*, by: Posting, consent: Consent) -> None:
    """What has not left stays; what has left is marked, so that the partner is told to stop and delete."""
    if consent.purpose != Purpose.REFERRAL:
        return
    public_id = consent.recipient.removeprefix("service:")
    theirs = Referral.objects.select_for_update(of=("self",)).filter(
        person=consent.person_id, service__public_id=public_id
    )
    if consent.decision == Decision.REFUSED:  # nobody had said yes: an exception let it leave
        theirs = theirs.filter(sent_at__isnull=False)
    for referral in theirs.exclude(status=Status.CANCELLED).filter(withdrawn_at=None):
        _stop(referral, by=by)


def _stop(referral: Referral, *, by: Posting) -> None:
    referral.withdrawn_at = timezone.now()
    if referral.status == Status.DRAFT:
        referral.status = Status.CANCELLED
    _keep(referral, Step.WITHDRAWN, by=by)
    record(by=by, act="referral.stopped", subject=referral, status=referral.status)


@transaction.atomic
def note_partner_told(*, by: Posting, referral: Referral) -> None:
    """The partner knows that consent is withdrawn. Raises CannotStep if there is nothing to tell."""
    held = _locked(referral)
    if not held.must_tell_partner:
        raise CannotStep
    recipient = rules.recipient_of(held.service.public_id)
    for notice in notices_waiting(person=held.person, purpose=Purpose.REFERRAL, recipient=recipient):
        note_told(by=by, notice=notice, how="phone")
    held.refresh_from_db()
    if held.must_tell_partner:
        _told(held, by=by)


def hear_that_told(*, by: Posting, notice: Notice) -> None:
    """Somebody told the recipient: its referrals, made here or elsewhere, no longer wait for it."""
    if notice.purpose != Purpose.REFERRAL:
        return
    theirs = Referral.objects.select_for_update(of=("self",)).filter(
        person=notice.person_id, service__public_id=notice.recipient.removeprefix("service:")
    )
    with second_line.everywhere("a recipient that was told is told for every centre"):
        for referral in theirs.filter(withdrawn_at__isnull=False, partner_told_at=None, sent_at__isnull=False):
            _told(referral, by=by)


def _told(referral: Referral, *, by: Posting) -> None:
    referral.partner_told_at = timezone.now()
    _keep(referral, Step.TOLD, by=by)
    record(by=by, act="referral.stepped", subject=referral, step=Step.TOLD)


class AlreadyBound(Exception):
    """This posting answers for an organisation already, for good: another one's work is another posting."""


@transaction.atomic
def link_partner(*, by: Posting | None, posting: Posting, organization: Organization) -> PartnerDesk:
    """From now on this posting sees the referrals to this organisation, and never another's. Raises AlreadyBound."""
    desk, is_new = PartnerDesk.objects.get_or_create(posting=posting, defaults={"organization": organization})
    if not is_new:
        raise AlreadyBound
    record(by=by, act="partner_desk.linked", subject=desk)
    return desk


@transaction.atomic
def ask_to_bind(*, by: Posting, posting: Posting, organization: Organization) -> PartnerDesk | DecisionOfTwo:
    """Whose referrals a partner reads weighs as much as the posting: it waits for somebody else who could have given
    that. Where nobody ever could, it is done at once. Raises NotYoursToGive, AlreadyBound."""
    user, centre = posting.user, posting.centre
    if posting.role != Role.PARTNER or not may_give(by, user=user, centre=centre, role=posting.role):
        raise NotYoursToGive
    if not takes_two(others_ever=has_another_giver(by=by, user=user, centre=centre, role=posting.role)):
        return link_partner(by=by, posting=posting, organization=organization)
    if PartnerDesk.objects.filter(posting=posting).exists():
        raise AlreadyBound
    what = {"user": posting.user_id, "posting": posting.pk, "organization": organization.pk}
    return ask(by=by, kind=BINDING, centre=centre, what=what)


def may_agree_to_bind(posting: Posting, decision: DecisionOfTwo) -> bool:
    """Whoever could have given the partner its posting, but not the partner."""
    return may_give(posting, user=User(pk=decision.what["user"]), centre=decision.centre, role=Role.PARTNER)


def bind_what_was_asked(by: Posting, decision: DecisionOfTwo) -> None:
    """The second person agreed, and the posting still runs and is bound to nothing. Raises CannotBeDone."""
    running = Posting.objects.active(timezone.localdate()).filter(pk=decision.what["posting"], role=Role.PARTNER)
    posting = running.select_for_update(of=("self",)).first()
    organization = Organization.objects.filter(pk=decision.what["organization"]).first()
    if posting is None or organization is None:
        raise CannotBeDone
    try:
        link_partner(by=by, posting=posting, organization=organization)
    except AlreadyBound:
        raise CannotBeDone from None


def described_binding(decision: DecisionOfTwo) -> list[tuple[Words, str]]:
    """Which account is to read the referrals to which organisation."""
    user = User.objects.get(pk=decision.what["user"])
    return [
        (_("Name"), f"{user.display_name} ({user.username})"),
        (_("Organisation"), Organization.objects.get(pk=decision.what["organization"]).name),
        (_("Where"), decision.centre.name if decision.centre else ""),
    ]


def _locked(referral: Referral) -> Referral:
    """The person first, as a withdrawal does, then the referral: two who meet there do not wait for each other."""
    hold_back_withdrawals(referral.person)
    whole = Referral.objects.select_related("person", "service__organization", "consent")
    return whole.select_for_update(of=("self",)).get(pk=referral.pk)


def _leave(referral: Referral, *, method: str, by: Posting, step: str) -> None:
    referral.status, referral.method, referral.sent_at = Status.SENT, method, timezone.now()
    _keep(referral, step, by=by)


def _keep(referral: Referral, step: str, *, by: Posting, reason: str = "", words: str = "") -> None:
    """Save the referral with its clock set from now, and the step with it."""
    now = timezone.now()
    referral.waits_for, referral.waits_until = rules.clock(
        status=referral.status, priority=referral.priority, since=now, to_tell=referral.must_tell_partner
    )
    referral.version += 1
    referral.save()
    _note(referral, step, by=by, at=now, reason=reason, words=words)


def _note(referral: Referral, step: str, *, by: Posting, at: datetime, reason: str = "", words: str = "") -> None:
    ReferralEvent.objects.create(
        referral=referral,
        step=step,
        at=at,
        by_id=by.user_id,
        is_by_partner=by.may(May.ANSWER_REFERRALS),
        reason=reason,
        words=words[:500],
    )
