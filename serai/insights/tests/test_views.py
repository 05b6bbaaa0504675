from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.models import StatusPeriod
from serai.insights.models import Release
from serai.insights.operations import MonthNotOver, ReasonNeeded, release_month
from serai.people.models import Answer
from serai.people.tests.factories import PersonFactory, RegistrationFactory

OCTOBER = date(2026, 10, 1)
NOW = "2026-11-22 10:00"


@pytest.fixture
def dora(posted):
    return posted("dora", Role.DATA_OFFICER, None)


@pytest.fixture
def manager(posted, harbour):
    return posted("mona", Role.MANAGER, harbour)


@pytest.fixture
def october(harbour, station):
    """At Harbour 12 men and 2 Somali women, at Station 9 men; three reasons."""
    for number in range(12):
        registration = RegistrationFactory(centre=harbour, registered_on=date(2026, 10, 1 + number))
        Answer.objects.create(registration=registration, question="reason", code="economic")
        if number < 7:
            Answer.objects.create(registration=registration, question="reason", code="education", position=2)
    for _number in range(2):
        person = PersonFactory(sex="female", nationality="SOM")
        RegistrationFactory(person=person, centre=harbour, registered_on=date(2026, 10, 31))
    for _number in range(9):
        RegistrationFactory(centre=station, registered_on=OCTOBER)
    RegistrationFactory(centre=harbour, registered_on=date(2026, 11, 1))


def released(today=date(2026, 11, 22), **more):
    return release_month(by=None, month=OCTOBER, today=today, **more)


def numbers(release: Release) -> dict:
    return {tuple(cell[:4]): cell[4] for cell in release.cells}


def test_a_month_is_counted_by_day_and_centre(october):
    cells = numbers(released()[0])
    assert cells["headline", "network", "registrations", "all"] == 23
    assert cells["headline", "HAR", "registrations", "all"] == 14
    assert cells["reason", "HAR", "asked", "all"] == 12


def test_a_small_cell_is_hidden_with_the_one_that_would_give_it_away(october):
    """Statement 42."""
    cells = numbers(released()[0])
    assert cells["nationality", "HAR", "SOM", "all"] is None
    assert cells["nationality", "HAR", "ETH", "all"] is None
    assert all(value is None or value == 0 or value >= 5 for value in cells.values())


def test_the_public_sees_the_network_only_with_a_higher_threshold(october):
    cells = numbers(released()[1])
    assert {scope for _table, scope, _row, _column in cells} == {"network"}
    assert all(value is None or value == 0 or value >= 11 for value in cells.values())


def test_a_month_that_is_not_over_has_no_figures(october):
    with pytest.raises(MonthNotOver):
        released(today=date(2026, 10, 31))


def test_figures_stay_frozen_until_somebody_says_why(october, harbour):
    released()
    RegistrationFactory(centre=harbour, registered_on=date(2026, 10, 30))
    with pytest.raises(ReasonNeeded):
        released()
    again = released(reason="Entries made late")[0]
    assert again.version == 2
    assert Release.objects.filter(is_current=True, audience="internal").get() == again


@time_machine.travel(NOW, tick=False)
def test_the_month_shows_its_tables_with_n_and_the_note_on_several_answers(at_work, manager, october):
    """Statement 41."""
    released()
    page = at_work(manager).get(reverse("insights:month"), {"month": "2026-10"}).text
    assert "12 people answered. Several answers allowed" in page
    assert "hidden" in page


@time_machine.travel(NOW, tick=False)
def test_a_closure_is_shown_as_a_break(at_work, manager, harbour, october):
    """Statement 44."""
    StatusPeriod.objects.create(centre=harbour, status="suspended", since=date(2026, 10, 20), reason="Flood")
    released()
    page = at_work(manager).get(reverse("insights:month"), {"month": "2026-10"}).text
    assert "Not comparable with the month before" in page
    assert "Flood" in page


@time_machine.travel(NOW, tick=False)
def test_a_manager_sees_no_other_centre(at_work, manager, october):
    released()
    assert at_work(manager).get(reverse("insights:month"), {"centre": "STA"}).status_code == 404
    assert at_work(manager).get(reverse("insights:month"), {"centre": "network"}).status_code == 404
    assert at_work(manager).get(reverse("insights:month"), {"centre": "NONE"}).status_code == 404


@time_machine.travel(NOW, tick=False)
def test_a_donor_sees_the_public_figures_only(at_work, posted, october):
    released()
    donor = posted("dan", Role.DONOR, None)
    assert at_work(donor).get(reverse("insights:public_month"), {"month": "2026-10"}).status_code == 200
    assert at_work(donor).get(reverse("insights:month")).status_code == 403
    assert at_work(donor).get(reverse("insights:export", args=["csv"]), {"month": "2026-10"}).status_code == 403


@pytest.mark.parametrize("month", ["", "2026-13", "x", "2020-01", "0000-00", "2026-11"])
@time_machine.travel(NOW, tick=False)
def test_a_month_without_figures_is_a_calm_page(at_work, dora, month):
    assert at_work(dora).get(reverse("insights:month"), {"month": month}).status_code == 200


@time_machine.travel(NOW, tick=False)
def test_preparing_a_month_from_the_page(at_work, dora, october):
    browser = at_work(dora)
    page = browser.post(reverse("insights:prepare"), {"month": "2026-10"}, follow=True).text
    assert "The figures of the month are ready." in page
    assert Entry.objects.filter(act="figures.released").count() == 2
    again = browser.post(reverse("insights:prepare"), {"month": "2026-10"}, follow=True).text
    assert "Say why they are prepared again" in again
    unfinished = browser.post(reverse("insights:prepare"), {"month": "2026-11"}, follow=True).text
    assert "This month is not over yet" in unfinished


@time_machine.travel(NOW, tick=False)
def test_the_files_have_an_hxl_row_and_hold_no_hidden_number(at_work, dora, october):
    released()
    address = reverse("insights:export", args=["csv"])
    text = at_work(dora).get(address, {"month": "2026-10", "centre": "HAR"}).content.decode("utf-8-sig")
    _header, tags, *lines = text.splitlines()
    assert tags.startswith('"#indicator+name","#loc+centre+code"')
    assert any('"SOM"' in line and line.endswith('"","hidden"') for line in lines)
    sheet = load_workbook(
        BytesIO(
            at_work(dora).get(reverse("insights:export", args=["xlsx"]), {"month": "2026-10", "centre": "HAR"}).content
        )
    ).active
    assert sheet["A2"].value == "#indicator+name"
    assert sheet.max_row == len(lines) + 2
    assert Entry.objects.filter(act="figures.exported").count() == 2


@time_machine.travel(NOW, tick=False)
def test_more_registrations_cost_no_more_queries(at_work, dora, october, harbour, django_assert_num_queries):
    released()
    browser = at_work(dora)
    with django_assert_num_queries(11) as first:
        browser.get(reverse("insights:month"), {"month": "2026-10"})
    for _number in range(5):
        RegistrationFactory(centre=harbour, registered_on=OCTOBER)
    released(reason="late")
    with django_assert_num_queries(len(first.captured_queries)):
        browser.get(reverse("insights:month"), {"month": "2026-10"})


@time_machine.travel(NOW, tick=False)
def test_what_somebody_wrote_for_colleagues_is_not_told_to_the_public(at_work, manager, posted, harbour, october):
    StatusPeriod.objects.create(centre=harbour, status="suspended", since=date(2026, 10, 20), reason="Bilal was here")
    released()
    released(reason="Bilal came late")
    public = at_work(posted("dan", Role.DONOR, None)).get(reverse("insights:public_month"), {"month": "2026-10"}).text
    inside = at_work(manager).get(reverse("insights:month"), {"month": "2026-10"}).text
    assert "Not comparable with the month before" in public
    assert "Bilal" not in public
    assert "Bilal was here" in inside
    assert "Bilal came late" in inside


@time_machine.travel(NOW, tick=False)
def test_a_centre_does_not_prepare_the_networks_month_again(at_work, manager, october):
    released()
    page = at_work(manager).post(reverse("insights:prepare"), {"month": "2026-10", "reason": "late"}, follow=True).text
    assert "Only somebody who works for the whole network" in page
    assert not Release.objects.filter(version=2).exists()


def test_a_centre_alone_prepares_its_month_again(posted, harbour):
    """Where there is no network, nobody else could."""
    manager = posted("mona", Role.MANAGER, harbour)
    asked = {"by": manager, "month": OCTOBER, "today": date(2026, 11, 22)}
    release_month(**asked)
    assert release_month(**asked, reason="Entries made late")[0].version == 2


@time_machine.travel(NOW, tick=False)
def test_five_files_a_day_are_enough(at_work, dora, october):
    released()
    browser = at_work(dora)
    asked = {"month": "2026-10", "centre": "HAR"}
    for _number in range(5):
        assert "attachment" in browser.get(reverse("insights:export", args=["csv"]), asked)["Content-Disposition"]
    page = browser.get(reverse("insights:export", args=["xlsx"]), asked, follow=True).text
    assert "You have taken out five files" in page
    assert Entry.objects.filter(act="figures.exported").count() == 5


def test_the_five_files_are_of_one_person_and_one_day(at_work, dora, posted, october):
    released()
    asked = {"month": "2026-10", "centre": "HAR"}
    address = reverse("insights:export", args=["csv"])
    with time_machine.travel(NOW, tick=False):
        for _number in range(5):
            assert at_work(dora).get(address, asked).status_code == 200
        assert at_work(posted("dan", Role.DATA_OFFICER, None)).get(address, asked).status_code == 200
    for later, status in (("2026-11-23 09:59", 302), ("2026-11-23 10:01", 200)):
        with time_machine.travel(later, tick=False):
            assert at_work(dora).get(address, asked).status_code == status


@pytest.mark.parametrize(
    "month", ["99999999999999999999-01", "9999-12", "0001-01", "2026-13", "٢٠٢٦-١٠", "-", "2026-1-1"]
)
def test_a_month_that_is_none_is_answered(at_work, manager, october, month):
    assert at_work(manager).get(reverse("insights:month"), {"month": month}).status_code == 200
    assert at_work(manager).get(reverse("insights:export", args=["csv"]), {"month": month}).status_code in {200, 404}


def test_the_files_say_what_they_are(at_work, dora, october):
    released()
    for kind, said in (("csv", "text/csv; charset=utf-8"), ("xlsx", "spreadsheetml.sheet")):
        answer = at_work(dora).get(reverse("insights:export", args=[kind]), {"month": "2026-10", "centre": "HAR"})
        assert said in answer.headers["Content-Type"]
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
