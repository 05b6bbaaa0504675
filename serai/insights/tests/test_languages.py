"""Unmet language needs among the figures: who is counted, and that nobody can be subtracted."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from serai.centres.choices import Role
from serai.insights.choices import Table
from serai.insights.operations import release_month
from serai.insights.queries.counts import counts_of
from serai.interpreters import queries
from serai.interpreters.tests.factories import ConversationFactory
from serai.people.models import Registration
from serai.people.tests.factories import PersonFactory
from serai.screening.tests.factories import ScreeningFactory
from serai.teams.tests.factories import keep_to

OCTOBER, DAY = date(2026, 10, 1), date(2026, 10, 14)


@pytest.fixture
def spoken_with(ruth):
    """Somebody with whom one conversation was had, in October."""

    def speak(centre, mode="none_available", *, person=None, on=DAY, language="tir", **told):
        who = person or PersonFactory(registered_at=centre, registered_at__registered_on=DAY, **told)
        ConversationFactory(
            person=who, centre=centre, on=on, language=language, interpreter_mode=mode, recorded_by=ruth.user
        )
        return who

    return speak


def counted():
    found = [count for count in counts_of(month=OCTOBER) if count.table == Table.LANGUAGES]
    return {(count.centre, count.row, count.column): count.number for count in found}


def test_a_person_is_one_whatever_was_filled_in_on_how_many_days(harbour, station, spoken_with):
    """With a name or without one; a registration and a conversation alike."""
    nameless = spoken_with(harbour, name=None)
    spoken_with(harbour, "phone", person=nameless, on=date(2026, 10, 31))
    Registration.objects.filter(person=nameless).update(interview_language="tir", interpreter_mode="companion")
    spoken_with(station, "companion", person=nameless)
    spoken_with(harbour, "staff", language="")
    spoken_with(harbour, "declined")
    spoken_with(harbour, on=date(2026, 11, 1))
    only_registered = PersonFactory(registered_at=harbour, registered_at__registered_on=DAY)
    Registration.objects.filter(person=only_registered).update(
        interview_language="som", interpreter_mode="none_available"
    )
    assert counted() == {
        ("HAR", "tir", "nobody"): 1,
        ("STA", "tir", "by_companion"): 1,
        ("HAR", "not_said", "by_us"): 1,
        ("HAR", "som", "nobody"): 1,
    }


def test_the_page_of_a_centre_and_its_figures_count_the_same_people(posted, ruth, harbour, spoken_with):
    """Else the page subtracted from the figures would tell the language of somebody whose file is kept to a team, or
    that somebody was screened."""
    manager, supervisor = posted("hana", Role.MANAGER, harbour), posted("selam", Role.SUPERVISOR, harbour)
    people = [spoken_with(harbour, mode) for mode in ("none_available", "none_available", "companion", "phone")]
    keep_to(people[0], ruth, supervisor)
    ScreeningFactory(person=people[1], centre=harbour, language="som", interpreter_mode="none_available", filled_on=DAY)
    (line,) = queries.needs(posting=manager, month=OCTOBER)["languages"]
    assert (line["language"], line["numbers"]) == ("Tigrinya", [3, 1, 1, 1, 0])
    assert counted() == {
        ("HAR", "tir", "nobody"): 1,
        ("HAR", "tir", "by_companion"): 1,
        ("HAR", "tir", "by_us"): 1,
    }


def test_a_file_kept_to_a_team_elsewhere_is_counted_where_it_is_not(ruth, posted, harbour, station, spoken_with):
    both = spoken_with(harbour)
    spoken_with(station, person=both)
    keep_to(both, ruth, posted("selam", Role.SUPERVISOR, harbour))
    assert counted() == {("STA", "tir", "nobody"): 1}


@time_machine.travel("2026-11-22 10:00", tick=False)
def test_the_months_page_and_file_show_languages_without_small_numbers(at_work, posted, harbour, spoken_with):
    for number in range(14):
        spoken_with(harbour, "phone" if number < 8 else "none_available")
    spoken_with(harbour, "companion", language="aar")
    internal, public = release_month(by=None, month=OCTOBER, today=date(2026, 11, 22))
    cells = {tuple(cell[:4]): cell[4] for cell in internal.cells}
    assert cells["language", "HAR", "aar", "by_companion"] is None
    assert cells["language", "HAR", "aar", "all"] is None
    assert cells["language", "HAR", "tir", "nobody"] == 6
    assert all(cell[4] is None or cell[4] == 0 or cell[4] >= 11 for cell in public.cells)
    browser = at_work(posted("dora", Role.DATA_OFFICER, None))
    asked = {"month": "2026-10", "centre": "HAR"}
    words = browser.get(reverse("insights:month"), asked).text
    assert "Languages for which an interpreter was wanted" in words
    assert "Afar" in words
    assert "Nobody was there" in words
    text = browser.get(reverse("insights:export", args=["csv"]), asked).content.decode("utf-8-sig")
    assert '"tir","Tigrinya","nobody","Nobody was there","6",""' in text
    assert '"aar","Afar","by_companion","By a companion","","hidden"' in text


def test_a_month_with_more_needs_costs_no_more_queries(harbour, spoken_with, django_assert_num_queries):
    spoken_with(harbour)
    with django_assert_num_queries(21) as first:
        counted()
    for _ in range(4):
        spoken_with(harbour, language="som")
    with django_assert_num_queries(len(first)):
        counted()
