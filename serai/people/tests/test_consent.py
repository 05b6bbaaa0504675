import pytest
from django.db import DatabaseError, IntegrityError, transaction

from serai.audit.models import Entry
from serai.people.access import live_consent
from serai.people.choices import ConsentForm, ConsentStatus, Decision, Purpose
from serai.people.models import Consent
from serai.people.operations import withdrawals
from serai.people.operations.consent import (
    CannotRecordConsent,
    NothingToWithdraw,
    record_consent,
    withdraw_consent,
)
from serai.people.rules.consent import How, Said
from serai.people.tests.factories import PersonFactory

SPOKEN = How(ConsentForm.VERBAL, "eng", certified=True)


def say(person, by, purpose=Purpose.SERVICES_HERE, decision=Decision.GRANTED, **said):
    return record_consent(by=by, person=person, said=[Said(purpose, decision, **said)], how=SPOKEN)[0]


def test_the_last_word_of_a_purpose_and_recipient_is_what_holds(ruth, bilal):
    yes = say(bilal, ruth)
    assert live_consent(bilal, Purpose.SERVICES_HERE) == yes
    assert live_consent(bilal, Purpose.NETWORK) is None
    say(bilal, ruth, decision=Decision.REFUSED)
    assert live_consent(bilal, Purpose.SERVICES_HERE) is None


def test_consent_to_one_partner_is_not_consent_to_another(ruth, bilal):
    """Statement 13."""
    say(bilal, ruth, Purpose.REFERRAL, recipient="service:a", recipient_name="A", fields=("name",))
    assert live_consent(bilal, Purpose.REFERRAL, "service:a")
    assert live_consent(bilal, Purpose.REFERRAL, "service:b") is None
    assert live_consent(bilal, Purpose.REFERRAL) is None


def test_blanket_consent_to_partners_is_refused_by_the_operation_and_by_the_database(ruth, bilal):
    """Statement 13."""
    with pytest.raises(CannotRecordConsent):
        say(bilal, ruth, Purpose.REFERRAL)
    for recipient, fields in (("", ["name"]), ("service:a", [])):
        with pytest.raises(IntegrityError), transaction.atomic():
            ledger_line(ruth, bilal, purpose="referral", recipient=recipient, fields=fields)


def ledger_line(by, person, **changes):
    line = {"purpose": "services_here", "decision": "granted", "form": "written", "language": "eng"}
    return Consent.objects.create(
        person=person, centre=by.centre, recorded_by=by.user, notice_version="1", **{**line, **changes}
    )


def test_the_database_asks_for_a_certifier_and_for_a_proxys_relation_and_reason(ruth, bilal):
    """Statement 15."""
    for changes in ({"form": "verbal"}, {"form": "proxy", "proxy_relation": "parent"}, {"form": "proxy"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ledger_line(ruth, bilal, **changes)


def test_spoken_consent_carries_the_name_of_who_certified_it(ruth, bilal):
    """Statement 15."""
    assert say(bilal, ruth).certified_by == ruth.user


def test_the_ledger_can_only_grow(ruth, bilal):
    line = say(bilal, ruth)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(pk=line.pk).update(decision="refused")
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()


def test_one_adults_word_never_touches_anothers(ruth, bilal, harbour):
    """Statement 11."""
    wife = PersonFactory(sex="female", code="HAR-26-00077-X", registered_at=harbour)
    say(wife, ruth, decision=Decision.REFUSED)
    yes = say(bilal, ruth)
    say(wife, ruth, Purpose.NETWORK)
    assert live_consent(bilal, Purpose.SERVICES_HERE) == yes
    assert live_consent(wife, Purpose.SERVICES_HERE) is None
    assert live_consent(bilal, Purpose.NETWORK) is None


def test_what_is_said_about_recording_shows_on_the_registration(ruth, bilal):
    say(bilal, ruth, decision=Decision.REFUSED)
    assert bilal.registrations.get().consent_status == ConsentStatus.REFUSED


def test_withdrawing_stops_what_is_pending_in_the_same_transaction(ruth, bilal, monkeypatch):
    stopped = []
    monkeypatch.setattr(withdrawals, "_handlers", [lambda *, by, consent: stopped.append(consent.recipient)])
    yes = say(bilal, ruth, Purpose.REFERRAL, recipient="service:a", recipient_name="A", fields=("name",))

    withdraw_consent(by=ruth, consent=yes, language="eng")

    assert stopped == ["service:a"]
    assert live_consent(bilal, Purpose.REFERRAL, "service:a") is None
    assert Consent.objects.count() == 2
    assert Entry.objects.latest("pk").detail == {"decision": "referral:withdrawn"}  # to whom was typed
    with pytest.raises(NothingToWithdraw):
        withdraw_consent(by=ruth, consent=yes, language="eng")


@pytest.mark.parametrize("purpose", [Purpose.PAPERS, Purpose.SERVICES_HERE])
def test_a_no_after_a_yes_is_a_withdrawal(ruth, bilal, monkeypatch, purpose):
    stopped = []
    monkeypatch.setattr(withdrawals, "_handlers", [lambda *, by, consent: stopped.append(consent.decision)])
    say(bilal, ruth, purpose, decision=Decision.REFUSED)
    assert stopped == []
    say(bilal, ruth, purpose)

    no = say(bilal, ruth, purpose, decision=Decision.REFUSED)

    assert (stopped, no.decision) == (["withdrawn"], "withdrawn")
    assert say(bilal, ruth, purpose, decision=Decision.REFUSED).decision == "refused"
