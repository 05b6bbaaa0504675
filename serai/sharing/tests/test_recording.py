"""Statement 17: under 15 a caregiver consents and the child assents, both; else two persons decide in the child's best
interests, one of them a supervisor. One of us alone answers for nobody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision
from serai.centres.operations import decisions
from serai.people.access import recording_status
from serai.people.choices import ConsentForm, Purpose
from serai.people.choices import Decision as Word
from serai.people.models import Consent
from serai.people.operations.consent import CannotRecordConsent, record_consent, withdraw_consent
from serai.people.queries.consent import consents_of
from serai.people.rules.children import Age
from serai.people.rules.consent import How, Said
from serai.sharing.choices import Why
from serai.sharing.models import Exemption
from serai.sharing.operations.exemptions import NotForUsToDecide, ask_to_record
from serai.sharing.rules.recording import CannotDecide, hindrance

REASON = "Nine years old and alone; whoever came along is not to be asked."
HERE = Said(Purpose.SERVICES_HERE, Word.GRANTED)
NO = Said(Purpose.SERVICES_HERE, Word.REFUSED)


@pytest.fixture
def selam(posted, harbour):
    return posted("selam", Role.SUPERVISOR, harbour)


@pytest.fixture
def child(amina):
    amina.born_earliest = amina.born_latest = timezone.localdate() - timedelta(days=9 * 365 + 9)
    amina.save()
    return amina


def ask(by, person, why=Why.CHILD, own_word=None):
    ask_to_record(by=by, person=person, why=why, reason=REASON, child_assented=own_word)
    return Decision.objects.latest("pk")


def test_a_caseworker_asks_and_a_supervisor_agrees_through_the_pages(at_work, ruth, selam, child):
    browser, whom = at_work(ruth), [child.public_id]
    assert "decide with a supervisor" in browser.get(reverse("people:consents", args=whom)).text
    typed = {"why": "child", "own_word": "no", "reason": REASON}
    assert browser.post(reverse("sharing:decide_for", args=whom), typed).status_code == 302
    assert not Consent.objects.exists()
    url = reverse("centres:decision", args=[Decision.objects.get().public_id])
    page = at_work(selam).get(url).text
    assert REASON in page
    assert child.code in page
    assert "The child says no" in page

    at_work(selam).post(url, {"answer": "agree"})

    line = Consent.objects.get()
    assert (line.recorded_by, line.agreed_by, line.basis) == (ruth.user, selam.user, "public_interest")
    assert line.child_assented is False
    assert line.valid_until == timezone.localdate() + timedelta(days=30)
    assert Entry.objects.filter(act="consent.decided", actor=selam.user).exists()
    page = browser.get(reverse("people:consents", args=whom)).text
    assert "Two of us decided" in page
    assert "Ruth" in page
    assert "Selam" in page
    assert recording_status(child) == "not_asked"


@pytest.mark.parametrize("who", ["ruth", "rita", "omar", "gloria"])
def test_nobody_alone_and_nobody_but_a_supervisor_is_the_second(ruth, child, harbour, posted, who, request):
    posted("gloria", Role.GBV, harbour)
    decision = ask(ruth, child)
    second = posted("another", Role.GBV, harbour) if who == "gloria" else request.getfixturevalue(who)
    with pytest.raises(decisions.NotYoursToDecide):
        decisions.agree(by=second, decision=decision)
    assert not Consent.objects.exists()


def test_what_a_supervisor_asks_a_caseworker_agrees_to(ruth, selam, child):
    decisions.agree(by=ruth, decision=ask(selam, child, own_word=True))
    assert Consent.objects.get().child_assented is True


def test_a_receptionist_does_not_ask(at_work, rita, child):
    assert at_work(rita).post(reverse("sharing:decide_for", args=[child.public_id])).status_code == 403
    assert "decide with a supervisor" not in at_work(rita).get(reverse("people:consents", args=[child.public_id])).text


def test_nor_behind_the_form(ruth, child):
    how = How(ConsentForm.PROXY, "amh", proxy_name="R", proxy_relation="staff", proxy_reason="x", child_assented=True)
    with pytest.raises(CannotRecordConsent) as refused:
        record_consent(by=ruth, person=child, said=[HERE], how=how)
    assert refused.value.gaps == ["two_decide"]


def test_one_of_us_alone_answers_for_nobody(at_work, ruth, child):
    """The way round: staff as the caregiver, at a conversation."""
    typed = {"services_here": "granted", "form": "proxy", "language": "amh", "child_assented": "yes"}
    typed |= {"proxy_name": "Ruth", "proxy_relation": "staff", "proxy_reason": "She is alone."}
    page = at_work(ruth).post(reverse("people:consent", args=[child.public_id]), typed)
    assert page.status_code == 200
    assert not Consent.objects.exists()
    assert 'value="staff"' not in page.text.partition("proxy_relation")[2].partition("</select>")[0]


@pytest.mark.parametrize(
    "change",
    [
        {"agreed_by": None},
        {"agreed_by": "the one who asked"},
        {"valid_until": None},
        {"proxy_reason": ""},
        {"purpose": "network"},
        {"basis": "consent", "agreed_by": None},
    ],
)
def test_the_ledger_refuses_a_yes_that_one_of_us_gave(ruth, selam, child, change):
    line = {"form": "proxy", "proxy_relation": "staff", "proxy_reason": REASON, "basis": "public_interest"}
    line |= {"language": "", "notice_version": "1", "decision": "granted", "purpose": "services_here"}
    line |= {"person": child, "centre": ruth.centre, "recorded_by": ruth.user, "agreed_by": selam.user}
    line |= {"valid_until": timezone.localdate()} | change
    if line["agreed_by"] == "the one who asked":
        line["agreed_by"] = ruth.user
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**line)


class TestAPersonsOwnWord:
    def test_of_an_adult_who_said_no_is_not_overridden(self, ruth, bilal):
        record_consent(by=ruth, person=bilal, said=[NO], how=How(ConsentForm.WRITTEN, "amh"))
        with pytest.raises(NotForUsToDecide):
            ask(ruth, bilal, Why.VITAL)
        assert not Exemption.objects.exists()

    def test_said_after_it_was_asked_stands(self, ruth, selam, bilal):
        decision = ask(ruth, bilal, Why.VITAL)
        record_consent(by=ruth, person=bilal, said=[NO], how=How(ConsentForm.WRITTEN, "amh"))
        with pytest.raises(CannotBeDone):
            decisions.agree(by=selam, decision=decision)
        assert Consent.objects.get().decision == "refused"

    def test_ends_what_two_decided(self, ruth, selam, bilal):
        decisions.agree(by=selam, decision=ask(ruth, bilal, Why.VITAL))
        withdraw_consent(by=ruth, consent=Consent.objects.get(), language="amh")
        (word,) = consents_of(posting=ruth, person=bilal)
        assert not word.is_live

    def test_is_asked_for_when_three_days_are_over(self, ruth, selam, bilal):
        decisions.agree(by=selam, decision=ask(ruth, bilal, Why.VITAL))
        day = timezone.localdate()
        assert consents_of(posting=ruth, person=bilal, on=day + timedelta(days=3))[0].is_live
        assert not consents_of(posting=ruth, person=bilal, on=day + timedelta(days=4))[0].is_live


@pytest.mark.parametrize(
    ("why", "age", "last", "live", "expected"),
    [
        (Why.CHILD, Age.UP_TO_5, "", False, None),
        (Why.CHILD, Age.FROM_12, "refused", False, None),
        (Why.CHILD, Age.FROM_15, "", False, None),
        (Why.CHILD, Age.ADULT, "", False, CannotDecide.NO_CHILD),
        (Why.VITAL, Age.ADULT, "", False, None),
        (Why.VITAL, Age.ADULT, "withdrawn", False, CannotDecide.SAID_NO),
        (Why.VITAL, Age.FROM_15, "refused", False, CannotDecide.SAID_NO),
        (Why.VITAL, Age.FROM_12, "refused", False, None),
        (Why.VITAL, Age.ADULT, "granted", False, None),
        (Why.CHILD, Age.UP_TO_5, "granted", True, CannotDecide.HOLDS),
        (Why.LAW, Age.ADULT, "", False, CannotDecide.NOT_FOR_THIS),
    ],
)
def test_when_it_is_for_two_of_us_to_decide(why, age, last, live, expected):
    assert hindrance(why=why, age=age, last_word=last, is_live=live) == expected


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"why": "child", "own_word": "unasked", "reason": "short"}, "Say a little more"),
        ({"why": "law", "own_word": "unasked", "reason": REASON}, "Select a valid choice"),
        ({"why": "child", "reason": REASON}, "This field is required."),
        ({"why": "vital", "own_word": "unasked", "reason": REASON}, "There is an answer that holds"),
    ],
)
def test_what_cannot_be_asked_is_told(at_work, ruth, child, typed, told):
    how = How(ConsentForm.PROXY, "amh", proxy_name="H", proxy_relation="mother", proxy_reason="x", child_assented=True)
    if typed["why"] == "vital":
        record_consent(by=ruth, person=child, said=[HERE], how=how)
    page = at_work(ruth).post(reverse("sharing:decide_for", args=[child.public_id]), typed)
    assert told in page.text
    assert typed["reason"] in page.text


def test_nothing_leaves_on_it(ruth, selam, child):
    decisions.agree(by=selam, decision=ask(ruth, child))
    assert {line.purpose for line in Consent.objects.all()} == {Purpose.SERVICES_HERE}
    assert not Consent.objects.exclude(fields=[]).exists()
