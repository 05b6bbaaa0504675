"""A second referral to the same partner tells nothing of the first, which another function made."""

import pytest
from django.urls import reverse

from serai.centres.choices import Role
from serai.centres.models import Decision as DecisionOfTwo
from serai.centres.operations import decisions
from serai.directory.queries.recipients import party_of
from serai.directory.tests.factories import OrganizationFactory, ServiceFactory
from serai.people.choices import Decision
from serai.people.models import Consent
from serai.people.operations.consent import withdraw_consent
from serai.referrals import operations
from serai.referrals.tests.factories import SPOKEN, agreed, draft, sent
from serai.sharing.models import Disclosure, Exemption, Notice
from serai.sharing.tests.factories import agreement_with

WHO = "A focal point"  # as a colleague of a special function is named to others
DANGER = "Somebody follows her to the door each day"


@pytest.fixture
def gina(posted, harbour):
    return posted("gina", Role.GBV, harbour)


@pytest.fixture
def sami(posted, harbour):
    return posted("sami", Role.SUPERVISOR, harbour)


@pytest.fixture
def clinic(db):
    return ServiceFactory(organization=OrganizationFactory(name="Safe Harbour Women"))


def told_at(browser, person, *also) -> str:
    """Every page about the person that shows consents or what left."""
    pages = [("people:consents", person.public_id), ("people:file", person.public_id)]
    pages += [("sharing:left", person.public_id), *(("referrals:referral", one.public_id) for one in also)]
    return "".join(browser.get(reverse(name, args=[key]), {"why": "follow_up"}).text for name, key in pages)


def excepted(*, by, agreed_by, referral):
    operations.ask_to_send_without_consent(by=by, referral=referral, why="vital", reason=DANGER)
    decisions.agree(by=agreed_by, decision=DecisionOfTwo.objects.get(state="waiting"))


def test_the_earlier_lines_and_leavings_of_another_function_are_not_shown(gina, ruth, clinic, bilal, at_work):
    """Statement 26."""
    hers = sent(by=gina, person=bilal, service=clinic, fields=["code", "needs", "phone"])
    mine = sent(by=ruth, person=bilal, service=clinic, fields=["code", "needs"])

    seen = told_at(at_work(ruth), bilal, mine)
    assert "Safe Harbour Women" in seen
    assert gina.user.display_name not in seen
    assert WHO not in seen
    page = at_work(ruth).get(reverse("sharing:left", args=[bilal.public_id])).text
    assert page.count("Safe Harbour Women") == 1
    assert "Telephone number" not in page
    of_hers = Consent.objects.get(pk=hers.consent_id)
    assert at_work(ruth).post(reverse("people:withdraw", args=[bilal.public_id, of_hers.pk])).status_code == 404

    assert gina.user.display_name in told_at(at_work(gina), bilal)


@pytest.mark.parametrize("first", [True, False])
def test_what_a_person_refused_another_function_is_not_shown(gina, ruth, clinic, bilal, at_work, first):
    """Statement 26: also a no, whether it was said before or after."""
    if not first:
        agreed(by=ruth, person=bilal, service=clinic)
    refused = draft(by=gina, person=bilal, service=clinic)
    line = operations.record_answer(by=gina, referral=refused, decision=Decision.REFUSED, how=SPOKEN)
    if first:
        agreed(by=ruth, person=bilal, service=clinic)
    shown = told_at(at_work(ruth), bilal)
    assert "Safe Harbour Women" in shown
    assert gina.user.display_name not in shown
    assert (WHO in shown) is (line.decision == Decision.WITHDRAWN)  # a no to both is told to both


def test_a_withdrawal_of_what_is_hidden_is_hidden(gina, ruth, clinic, bilal, at_work):
    """Statement 26."""
    withdraw_consent(by=gina, consent=sent(by=gina, person=bilal, service=clinic).consent, language="amh")
    agreed(by=ruth, person=bilal, service=clinic)
    shown = told_at(at_work(ruth), bilal)
    assert "Safe Harbour Women" in shown
    assert gina.user.display_name not in shown
    assert WHO not in shown
    assert reverse("sharing:notice", args=[bilal.public_id, Notice.objects.get().pk]) not in shown
    notice = reverse("sharing:notice", args=[bilal.public_id, Notice.objects.get().pk])
    assert at_work(ruth).get(notice).status_code == 404
    assert at_work(gina).get(notice).status_code == 200


def test_who_tells_the_partner_sees_their_own_parts_and_the_letter_covers_all(gina, ruth, clinic, bilal, at_work):
    sent(by=gina, person=bilal, service=clinic, fields=["code", "needs", "phone"])
    mine = sent(by=ruth, person=bilal, service=clinic, fields=["code", "needs"])
    withdraw_consent(by=ruth, consent=mine.consent, language="amh")
    notice = reverse("sharing:notice", args=[bilal.public_id, Notice.objects.get().pk])
    letter, whole = at_work(ruth).get(notice).text, at_work(gina).get(notice).text
    assert "Telephone number" in whole
    assert "Telephone number" not in letter
    assert "everything that we told you about this file" in letter


def test_an_exception_is_for_one_referral(gina, sami, ruth, clinic, bilal, at_work, harbour):
    """Statement 26: what two decided for a referral of the GBV focal point is no ground, and no line, for another."""
    hers = draft(by=gina, person=bilal, service=clinic)
    mine = draft(by=ruth, person=bilal, service=clinic)
    excepted(by=gina, agreed_by=sami, referral=hers)
    operations.send_referral(by=gina, referral=hers, method="phone")
    page = at_work(ruth).get(reverse("referrals:referral", args=[mine.public_id])).text
    assert DANGER not in page
    assert "asked that this leave" not in page
    with pytest.raises(operations.CannotSend):
        operations.send_referral(by=ruth, referral=mine, method="phone")

    operations.ask_to_send_without_consent(by=ruth, referral=mine, why="vital", reason="Unconscious and bleeding")
    decisions.agree(by=sami, decision=DecisionOfTwo.objects.get(state="waiting"))
    operations.send_referral(by=ruth, referral=mine, method="phone")
    mine.refresh_from_db()
    assert mine.override_reason == "Unconscious and bleeding"
    assert Disclosure.objects.filter(about=f"referral:{mine.public_id}").get().exemption.first_by == ruth.user
    seen = told_at(at_work(ruth), bilal, mine)
    assert DANGER not in seen
    assert gina.user.display_name not in seen
    assert WHO not in seen


def test_the_persons_own_print_out_stays_whole(gina, ruth, clinic, bilal, at_work):
    sent(by=gina, person=bilal, service=clinic, fields=["code", "needs", "phone"])
    sent(by=ruth, person=bilal, service=clinic, fields=["code", "needs"])
    page = at_work(ruth).get(reverse("privacy:my_data", args=[bilal.public_id])).text
    assert page.count("Safe Harbour Women") >= 4


def test_a_no_after_an_exception_is_told_to_who_has_something(ruth, sami, clinic, bilal):
    """Nobody had asked: the first answer is a no. What left on the word of two goes the way of what left on a yes."""
    agreement_with(party_of(clinic.organization))
    left, other = draft(by=ruth, person=bilal, service=clinic), draft(by=ruth, person=bilal, service=clinic)
    excepted(by=ruth, agreed_by=sami, referral=left)
    operations.send_referral(by=ruth, referral=left, method="paper")
    asked = draft(by=ruth, person=bilal, service=clinic)
    operations.record_answer(by=ruth, referral=asked, decision=Decision.REFUSED, how=SPOKEN)
    for one in (left, other):
        one.refresh_from_db()
    assert left.withdrawn_at is not None
    assert left.must_tell_partner
    assert Notice.objects.get().fields == ["code", "needs"]
    assert Exemption.objects.get().ended_at is not None
    assert (other.status, other.withdrawn_at) == ("draft", None)


def test_nobody_excepts_an_adult_as_a_child(ruth, clinic, bilal, at_work):
    """An adult's no would not hold against two who say that a child has nobody to answer."""
    referral = draft(by=ruth, person=bilal, service=clinic)
    address = reverse("referrals:override", args=[referral.public_id])
    answer = at_work(ruth).post(address, {"why": "child", "reason": DANGER})
    assert "This is for a child only." in answer.text
    assert DANGER in answer.text
    assert not Exemption.objects.exists()
    assert at_work(ruth).post(address, {"why": "vital", "reason": DANGER}).status_code == 302
