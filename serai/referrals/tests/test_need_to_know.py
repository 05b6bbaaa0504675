"""Statement 26 for referrals: what a confidential function refers stays with it, in every list, count and ledger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.centres.rules import May, permissions_of
from serai.directory.tests.factories import OrganizationFactory, ServiceFactory
from serai.people.models import Consent
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import Said
from serai.referrals import operations, queries, rules
from serai.referrals.models import Referral
from serai.referrals.operations import ask_to_send_without_consent
from serai.referrals.tests.factories import SPOKEN, draft, sent
from serai.screening.tests.factories import NOW

# Written by hand from the need-to-know matrix of the field: who may know of a referral made by whom.
MAY_KNOW = {
    Role.GBV: {Role.GBV},
    Role.TRAFFICKING: {Role.TRAFFICKING},
    Role.HEALTH: {Role.HEALTH},
    Role.MHPSS: {Role.MHPSS},
    Role.CHILD_PROTECTION: {Role.CHILD_PROTECTION, Role.SUPERVISOR},
}
EVERYBODY = {role for role in Role.values if May.SEE_REFERRALS in permissions_of(role)}


@pytest.mark.parametrize("reader", Role.values)
def test_what_is_kept_to_a_role_is_read_by_the_roles_of_the_matrix(reader):
    """Statement 26."""
    for maker in Role.values:
        kept = rules.kept_to(maker) in rules.reads_what_is_kept_to(reader)
        assert kept is (reader in MAY_KNOW[maker] if maker in MAY_KNOW else True), maker


@pytest.mark.parametrize("reader", Role.values)
@pytest.mark.parametrize("maker", [Role.GBV, Role.CHILD_PROTECTION, Role.CASEWORKER])
def test_who_may_know_of_a_referral(at_work, posted, harbour, bilal, maker, reader):
    """Statement 26: nothing of it on a page, in a count, among what waits, or in the ledger of consent."""
    posting = posted("reader", reader, harbour)
    service = ServiceFactory(organization=OrganizationFactory(name="Safe Harbour Women"))
    referral = sent(by=posted("maker", maker, harbour), person=bilal, service=service)
    Referral.objects.update(waits_until=NOW)
    knows = reader in MAY_KNOW.get(maker, EVERYBODY)
    browser = at_work(posting)

    told = ""
    for name, args in (("today", []), ("list", []), ("file", [bilal.public_id]), ("consents", [bilal.public_id])):
        room = {"today": "centres", "list": "referrals"}.get(name, "people")
        answer = browser.get(reverse(f"{room}:{name}", args=args), {"why": "follow_up"})
        told += answer.text if answer.status_code == 200 else ""
    assert ("Safe Harbour Women" in told, str(referral.public_id) in told) == (knows, knows)
    assert (browser.get(reverse("referrals:referral", args=[referral.public_id])).status_code == 200) is knows
    if not knows and maker in MAY_KNOW:
        assert queries.by_status(posting=posting) == []
        assert queries.waiting(posting=posting, now=timezone.now())["rows"] == []
        assert queries.already_left(posting=posting, referral=referral) == []

    line = Consent.objects.get(purpose="referral")
    taken_back = browser.post(reverse("people:withdraw", args=[bilal.public_id, line.pk]))
    may_take_back = knows and May.RECORD_CONSENT in permissions_of(reader)
    assert (taken_back.status_code == 302) is may_take_back
    assert Consent.objects.filter(decision="withdrawn").exists() is may_take_back


def test_a_draft_to_the_same_partner_tells_nothing_of_another_referral(at_work, posted, harbour, ruth, bilal):
    """Statement 26: else whoever tries partner after partner, and asks nobody, learns who referred a person where."""
    service = ServiceFactory(organization=OrganizationFactory(name="Safe Harbour Women"))
    gina = posted("gina", Role.GBV, harbour)
    sent(by=gina, person=bilal, service=service)
    tried, browser = draft(by=ruth, person=bilal, service=service), at_work(ruth)

    told = browser.get(reverse("people:consents", args=[bilal.public_id])).text
    told += browser.get(reverse("sharing:left", args=[bilal.public_id])).text
    page = browser.get(reverse("referrals:referral", args=[tried.public_id])).text
    answers = [
        browser.post(reverse(f"referrals:{name}", args=[tried.public_id]), {"method": method}, follow=True)
        for name, method in (("prepare", ""), ("send", "paper"), ("send", "carried"))
    ]
    assert "Safe Harbour Women" not in told
    assert gina.user.display_name not in told + page
    assert "Letter to print" not in page
    assert all("took it back. Ask first" in answer.text or "not a valid" in answer.text for answer in answers)
    tried.refresh_from_db()
    assert tried.is_draft


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HEALTH, Role.CHILD_PROTECTION, Role.SUPERVISOR])
def test_an_exception_that_a_supervisor_asks_for_is_seen_by_who_may_know(at_work, posted, harbour, bilal, role):
    """Statement 26: whoever may ask for exceptions agrees to a supervisor's, but not for what is kept from them."""
    service = ServiceFactory(organization=OrganizationFactory(name="House of Children"))
    kept = draft(by=posted("cora", Role.CHILD_PROTECTION, harbour), person=bilal, service=service)
    reason = "A child whose parents nobody finds has to be told of today."
    asked = ask_to_send_without_consent(
        by=posted("selam", Role.SUPERVISOR, harbour), referral=kept, why="vital", reason=reason
    )
    decision = Decision.objects.get()
    browser = at_work(posted("reader", role, harbour))
    told = browser.get(reverse("centres:decisions")).text + browser.get(reverse("centres:today")).text
    page = browser.get(reverse("centres:decision", args=[decision.public_id]))
    knows = role in {Role.CHILD_PROTECTION, Role.SUPERVISOR}
    assert (str(decision.public_id) in told, page.status_code == 200) == (knows, knows)
    assert (asked.recipient_name in page.text) is knows


@pytest.mark.parametrize("reader", [Role.RECEPTIONIST, Role.SHELTER, Role.MANAGER, Role.CASEWORKER, Role.GBV])
def test_the_ledger_does_not_name_the_focal_point_who_asked(at_work, posted, harbour, ruth, bilal, reader):
    """Statement 26: whose work somebody does who asked a person anything tells what the file is about."""
    gina = posted("gina", Role.GBV, harbour)
    for by in (gina, ruth):
        record_consent(by=by, person=bilal, said=[Said(purpose="services_here", decision="granted")], how=SPOKEN)
    page = reverse("people:consents", args=[bilal.public_id])
    told = at_work(posted("reader", reader, harbour)).get(page).text
    assert (gina.user.display_name in told, ruth.user.display_name in told) == (False, True)
    assert told.count("A focal point") == 1
    assert gina.user.display_name in at_work(gina).get(page).text.partition("Every answer")[2]


def test_a_hidden_referral_is_told_by_no_question_more(at_work, posted, harbour, ruth, bilal):
    """Statement 26: the page of somebody who has to be told of a withdrawal asks as often with it as without."""
    taken_back = sent(by=ruth, person=bilal)
    operations.take_back_consent(by=ruth, referral=taken_back, language="amh")
    browser, asked = at_work(ruth), []
    for hidden in (False, True):
        if hidden:
            sent(by=posted("gina", Role.GBV, harbour), person=bilal)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("sharing:left", args=[bilal.public_id])).text
        asked.append((len(queries), page.count("will be told to stop")))
    assert asked[0] == asked[1]
    assert asked[0][1] == 1
