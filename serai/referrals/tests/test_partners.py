"""A partner's posting: two persons say which organisation's referrals it reads, and nobody else reads in its name."""

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.accounts.models import User
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations import decisions, hands, postings
from serai.directory.tests.factories import OrganizationFactory
from serai.referrals import operations
from serai.referrals.models import PartnerDesk
from serai.referrals.tests.factories import sent


@pytest.fixture
def paula(posted, harbour):
    return posted("paula", Role.PARTNER, harbour)


@pytest.fixture
def maria(posted, harbour):
    return posted("maria", Role.MANAGER, harbour)


@pytest.fixture
def sami(posted, harbour):
    return posted("sami", Role.MANAGER, harbour)


@pytest.fixture
def clinic():
    return OrganizationFactory(name="Clinic of the port")


def at(name, *args):
    return reverse(f"referrals:{name}", args=args)


def in_hand_of(manager: Posting, partner: Posting) -> Posting:
    """A password made by the manager, and changed by whoever signed in with it."""
    postings.renew_password(by=manager, posting=partner, on=timezone.localdate())
    User.objects.filter(pk=partner.user_id).update(must_change_password=False)
    return Posting.objects.select_related("user", "centre").get(pk=partner.pk)


def test_a_second_person_agrees_before_a_posting_reads_anything(maria, sami, paula, clinic, at_work):
    asked = at_work(maria).post(at("partners"), {"posting": paula.pk, "organization": clinic.pk}, follow=True).text
    assert "when a second person agrees" in asked
    assert not PartnerDesk.objects.exists()

    decision = Decision.objects.get(kind=operations.BINDING)
    page = reverse("centres:decision", args=[decision.public_id])
    shown = at_work(sami).get(page).text
    assert "Clinic of the port" in shown
    assert "(paula)" in shown
    at_work(maria).post(page, {"answer": "agree"})
    assert not PartnerDesk.objects.exists()

    at_work(sami).post(page, {"answer": "agree"})
    assert PartnerDesk.objects.get().organization == clinic


def test_neither_the_partner_nor_who_may_not_give_the_posting_agrees(
    maria, sami, paula, clinic, ruth, omar, posted, station
):
    decision = operations.ask_to_bind(by=maria, posting=paula, organization=clinic)
    also = Posting.objects.create(
        user=paula.user, role=Role.MANAGER, centre=paula.centre, starts_on=timezone.localdate()
    )
    for other in (also, paula, ruth, omar, posted("elsewhere", Role.MANAGER, station)):
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=other, decision=decision)


def test_nobody_asks_for_what_is_not_theirs_to_give(maria, sami, paula, ruth, clinic, posted, station):
    elsewhere = posted("elsewhere", Role.MANAGER, station)
    for by, posting in ((elsewhere, paula), (ruth, paula), (maria, ruth)):
        with pytest.raises(postings.NotYoursToGive):
            operations.ask_to_bind(by=by, posting=posting, organization=clinic)


def test_where_nobody_ever_could_be_the_second_it_is_done_at_once(maria, paula, clinic, at_work):
    at_work(maria).post(at("partners"), {"posting": paula.pk, "organization": clinic.pk})
    assert PartnerDesk.objects.get().organization == clinic


def test_a_posting_is_bound_once_and_for_good(maria, sami, paula, clinic, at_work):
    other = OrganizationFactory()
    first, second = (operations.ask_to_bind(by=maria, posting=paula, organization=one) for one in (clinic, other))
    decisions.agree(by=sami, decision=first)
    with pytest.raises(CannotBeDone):
        decisions.agree(by=sami, decision=second)
    with pytest.raises(operations.AlreadyBound):
        operations.ask_to_bind(by=maria, posting=paula, organization=other)
    with pytest.raises(operations.AlreadyBound):
        operations.link_partner(by=None, posting=paula, organization=other)
    refused = at_work(maria).post(at("partners"), {"posting": paula.pk, "organization": other.pk})
    assert "Select a valid choice" in refused.text
    assert PartnerDesk.objects.get().organization == clinic


def test_a_posting_that_is_over_is_bound_to_nothing(maria, sami, paula, clinic):
    decision = operations.ask_to_bind(by=maria, posting=paula, organization=clinic)
    postings.end_posting(by=maria, posting=paula, on=timezone.localdate())
    with pytest.raises(CannotBeDone):
        decisions.agree(by=sami, decision=decision)


class TestAnAccountInOtherHands:
    @pytest.fixture
    def referral(self, ruth, bilal, paula):
        made = sent(by=ruth, person=bilal)
        operations.link_partner(by=None, posting=paula, organization=made.service.organization)
        return made

    def test_its_desk_is_shut_until_a_third_person_confirms_whose_it_is(self, referral, maria, sami, paula, at_work):
        partner = in_hand_of(maria, paula)
        browser, page = at_work(partner), at("desk_referral", referral.public_id)

        assert "stay shut until it is confirmed" in browser.get(at("desk")).text
        assert str(referral.public_id) not in browser.get(at("desk")).text
        assert browser.get(page).status_code == 404
        assert browser.post(page, {"status": "accepted"}).status_code == 404
        referral.refresh_from_db()
        assert referral.status == "sent"

        asking = reverse("centres:ask_who_i_am")
        assert asking in browser.get(at("desk")).text
        assert "stay shut" in browser.get("/").text
        assert "stay shut" in browser.get(asking).text
        browser.post(asking)
        decision = Decision.objects.get(kind=hands.OWNER)
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=maria, decision=decision)
        decisions.agree(by=sami, decision=decision)

        assert str(referral.public_id) in browser.get(at("desk")).text
        assert browser.get(page).status_code == 200

    def test_a_new_account_waits_as_well(self, maria, sami, clinic, harbour, at_work):
        account = {"username": "pia", "display_name": "Pia", "language": "en"}
        today = timezone.localdate()
        postings.take_on(by=maria, account=account, centre=harbour, role=Role.PARTNER, starts_on=today)
        decisions.agree(by=sami, decision=Decision.objects.get())
        User.objects.update(must_change_password=False)
        partner = Posting.objects.select_related("user", "centre").get(user__username="pia")
        operations.link_partner(by=None, posting=partner, organization=clinic)
        assert "stay shut until it is confirmed" in at_work(partner).get(at("desk")).text
