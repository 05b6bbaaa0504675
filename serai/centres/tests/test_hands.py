"""Who had somebody's account in hand is not a second person: whoever renews a password, or takes a second step away,
could sign in as the other and agree to their own request."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.accounts import operations as accounts
from serai.accounts.models import CodeApp, Hand, User
from serai.accounts.tests.factories import UserFactory
from serai.audit.models import Entry
from serai.centres.choices import DecisionState, Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations import decisions, hands, postings
from serai.centres.queries import is_in_other_hands

NEW = "a lantern by the river nine"


@pytest.fixture
def maya(posted, harbour) -> Posting:
    return posted("maya", Role.MANAGER, harbour)


@pytest.fixture
def sami(posted, harbour) -> Posting:
    return posted("sami", Role.MANAGER, harbour)


@pytest.fixture
def daniel(posted) -> Posting:
    return posted("daniel", Role.DATA_PROTECTION, None)


def asked(by: Posting, harbour) -> Decision:
    what = {"by": by, "user": UserFactory(), "centre": harbour, "role": Role.GUARD, "starts_on": timezone.localdate()}
    found = postings.ask_for_posting(**what)
    assert isinstance(found, Decision)
    return found


def renewed(of: Posting, *, by: Posting) -> str:
    given = postings.renew_password(by=by, posting=of, on=timezone.localdate())
    User.objects.filter(pk=of.user_id).update(must_change_password=False)  # signed in, and chose one
    return given


def since(ago: timedelta) -> None:
    """Every account that is in other hands went there so long ago."""
    then = timezone.now() - ago
    User.objects.exclude(handed_at=None).update(handed_at=then)
    Hand.objects.filter(until=None).update(at=then)


def again(posting: Posting) -> Posting:
    """As the next request reads it."""
    return Posting.objects.select_related("user").get(pk=posting.pk)


def test_who_renews_a_password_cannot_agree_to_their_own_request_with_it(at_work, dima, maya, sami, daniel, harbour):
    """The whole way in: the coordinator asks, renews the manager's password, signs in as them and says yes."""
    decision = asked(dima, harbour)
    page = at_work(dima).post(reverse("centres:renew_password", args=[maya.pk])).text
    given = re.search(r'<code><bdi dir="ltr">([\w-]+)</bdi>', page)[1]
    thief = Client()
    thief.post(reverse("accounts:sign_in"), {"username": "maya", "password": given})
    thief.post(reverse("accounts:password"), {"current": given, "new": NEW, "again": NEW})
    assert User.objects.get(pk=maya.user_id).check_password(NEW)

    page = thief.post(reverse("centres:decision", args=[decision.public_id]), {"answer": "agree"})

    assert page.status_code == 409
    assert "A password was made for one of you lately" in page.text
    decision.refresh_from_db()
    assert decision.state == "waiting"


def test_nor_three_days_later_where_somebody_could_confirm_whose_account_it_is(dima, maya, daniel, harbour):
    renewed(maya, by=dima)
    since(timedelta(days=30))
    with pytest.raises(decisions.InOtherHands):
        decisions.agree(by=again(maya), decision=asked(dima, harbour))


def test_nor_agree_to_what_the_other_account_asked(dima, maya, daniel, harbour):
    renewed(maya, by=dima)
    with pytest.raises(decisions.InOtherHands):
        decisions.agree(by=dima, decision=asked(again(maya), harbour))


def test_others_still_agree_to_what_the_owner_asks(dima, maya, sami, daniel, harbour):
    """At two in the morning a manager renews a password, and the work goes on."""
    renewed(maya, by=dima)
    decision = asked(again(maya), harbour)
    decisions.agree(by=sami, decision=decision)
    decision.refresh_from_db()
    assert decision.state == DecisionState.DONE


def test_a_password_alone_opens_nothing_that_has_a_second_step(dima, maya, sami, daniel, harbour):
    CodeApp.objects.create(user=maya.user, secret=b"x", made_at=timezone.now())
    renewed(maya, by=dima)
    assert not is_in_other_hands(again(maya).user)
    decisions.agree(by=again(maya), decision=asked(dima, harbour))


def test_a_new_account_is_in_the_hands_of_who_made_it(dima, maya, daniel, harbour):
    account = {"username": "noor", "display_name": "Noor", "language": "ar"}
    given = {"centre": harbour, "role": Role.MANAGER, "starts_on": timezone.localdate()}
    postings.take_on(by=dima, account=account, **given)
    decisions.agree(by=maya, decision=Decision.objects.get())
    noor = Posting.objects.get(user__username="noor")
    with pytest.raises(decisions.InOtherHands):
        decisions.agree(by=noor, decision=asked(dima, harbour))


class TestWhatWasAskedWhileInHand:
    """It does not outlive the hand: whoever had the account agrees to nothing that it asked meanwhile."""

    @pytest.fixture
    def decision(self, dima, maya, sami, daniel, harbour) -> Decision:
        renewed(maya, by=dima)
        return asked(again(maya), harbour)

    @pytest.mark.parametrize("how", ["confirmed", "renewed", "second step"])
    def test_is_taken_back_when_the_account_changes_hands(self, decision, dima, maya, sami, daniel, how):
        if how == "confirmed":
            decisions.agree(by=daniel, decision=hands.ask_who_i_am(by=again(maya)))
        elif how == "renewed":
            renewed(again(maya), by=sami)
        else:
            lost = hands.forget_second_step(by=sami, posting=again(maya), on=timezone.localdate())
            decisions.agree(by=daniel, decision=lost)

        with pytest.raises(decisions.AlreadyDecided):
            decisions.agree(by=dima, decision=decision)
        decision.refresh_from_db()
        assert decision.state == "withdrawn"
        assert Entry.objects.filter(act="decision.not_the_owners").count() == 1

    def test_the_owner_asks_again_and_what_they_asked_before_still_waits(self, dima, maya, sami, daniel, harbour):
        before = asked(maya, harbour)
        renewed(maya, by=dima)
        decisions.agree(by=daniel, decision=hands.ask_who_i_am(by=again(maya)))
        decisions.agree(by=dima, decision=before)
        decisions.agree(by=dima, decision=asked(again(maya), harbour))

    def test_nor_when_the_hand_ended_by_itself(self, dima, maya, harbour):
        """Where nobody else ever could confirm it."""
        renewed(maya, by=dima)
        decision = asked(again(maya), harbour)
        since(timedelta(hours=80))
        Decision.objects.update(asked_at=timezone.now() - timedelta(hours=2))
        decisions.agree(by=dima, decision=Decision.objects.get())
        decision = asked(again(maya), harbour)
        Decision.objects.filter(pk=decision.pk).update(asked_at=timezone.now() - timedelta(hours=79))
        with pytest.raises(decisions.InOtherHands):
            decisions.agree(by=dima, decision=Decision.objects.get(pk=decision.pk))


def test_hands_are_followed_to_their_end(dima, maya, sami, daniel, harbour):
    """The coordinator has the manager's account, and with it makes the password of another. Every kind of decision is
    agreed to here: agreements, erasing, assessments too."""
    renewed(maya, by=dima)
    renewed(sami, by=again(maya))
    for decision in (asked(again(sami), harbour), hands.ask_who_i_am(by=again(sami))):
        with pytest.raises(decisions.InOtherHands):
            decisions.agree(by=dima, decision=decision)


def test_hands_in_a_circle_end(dima, maya, sami, daniel, harbour):
    renewed(maya, by=sami)
    renewed(sami, by=again(maya))
    decisions.agree(by=dima, decision=asked(again(sami), harbour))


def test_who_really_had_it_stays_when_the_account_between_goes_back_to_its_owner(dima, maya, sami, daniel, harbour):
    """The coordinator, as the manager, makes the password of another; then the manager's owner is confirmed."""
    renewed(maya, by=dima)
    renewed(sami, by=again(maya))
    decisions.agree(by=daniel, decision=hands.ask_who_i_am(by=again(maya)))
    assert not is_in_other_hands(again(maya).user)
    for decision in (asked(again(sami), harbour), hands.ask_who_i_am(by=again(sami))):
        with pytest.raises(decisions.InOtherHands):
            decisions.agree(by=dima, decision=decision)
    with pytest.raises(decisions.InOtherHands):  # the manager too: it may have been they
        decisions.agree(by=again(maya), decision=asked(again(sami), harbour))


def test_who_got_the_account_between_only_later_had_not_the_other(dima, maya, sami, daniel, harbour):
    renewed(sami, by=maya)
    renewed(maya, by=dima)
    decisions.agree(by=dima, decision=asked(again(sami), harbour))


class TestConfirming:
    def ask(self, at_work, posting: Posting) -> Decision:
        browser = at_work(posting)
        assert "Let it be confirmed" in browser.get("/").text
        assert "face to face" in browser.get(reverse("centres:ask_who_i_am")).text
        assert browser.post(reverse("centres:ask_who_i_am")).status_code == 302
        return Decision.objects.get(kind=hands.OWNER)

    @pytest.mark.parametrize("who", ["daniel", "sami"])
    def test_data_protection_or_another_who_gives_the_posting_confirms(
        self, at_work, dima, maya, daniel, sami, harbour, who, request
    ):
        renewed(maya, by=dima)
        third, decision = request.getfixturevalue(who), self.ask(at_work, maya)
        page = at_work(third).get(reverse("centres:decision", args=[decision.public_id])).text
        assert "Maya (maya)" in page
        assert '<bdi>Maya</bdi> (<bdi dir="ltr">maya</bdi>), Centre manager' in page
        assert "Dima" in page

        decisions.agree(by=third, decision=decision)

        assert Entry.objects.filter(act="user.confirmed", actor=third.user).exists()
        assert "Your account" not in at_work(maya).get("/").text
        decisions.agree(by=again(maya), decision=asked(dima, harbour))

    @pytest.mark.parametrize("who", ["dima", "maya", "ruth"])
    def test_never_who_had_it_in_hand_nor_the_account_itself(self, at_work, dima, maya, daniel, ruth, who, request):
        renewed(maya, by=dima)
        decision = self.ask(at_work, maya)
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=request.getfixturevalue(who), decision=decision)
        assert at_work(dima).get(reverse("centres:decision", args=[decision.public_id])).status_code == 404

    def test_nor_a_third_account_that_went_through_the_same_hands(self, at_work, dima, maya, sami, daniel):
        renewed(maya, by=dima)
        renewed(sami, by=dima)
        with pytest.raises(decisions.InOtherHands):
            decisions.agree(by=again(sami), decision=self.ask(at_work, maya))

    def test_not_for_a_password_that_was_made_since(self, at_work, dima, maya, sami, daniel):
        renewed(maya, by=dima)
        decision = self.ask(at_work, maya)
        renewed(maya, by=sami)
        with pytest.raises(decisions.AlreadyDecided):
            decisions.agree(by=daniel, decision=decision)

    def test_where_nobody_ever_could_it_ends_after_three_days(self, maya, posted, harbour):
        """A centre with one person who gives accounts: the supervisor is not shut out for good."""
        selam = posted("selam", Role.SUPERVISOR, harbour)
        renewed(selam, by=maya)
        assert is_in_other_hands(again(selam).user)
        since(timedelta(hours=72))
        assert not is_in_other_hands(again(selam).user)

    def test_nothing_is_asked_for_an_account_of_ones_own(self, at_work, maya):
        page = at_work(maya).post(reverse("centres:ask_who_i_am"), follow=True).text
        assert "the account is yours" in page
        assert not Decision.objects.exists()


class TestALostSecondStep:
    @pytest.fixture(autouse=True)
    def _app(self, maya):
        CodeApp.objects.create(user=maya.user, secret=b"x", made_at=timezone.now())

    def test_is_taken_away_by_two_persons(self, at_work, dima, maya, daniel, harbour):
        page = at_work(dima).post(reverse("centres:forget_second_step", args=[maya.pk]), follow=True).text
        assert "when a second person agrees" in page
        assert CodeApp.objects.exists()

        decisions.agree(by=daniel, decision=Decision.objects.get())

        assert not CodeApp.objects.exists()
        assert Entry.objects.get(act="user.second_step_forgotten").actor == daniel.user
        assert is_in_other_hands(again(maya).user)
        with pytest.raises(decisions.InOtherHands):
            decisions.agree(by=again(maya), decision=asked(dima, harbour))

    @pytest.mark.parametrize("who", ["dima", "maya", "ruth", "omar"])
    def test_not_by_who_asked_nor_the_owner_nor_just_anybody(self, dima, maya, daniel, who, request):
        decision = hands.forget_second_step(by=dima, posting=maya, on=timezone.localdate())
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=request.getfixturevalue(who), decision=decision)
        assert CodeApp.objects.exists()

    def test_by_one_where_there_never_was_a_second(self, posted, harbour):
        maya = Posting.objects.get(user__username="maya")
        ada = posted("ada", Role.ADMINISTRATOR, None)
        assert hands.forget_second_step(by=ada, posting=maya, on=timezone.localdate()) is None
        assert not CodeApp.objects.exists()

    def test_of_a_closed_account_no_more(self, dima, maya, daniel):
        decision = hands.forget_second_step(by=dima, posting=maya, on=timezone.localdate())
        User.objects.filter(pk=maya.user_id).update(is_active=False)
        with pytest.raises(CannotBeDone):
            decisions.agree(by=daniel, decision=decision)


def test_data_protection_sees_whose_account_went_through_whose_hands(at_work, maya, rita, daniel):
    assert "somebody else’s hands" not in at_work(daniel).get("/").text
    renewed(rita, by=maya)
    page = at_work(daniel).get("/").text
    assert "Accounts in somebody else’s hands" in page
    assert "rita" in page
    assert "Maya" in page


def test_the_owner_is_told_and_who_agrees_to_nothing_is_asked_for_nothing(at_work, maya, rita, daniel):
    renewed(rita, by=maya)
    page = at_work(rita).get("/").text
    assert "tell the data-protection focal point now" in page
    assert "Let it be confirmed" not in page
    since(timedelta(hours=73))
    assert "Your account" not in at_work(rita).get("/").text


def test_the_first_account_is_in_nobodys_hands(db):
    user, _ = accounts.create_user(by=None, username="first", display_name="First", language="en", password=NEW)
    assert user.handed_at is None
