"""Breaches, what is done with data, impact assessments."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.people.choices import Purpose
from serai.privacy import rules
from serai.privacy.choices import PeopleTold, Risk
from serai.privacy.models import Assessment, Breach, Controller
from serai.privacy.tests.factories import AssessmentFactory, BreachFactory
from serai.sharing.tests.factories import AgreementFactory

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
WHOLE = {
    "kind": "loss",
    "records": "12",
    "level": "P2",
    "risk": "high",
    "contained": "The list was found",
    "law_applies": "no",
    "people_told": "danger",
    "lessons": "Lists stay in the office",
}


@pytest.fixture
def daniel(posted):
    return posted("daniel", Role.DATA_PROTECTION, None)


def test_anybody_reports_in_two_fields_and_the_focal_point_sees_the_clock(at_work, posted, harbour, daniel):
    guard = at_work(posted("gus", Role.GUARD, harbour))
    assert reverse("privacy:report") in guard.get("/").text
    typed = {"what": "A list lay on the bus", "happened_on": "2026-11-01", "token": str(uuid4())}
    for _ in range(2):
        thanked = guard.post(reverse("privacy:report"), typed, follow=True).text
    assert "Thank you for saying it." in thanked
    assert Breach.objects.count() == 1
    assert "Reported, nobody has looked yet" in at_work(daniel).get("/").text
    assert guard.get(reverse("privacy:breaches")).status_code == 403


def test_a_breach_is_closed_when_nothing_is_missing(at_work, daniel, harbour):
    breach = BreachFactory(centre=harbour)
    browser, page = at_work(daniel), reverse("privacy:breach", args=[breach.public_id])
    assert "Telling the people concerned" in browser.get(page).text
    browser.post(reverse("privacy:close_breach", args=[breach.public_id]))
    breach.refresh_from_db()
    assert breach.closed_at is None

    browser.post(page, WHOLE | {"version": breach.version})
    breach.refresh_from_db()
    assert breach.seen_at is not None
    browser.post(reverse("privacy:close_breach", args=[breach.public_id]))
    breach.refresh_from_db()
    assert breach.closed_at is not None
    with pytest.raises(IntegrityError):
        Breach.objects.filter(pk=breach.pk).update(lessons="")


def test_the_second_editor_of_a_breach_is_told(at_work, daniel, harbour):
    breach = BreachFactory(centre=harbour, version=3)
    late = at_work(daniel).post(reverse("privacy:breach", args=[breach.public_id]), WHOLE | {"version": 1}).text
    assert "Somebody else saved this meanwhile." in late
    assert "Lists stay in the office" in late


def clocks(**changed):
    told = {"reported_at": AT, "seen_at": None, "law_applies": None, "told_at": None}
    return {one.name: one for one in rules.breach_clocks(**told | changed)}


def test_a_day_for_the_focal_point_and_three_for_the_authority():
    running = clocks()
    assert running["focal_point"].due - AT == timedelta(hours=24)
    assert running["authority"].due - AT == timedelta(hours=72)
    assert running["focal_point"].is_late_at(AT + timedelta(hours=25))
    assert not running["authority"].is_late_at(AT + timedelta(hours=71))
    assert "authority" not in clocks(law_applies=False)
    assert not clocks(seen_at=AT + timedelta(hours=3))["focal_point"].is_late_at(AT + timedelta(days=9))


def test_high_risk_is_told_or_it_is_said_why_that_is_not_safe():
    whole = {**WHOLE, "law_applies": False, "authority_told_at": None}
    assert rules.breach_gaps(whole) == []
    assert rules.breach_gaps(whole | {"people_told": PeopleTold.LOW}) == [rules.Gap.PEOPLE]
    assert rules.breach_gaps(whole | {"law_applies": True}) == [rules.Gap.AUTHORITY]


def test_the_risk_follows_from_likelihood_and_harm():
    assert rules.risk_of(likelihood=1, impact=1) == Risk.LOW
    assert rules.risk_of(likelihood=1, impact=3) == Risk.MEDIUM
    assert rules.risk_of(likelihood=2, impact=3) == Risk.HIGH


def test_the_register_of_processing_is_written_from_the_programs_own_tables(at_work, daniel):
    AgreementFactory()
    browser = at_work(daniel)
    page = browser.get(reverse("privacy:processing")).text
    for purpose in Purpose:
        assert str(purpose.label) in page
    assert "UNHCR" in page
    assert "730" in page
    assert "People need to know whom to complain to." in page

    typed = {"name": "IOM", "contact": "dp@example.org", "focal_point": "Door 3", "authority": "", "version": 1}
    browser.post(reverse("privacy:controller"), typed)
    assert Controller.objects.get().name == "IOM"
    assert "Door 3" in browser.get(reverse("privacy:processing")).text


ASSESSED = {
    "title": "Shelter of the city",
    "occasion": "partner",
    "flows": "Code and needs",
    "necessity": "They have to know who comes",
    "measures": "By hand only",
    "residual": "medium",
    "raid_likelihood": "2",
    "raid_impact": "3",
}


def test_an_assessment_is_signed_by_somebody_else(at_work, daniel, dima):
    typed = ASSESSED | {"review_on": str(timezone.localdate() + timedelta(days=200))}
    browser = at_work(daniel)
    page = browser.post(reverse("privacy:new_assessment"), typed, follow=True)
    assert "Somebody else has to sign it" in page.text
    assert "A raid or an arrest" in page.text
    decision = reverse("centres:decision", args=[Decision.objects.get().public_id])
    browser.post(decision, {"answer": "agree"})
    assert Assessment.objects.get().signed_by is None
    at_work(dima).post(decision, {"answer": "agree"})
    assert Assessment.objects.get().signed_by == dima.user


def test_what_was_changed_since_is_not_signed(at_work, daniel, dima):
    typed = ASSESSED | {"review_on": str(timezone.localdate() + timedelta(days=200))}
    browser = at_work(daniel)
    browser.post(reverse("privacy:new_assessment"), typed)
    made, first = Assessment.objects.get(), Decision.objects.get()
    change = reverse("privacy:change_assessment", args=[made.public_id])
    browser.post(change, typed | {"title": "Another shelter", "version": made.version})
    at_work(dima).post(reverse("centres:decision", args=[first.public_id]), {"answer": "agree"})
    made.refresh_from_db()
    assert made.title == "Another shelter"
    assert made.signed_by is None


LISTS = [("privacy:breaches", BreachFactory, 5), ("privacy:assessments", AssessmentFactory, 4)]


@pytest.mark.parametrize(("name", "make", "queries"), LISTS)
def test_a_list_costs_the_same_at_one_and_at_five(at_work, daniel, django_assert_num_queries, name, make, queries):
    browser = at_work(daniel)
    make()
    browser.get(reverse(name))
    with django_assert_num_queries(queries):
        browser.get(reverse(name))
    for _ in range(4):
        make()
    with django_assert_num_queries(queries):
        browser.get(reverse(name))
