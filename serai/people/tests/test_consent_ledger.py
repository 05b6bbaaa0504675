"""The ledger keeps the whole line, for one recipient, and only grows."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from serai.people.choices import ConsentForm, Decision, Purpose, RecipientClass, SharedPart
from serai.people.models import OUTSIDE, Consent
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import LEAVING, How, Said
from serai.people.rules.parts import CATEGORY_OF, CLASS_OF, categories_of

LINE: dict[str, Any] = {"form": ConsentForm.WRITTEN, "language": "amh", "notice_version": "1"}


def test_the_tables_are_whole():
    assert set(CATEGORY_OF) == set(SharedPart)
    assert set(CLASS_OF) == set(Purpose)
    assert set(OUTSIDE) == set(LEAVING)


def test_a_line_says_for_what_to_whom_which_categories_and_who_was_there(ruth, bilal):
    said = Said(Purpose.UNHCR, Decision.GRANTED, "unhcr:unhcr", "UNHCR", ("name", "phone", "age", "code"))
    how = How(ConsentForm.WRITTEN, "amh", interpreter_mode="staff", witness_name="Hodan")
    record_consent(by=ruth, person=bilal, said=[said], how=how)
    line = Consent.objects.get()
    assert line.recipient_class == RecipientClass.UNHCR
    assert line.categories == categories_of(["age", "code", "name", "phone"]) == ["identity", "personal", "contact"]
    assert (line.basis, line.witness_name, line.notice_version) == ("consent", "Hodan", "1")


@pytest.mark.parametrize("purpose", OUTSIDE)
def test_the_database_refuses_a_yes_for_everybody(ruth, bilal, purpose):
    """Statement 13: outside our centres somebody is named and something is listed."""
    whom = {"person": bilal, "purpose": purpose, "centre": ruth.centre, "recorded_by": ruth.user}
    for recipient, fields in (("", ["code"]), ("service:1", [])):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(**LINE, **whom, decision="granted", recipient=recipient, fields=fields)
    Consent.objects.create(**LINE, **whom, decision="granted", recipient="service:1", fields=["code"])
    Consent.objects.create(**LINE, **whom, decision="refused")


@pytest.mark.parametrize("recipient", ["partners", "referral:all-partners"])
def test_the_database_knows_that_partners_are_nobody(ruth, bilal, recipient):
    """Statement 13."""
    whom = {"person": bilal, "purpose": "referral", "centre": ruth.centre, "recorded_by": ruth.user}
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**LINE, **whom, decision="granted", recipient=recipient, fields=["code"])


@pytest.mark.parametrize("sql", ["UPDATE people_consent SET decision = 'granted'", "DELETE FROM people_consent"])
def test_a_line_is_never_changed(ruth, bilal, sql):
    said = Said(Purpose.NETWORK, Decision.REFUSED)
    record_consent(by=ruth, person=bilal, said=[said], how=How(ConsentForm.WRITTEN, "amh"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Consent.objects.get().decision == Decision.REFUSED


def test_a_child_of_sixteen_is_asked_whether_a_guardian_knows(ruth, amina, at_work):
    """Statement 17 for the older child: her own word counts, and it is said whether a guardian knows."""
    amina.born_earliest = amina.born_latest = amina.born_latest.replace(year=2010)
    amina.save()
    browser, address = at_work(ruth), reverse("people:consent_alone", args=[amina.public_id, "unhcr"])
    typed = {"unhcr": "granted", "recipient_name": "UNHCR", "parts": ["name"], "form": "written", "language": "amh"}
    assert "Say too whether the guardian knows" in browser.post(address, typed).text
    assert browser.post(address, typed | {"guardian_told": "unsafe"}).status_code == 302
    assert Consent.objects.get().guardian_told == "unsafe"
    assert "it would not be safe" in browser.get(reverse("people:consents", args=[amina.public_id])).text
