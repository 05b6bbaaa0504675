from datetime import date, timedelta

import pytest
from django.utils import timezone

from serai.accounts.models import User
from serai.accounts.tests.factories import UserFactory
from serai.audit.models import Entry
from serai.centres import operations, queries
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, Posting
from serai.codes import lists
from serai.ui.editors import ChangedMeanwhile

DAY = date(2026, 3, 1)
OASIS = operations.Details(name="Oasis", country="DJI", place="Dikhil")


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def minimum() -> set[str]:
    return {code for code, entry in lists.entries("service_type").items() if entry.more["minimum"] == "yes"}


@pytest.fixture
def maya(posted, harbour) -> Posting:
    return posted("maya", Role.MANAGER, harbour)


def test_a_new_centre_offers_the_minimum_package_and_has_desks(dima):
    """The minimum package (IOM guide) is there from the start."""
    centre = operations.open_centre(by=dima, code="oas", details=OASIS, on=DAY)

    offered = centre.offered_services.values_list("service_type", flat=True)
    assert centre.code == "OAS"
    assert set(offered) == minimum()
    assert {"FIRST_AID", "PFA", "REGISTRATION", "REFERRAL"} <= set(offered)
    assert [desk.code for desk in queries.desks(centre=centre)] == ["A", "B", "C", "D"]
    assert centre.status_periods.get().since == DAY
    assert acts() == ["centre.opened"]


def test_a_code_belongs_to_one_centre(dima, harbour):
    with pytest.raises(operations.CodeTaken):
        operations.open_centre(by=dima, code="har", details=OASIS, on=DAY)


def test_the_second_of_two_editors_is_told(maya, harbour):
    seen = harbour.version
    operations.correct_centre(by=maya, centre=harbour, version=seen, details=OASIS)
    with pytest.raises(ChangedMeanwhile):
        operations.correct_centre(by=maya, centre=harbour, version=seen, details=OASIS)

    assert Centre.objects.get(pk=harbour.pk).name == "Oasis"
    assert "name" in Entry.objects.get(act="centre.corrected").detail["fields"]
    assert "Oasis" not in str(Entry.objects.get(act="centre.corrected").detail)


def test_a_status_holds_from_its_day_and_an_older_day_does_not_change_today(maya, harbour):
    given = {"by": maya, "centre": harbour, "reason": "Flood"}
    operations.change_status(**given, version=1, status=CentreStatus.SUSPENDED, since=date(2026, 3, 1))
    operations.change_status(**given, version=2, status=CentreStatus.REDUCED, since=date(2025, 1, 1))

    harbour.refresh_from_db()
    assert harbour.status == CentreStatus.SUSPENDED
    assert [p.status for p in queries.status_history(centre=harbour)] == ["suspended", "reduced_service", "open"]


def test_two_statuses_on_one_day_leave_the_later_word(maya, harbour):
    given = {"by": maya, "centre": harbour, "since": DAY, "reason": "Flood"}
    operations.change_status(**given, version=1, status=CentreStatus.SUSPENDED)
    operations.change_status(**given, version=2, status=CentreStatus.OPEN)

    assert harbour.status_periods.get(since=DAY).status == CentreStatus.OPEN


def test_a_service_is_offered_once_withdrawn_once_and_offered_again(maya, harbour):
    given = {"by": maya, "centre": harbour, "service_type": "MEAL"}
    for _ in range(2):
        operations.offer_service(**given, on=DAY)
    for _ in range(2):
        operations.withdraw_service(**given, on=DAY + timedelta(days=1))
    operations.offer_service(**given, on=DAY + timedelta(days=2))

    assert harbour.offered_services.count() == 2
    assert acts() == ["service.offered", "service.withdrawn", "service.offered"]


def test_a_desk_has_its_own_letter_and_opens_and_closes(maya, harbour):
    desk = operations.add_desk(by=maya, centre=harbour, code="a", kind="reception")
    with pytest.raises(operations.CodeTaken):
        operations.add_desk(by=maya, centre=harbour, code="A", kind="health")
    operations.set_desk_open(by=maya, desk=desk, is_open=False)
    operations.set_desk_open(by=maya, desk=desk, is_open=False)

    assert acts() == ["desk.added", "desk.closed"]


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


class TestEndingAPosting:
    def test_takes_the_right_away_at_once(self, maya, ruth):
        operations.end_posting(by=maya, posting=ruth, on=timezone.localdate())

        assert not queries.postings_of(user_id=ruth.user_id).exists()

    def test_works_on_the_day_it_began(self, maya, ruth):
        ruth.starts_on = timezone.localdate()
        ruth.save()
        operations.end_posting(by=maya, posting=ruth, on=timezone.localdate())

        assert not queries.postings_of(user_id=ruth.user_id).exists()

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
    with pytest.raises(operations.CodeTaken):
        operations.take_on(by=maya, account=account, centre=harbour, role=Role.GUARD, starts_on=DAY)

    assert User.objects.get(username="noor").must_change_password
    assert acts() == ["user.created", "posting.given"]
