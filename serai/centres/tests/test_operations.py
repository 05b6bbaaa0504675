from datetime import date, timedelta

import pytest

from serai.audit.models import Entry
from serai.centres import queries
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, Posting
from serai.centres.operations import centres as operations
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
