from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.centres.choices import Role
from serai.centres.models import Decision as DecisionOfTwo
from serai.centres.operations import decisions
from serai.directory.tests.factories import ServiceFactory
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.models import Consent
from serai.people.operations.consent import CannotRecordConsent, record_consent, withdraw_consent
from serai.people.rules.consent import How, Said
from serai.referrals import operations
from serai.referrals.models import Referral, ReferralEvent
from serai.referrals.rules import Blocker, recipient_of
from serai.referrals.tests.factories import SPOKEN, agreed, draft, sent
from serai.screening.choices import Kind
from serai.screening.tests.factories import FlagFactory
from serai.sharing.models import Disclosure, Notice
from serai.sharing.operations.exemptions import ReasonTooShort
from serai.sharing.rules.gate import Refusal


@pytest.fixture
def sami(posted, harbour):
    return posted("sami", Role.SUPERVISOR, harbour)


def test_without_consent_nothing_is_sent(ruth, bilal):
    """Statement 27."""
    referral = draft(by=ruth, person=bilal)
    with pytest.raises(operations.CannotSend) as refusal:
        operations.send_referral(by=ruth, referral=referral, method="paper")
    assert refusal.value.blockers == [Refusal.NO_CONSENT]
    referral.refresh_from_db()
    assert (referral.status, referral.sent_at) == ("draft", None)


def test_the_database_refuses_too(ruth, bilal):
    """Statement 27."""
    referral = draft(by=ruth, person=bilal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status="sent")
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status="sent", override_reason="a reason without a name")


def test_with_consent_for_this_service_and_these_fields_it_is_sent(ruth, bilal):
    referral = sent(by=ruth, person=bilal)

    line = Consent.objects.get()
    assert (line.purpose, line.recipient) == (Purpose.REFERRAL, recipient_of(referral.service.public_id))
    assert line.fields == ["code", "needs"]
    assert (referral.status, referral.waits_for) == ("sent", "acknowledgement")
    assert Entry.objects.filter(act="referral.sent", subject=pseudonym(referral)).count() == 1


def test_a_consent_for_one_service_is_none_for_another(ruth, bilal):
    """Statement 13."""
    agreed(by=ruth, person=bilal)
    other = draft(by=ruth, person=bilal)
    Referral.objects.filter(pk=other.pk).update(consent=Consent.objects.get())
    with pytest.raises(operations.CannotSend) as refusal:
        operations.send_referral(by=ruth, referral=other, method="paper")
    assert refusal.value.blockers == [Refusal.NO_CONSENT]


def test_more_than_agreed_is_not_sent(ruth, bilal):
    """Statement 13."""
    referral = agreed(by=ruth, person=bilal)
    Referral.objects.filter(pk=referral.pk).update(fields=["code", "needs", "name"])
    with pytest.raises(operations.CannotSend) as refusal:
        operations.send_referral(by=ruth, referral=referral, method="carried")
    assert refusal.value.blockers == [Blocker.MORE_THAN_AGREED]


@pytest.mark.parametrize(("recipient", "fields"), [("", ("code",)), ("service:all", ())])
def test_a_blanket_consent_is_impossible(ruth, bilal, recipient, fields):
    """Statement 13: by the rule, and by the database."""
    said = Said(Purpose.REFERRAL, Decision.GRANTED, recipient, "Partners", fields)
    with pytest.raises(CannotRecordConsent):
        record_consent(by=ruth, person=bilal, said=[said], how=SPOKEN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            person=bilal,
            purpose=Purpose.REFERRAL,
            recipient=recipient,
            fields=list(fields),
            decision=Decision.GRANTED,
            form=ConsentForm.WRITTEN,
            language="amh",
            notice_version="1",
            centre=ruth.centre,
            recorded_by=ruth.user,
        )


def test_a_spoken_answer_that_nobody_certifies_is_not_kept(ruth, bilal):
    """Statement 15."""
    referral = draft(by=ruth, person=bilal)
    for how in (How(ConsentForm.VERBAL, "amh"), How(ConsentForm.PROXY, "amh", proxy_name="Hodan")):
        with pytest.raises(CannotRecordConsent):
            operations.record_answer(by=ruth, referral=referral, decision=Decision.GRANTED, how=how)
    assert not Consent.objects.exists()


def test_a_refusal_cancels_and_shares_nothing(ruth, bilal):
    referral = draft(by=ruth, person=bilal)
    operations.record_answer(by=ruth, referral=referral, decision=Decision.REFUSED, how=SPOKEN)
    referral.refresh_from_db()
    assert (referral.status, referral.sent_at) == ("cancelled", None)


REASON = "Unconscious and bleeding, nobody with her"


def excepted(*, by, agreed_by, referral, why="vital"):
    operations.ask_to_send_without_consent(by=by, referral=referral, why=why, reason=REASON)
    decisions.agree(by=agreed_by, decision=DecisionOfTwo.objects.latest("pk"))


def test_a_life_is_saved_without_consent_by_two_one_of_them_a_supervisor(ruth, sami, rita, bilal):
    """Statement 27: the vital-interest path."""
    referral = draft(by=ruth, person=bilal)
    with pytest.raises(ReasonTooShort):
        operations.ask_to_send_without_consent(by=ruth, referral=referral, why="vital", reason="  Unconscious  ")
    operations.ask_to_send_without_consent(by=ruth, referral=referral, why="vital", reason=REASON)
    asked = DecisionOfTwo.objects.get()
    for nobody in (ruth, rita):
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=nobody, decision=asked)
    with pytest.raises(operations.CannotSend):
        operations.send_referral(by=ruth, referral=referral, method="phone")

    decisions.agree(by=sami, decision=asked)
    operations.send_referral(by=ruth, referral=referral, method="phone")

    referral.refresh_from_db()
    assert (referral.status, referral.overridden_by_id, referral.override_reason) == ("sent", sami.user_id, REASON)
    assert Entry.objects.get(act="exception.granted").actor_id == sami.user_id
    assert Disclosure.objects.get().exemption.first_by_id == ruth.user_id


def test_an_exception_ends_by_itself(ruth, sami, bilal, time_machine):
    referral = draft(by=ruth, person=bilal)
    excepted(by=ruth, agreed_by=sami, referral=referral)
    time_machine.move_to(timezone.now() + timedelta(hours=73))
    with pytest.raises(operations.CannotSend) as refusal:
        operations.send_referral(by=ruth, referral=referral, method="phone")
    assert refusal.value.blockers == [Refusal.NO_CONSENT]


def test_no_consulate_is_told_while_a_wish_for_asylum_stands(ruth, sami, bilal):
    """Statement 16."""
    consulate = ServiceFactory(whole__service_types=["CONSULAR_LIAISON"])
    referral = agreed(by=ruth, person=bilal, service=consulate)
    FlagFactory(person=bilal, centre=ruth.centre, kind=Kind.ASYLUM)
    with pytest.raises(operations.CannotSend) as refusal:
        operations.send_referral(by=ruth, referral=referral, method="paper")
    assert refusal.value.blockers == [Refusal.FEAR_STANDS]
    unasked = draft(by=ruth, person=bilal, service=consulate)
    excepted(by=ruth, agreed_by=sami, referral=unasked)
    with pytest.raises(operations.CannotSend) as refusal:
        operations.send_referral(by=ruth, referral=unasked, method="phone")
    assert refusal.value.blockers == [Refusal.FEAR_STANDS]


def test_a_withdrawal_stops_what_has_not_left_and_marks_what_has(ruth, bilal):
    """Statement 14."""
    service = ServiceFactory()
    left = sent(by=ruth, person=bilal, service=service)
    waiting = agreed(by=ruth, person=bilal, service=service)
    elsewhere = agreed(by=ruth, person=bilal)

    withdraw_consent(by=ruth, consent=waiting.consent, language="amh")

    for referral in (left, waiting, elsewhere):
        referral.refresh_from_db()
    assert (waiting.status, elsewhere.status) == ("cancelled", "draft")
    assert (left.status, left.must_tell_partner, left.waits_for) == ("sent", True, "tell_partner")
    with pytest.raises(operations.CannotSend):
        operations.send_referral(by=ruth, referral=waiting, method="paper")

    operations.note_partner_told(by=ruth, referral=left)
    left.refresh_from_db()
    assert not left.must_tell_partner


def test_a_no_to_a_second_referral_is_a_withdrawal_of_the_first(ruth, bilal):
    """Statement 14: the partner of the one that left is told."""
    service = ServiceFactory()
    left = sent(by=ruth, person=bilal, service=service)
    second = draft(by=ruth, person=bilal, service=service)

    operations.record_answer(by=ruth, referral=second, decision=Decision.REFUSED, how=SPOKEN)

    left.refresh_from_db()
    second.refresh_from_db()
    assert (left.must_tell_partner, left.waits_for) == (True, "tell_partner")
    assert Notice.objects.get().recipient == recipient_of(service.public_id)
    assert second.status == "cancelled"
    assert list(second.events.order_by("pk").values_list("step", flat=True)) == ["made", "refused"]


def test_accepted_and_delivered_are_not_success_until_the_person_confirms(ruth, bilal):
    """Statement 30."""
    referral = sent(by=ruth, person=bilal)
    for status in ("received", "accepted", "service_delivered"):
        operations.note_step(by=ruth, referral=referral, status=status)
        referral.refresh_from_db()
        assert not referral.is_success
    with pytest.raises(operations.CannotStep):
        operations.note_step(by=ruth, referral=referral, status="person_confirms")

    operations.note_word_of_person(by=ruth, referral=referral, outcome="helped")

    referral.refresh_from_db()
    assert (referral.status, referral.is_success) == ("person_confirms", True)


def test_the_database_refuses_a_success_that_nobody_confirmed(ruth, bilal):
    """Statement 30."""
    referral = sent(by=ruth, person=bilal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(status="person_confirms")


def test_a_person_who_was_asked_to_pay_was_not_helped(ruth, bilal):
    referral = sent(by=ruth, person=bilal)
    operations.note_word_of_person(by=ruth, referral=referral, outcome="asked_to_pay")
    referral.refresh_from_db()
    assert (referral.status, referral.outcome, referral.is_success) == ("not_delivered", "asked_to_pay", False)


@pytest.mark.parametrize(
    "sql", ["UPDATE referrals_referralevent SET step = 'x'", "DELETE FROM referrals_referralevent"]
)
def test_steps_can_only_be_added(ruth, bilal, sql):
    draft(by=ruth, person=bilal)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert ReferralEvent.objects.count() == 1
