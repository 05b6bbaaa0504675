from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.accounts.models import User
from serai.accounts.tests.factories import UserFactory
from serai.audit.models import Entry
from serai.centres import queries
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Centre, Decision, Posting
from serai.centres.operations import decisions
from serai.centres.operations import postings as operations
from serai.centres.operations.centres import CodeTaken

DAY = date(2026, 3, 1)


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


@pytest.fixture
def maya(posted, harbour) -> Posting:
    return posted("maya", Role.MANAGER, harbour)


@pytest.fixture
def noor(db) -> User:
    return UserFactory(username="noor")


def asked(by: Posting, user: User, centre: Centre | None, role: str = Role.GUARD) -> Posting | Decision:
    return operations.ask_for_posting(by=by, user=user, centre=centre, role=role, starts_on=timezone.localdate())


class TestARightTakesTwoPersons:
    def test_nothing_is_given_before_the_second_has_agreed(self, maya, dima, noor, harbour):
        decision = asked(maya, noor, harbour)
        assert not queries.postings_of(user_id=noor.pk)

        decisions.agree(by=dima, decision=decision)

        assert [p.role for p in queries.postings_of(user_id=noor.pk)] == [Role.GUARD]
        assert acts() == ["decision.asked", "posting.given", "decision.agreed"]

    def test_the_first_person_of_an_installation_gives_alone(self, maya, noor, harbour):
        assert isinstance(asked(maya, noor, harbour), Posting)

    def test_who_ended_all_others_is_still_not_alone(self, maya, dima, noor, harbour):
        Posting.objects.filter(pk=dima.pk).update(ends_on=DAY)

        assert isinstance(asked(maya, noor, harbour), Decision)

    def test_the_one_who_asked_is_never_the_second(self, maya, dima, noor, harbour):
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=maya, decision=asked(maya, noor, harbour))
        assert not queries.postings_of(user_id=noor.pk)

    def test_nor_the_one_who_would_get_it(self, posted, maya, dima, harbour):
        second = posted("sami", Role.MANAGER, harbour)
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=second, decision=asked(maya, second.user, harbour, Role.GBV))

    @pytest.mark.parametrize("who", ["ruth", "omar"])
    def test_nor_somebody_who_could_not_have_given_it(self, maya, dima, noor, harbour, who, request):
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=request.getfixturevalue(who), decision=asked(maya, noor, harbour))

    def test_nor_a_manager_of_elsewhere(self, posted, maya, dima, noor, harbour, station):
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=posted("sami", Role.MANAGER, station), decision=asked(maya, noor, harbour))

    def test_asked_twice_it_waits_once(self, maya, dima, noor, harbour):
        assert asked(maya, noor, harbour) == asked(maya, noor, harbour)

    def test_it_is_decided_once(self, maya, dima, noor, harbour):
        decision = asked(maya, noor, harbour)
        decisions.refuse(by=dima, decision=decision)
        with pytest.raises(decisions.AlreadyDecided):
            decisions.agree(by=dima, decision=decision)
        assert not queries.postings_of(user_id=noor.pk)

    def test_what_was_taken_back_is_not_done(self, maya, dima, noor, harbour):
        decision = asked(maya, noor, harbour)
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.withdraw(by=dima, decision=decision)
        decisions.withdraw(by=maya, decision=decision)
        with pytest.raises(decisions.AlreadyDecided):
            decisions.agree(by=dima, decision=decision)

    def test_after_a_week_it_must_be_asked_again(self, maya, dima, noor, harbour):
        decision = asked(maya, noor, harbour)
        Decision.objects.update(asked_at=timezone.now() - timedelta(days=7))
        with pytest.raises(decisions.AlreadyDecided):
            decisions.agree(by=dima, decision=decision)
        assert asked(maya, noor, harbour) != decision

    def test_an_account_that_was_closed_meanwhile_gets_nothing(self, maya, dima, noor, harbour):
        decision = asked(maya, noor, harbour)
        User.objects.filter(pk=noor.pk).update(is_active=False)
        with pytest.raises(CannotBeDone):
            decisions.agree(by=dima, decision=decision)
        decision.refresh_from_db()
        assert decision.state == "waiting"

    def test_the_database_refuses_one_person_for_both(self, maya, dima, noor, harbour):
        decision = asked(maya, noor, harbour)
        with pytest.raises(IntegrityError):
            Decision.objects.filter(pk=decision.pk).update(state="done", decided_by=maya.user)


class TestGivingAPosting:
    def test_gives_the_right_at_once(self, maya, harbour):
        user = UserFactory(username="noor")
        operations.give_posting(by=maya, user=user, centre=harbour, role=Role.GUARD, starts_on=timezone.localdate())

        assert [p.role for p in queries.postings_of(user_id=user.pk)] == [Role.GUARD]
        assert acts() == ["posting.given"]

    def test_twice_is_once(self, maya, harbour):
        given = {"by": maya, "user": UserFactory(), "centre": harbour, "role": Role.GUARD, "starts_on": DAY}

        assert operations.give_posting(**given) == operations.give_posting(**given)

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR, Role.DATA_PROTECTION])
    def test_above_ones_own_is_refused(self, maya, harbour, role):
        with pytest.raises(operations.NotYoursToGive):
            operations.give_posting(by=maya, user=UserFactory(), centre=harbour, role=role, starts_on=DAY)

    def test_elsewhere_is_refused(self, maya, station):
        with pytest.raises(operations.NotYoursToGive):
            operations.give_posting(by=maya, user=UserFactory(), centre=station, role=Role.GUARD, starts_on=DAY)

    def test_for_the_whole_network_is_refused_to_a_centre(self, maya):
        with pytest.raises(operations.NotYoursToGive):
            operations.give_posting(by=maya, user=UserFactory(), centre=None, role=Role.DONOR, starts_on=DAY)

    def test_to_oneself_is_refused(self, maya, harbour):
        with pytest.raises(operations.NotYoursToGive):
            operations.give_posting(by=maya, user=maya.user, centre=harbour, role=Role.GBV, starts_on=DAY)


class TestALastDay:
    """A posting with a last day opens nothing after it, and nobody has to remember."""

    def test_is_agreed_to_with_the_posting_and_ends_it(self, at_work, maya, dima, noor, harbour, time_machine):
        last = timezone.localdate() + timedelta(days=9)
        page = at_work(maya).post(
            reverse("centres:give_posting", args=[harbour.code]),
            {"username": "noor", "role": Role.GUARD, "ends_on": last.isoformat()},
        )
        assert page.status_code == 302
        assert (_("Last day"), date_format(last)) in operations.described(Decision.objects.get())

        decisions.agree(by=dima, decision=Decision.objects.get())

        assert Posting.objects.get(user=noor).ends_on == last
        browser = at_work(Posting.objects.get(user=noor))
        assert browser.get("/").status_code == 200
        time_machine.move_to(timezone.now() + timedelta(days=10))
        assert not queries.postings_of(user_id=noor.pk)

    def test_that_is_over_when_it_is_agreed_to_gives_nothing(self, maya, dima, noor, harbour):
        asked = {"by": maya, "user": noor, "centre": harbour, "role": Role.GUARD, "starts_on": DAY}
        decision = operations.ask_for_posting(**asked, ends_on=timezone.localdate() - timedelta(days=1))
        with pytest.raises(CannotBeDone):
            decisions.agree(by=dima, decision=decision)

    def test_in_the_past_gets_a_sentence(self, at_work, maya, dima, noor, harbour):
        typed = {"username": "noor", "role": Role.GUARD, "ends_on": "2020-01-01"}
        page = at_work(maya).post(reverse("centres:give_posting", args=[harbour.code]), typed).text
        assert "This day is over." in page
        assert not Decision.objects.exists()


class TestEndingAPosting:
    def test_takes_the_right_away_at_once(self, maya, ruth):
        operations.end_posting(by=maya, posting=ruth, on=timezone.localdate())

        assert not queries.postings_of(user_id=ruth.user_id)

    def test_takes_it_away_at_once_where_the_next_day_has_begun(self, maya, ruth, at_work, time_machine):
        ruth.centre.time_zone = "Pacific/Auckland"  # ten hours on; the installation counts days in Nairobi
        ruth.centre.save()
        time_machine.move_to(datetime(2026, 11, 23, 12, tzinfo=UTC), tick=False)
        left = at_work(ruth)
        at_work(maya).post(reverse("centres:end_posting", args=[ruth.pk]))

        assert left.get(reverse("centres:today")).headers["Location"] == reverse("centres:choose_posting")

    def test_works_on_the_day_it_began(self, maya, ruth):
        ruth.starts_on = timezone.localdate()
        ruth.save()
        operations.end_posting(by=maya, posting=ruth, on=timezone.localdate())

        assert not queries.postings_of(user_id=ruth.user_id)

    @pytest.mark.parametrize("whose", ["omar", "dima", "maya"])
    def test_of_others_or_ones_own_is_refused(self, maya, whose, request):
        with pytest.raises(operations.NotYoursToGive):
            operations.end_posting(by=maya, posting=request.getfixturevalue(whose), on=timezone.localdate())


class TestANewPassword:
    def test_is_made_for_ones_own_staff(self, maya, ruth):
        password = operations.renew_password(by=maya, posting=ruth, on=timezone.localdate())

        assert User.objects.get(pk=ruth.user_id).check_password(password)

    def test_is_refused_for_somebody_who_also_works_above(self, maya, ruth, station):
        Posting.objects.create(user=ruth.user, centre=station, role=Role.CASEWORKER, starts_on=date(2999, 1, 1))
        with pytest.raises(operations.NotYoursToGive):
            operations.renew_password(by=maya, posting=ruth, on=timezone.localdate())


def test_taking_somebody_on_makes_the_account_and_the_posting_or_neither(maya, harbour):
    account = {"username": "noor", "display_name": "Noor", "language": "ar"}
    with pytest.raises(operations.NotYoursToGive):
        operations.take_on(by=maya, account=account, centre=harbour, role=Role.ADMINISTRATOR, starts_on=DAY)
    assert not User.objects.filter(username="noor").exists()

    operations.take_on(by=maya, account=account, centre=harbour, role=Role.GUARD, starts_on=DAY)
    with pytest.raises(CodeTaken):
        operations.take_on(by=maya, account=account, centre=harbour, role=Role.GUARD, starts_on=DAY)

    assert User.objects.get(username="noor").must_change_password
    assert acts() == ["user.created", "posting.given"]
