"""Births told in other calendars, as a span, in words; an age that somebody disputes."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from serai.audit.models import Entry
from serai.people import rules
from serai.people.models import Registration
from serai.people.rules.children import Age, age_of
from serai.people.telling import everything
from serai.people.words import birth_words, said_words
from serai.registration.rules.births import as_typed, birth_from, said_from
from serai.registration.tests.test_profile import page, save

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(
    ("birth_day", "birth_month", "birth_year", "birth_year_to", "birth_age", "birth_age_to", "birth_band")
)


def born(precision, calendar="gregorian", **typed):
    values = {**EMPTY, "birth_precision": precision, "birth_calendar": calendar, "birth_words": "", **typed}
    return birth_from(values, on=date(2026, 11, 22)), said_from(values)


@given(
    st.sampled_from([("exact", 3), ("month", 2), ("year", 1)]),
    st.sampled_from([("ethiopian", 1920), ("hijri", 1343), ("gregorian", 1930)]),
    st.tuples(st.integers(0, 80), st.integers(1, 12), st.integers(1, 28)),
)
def test_what_was_told_comes_back_as_it_was_told(kind, calendar, parts):
    """Statement 5."""
    precision, count = kind
    typed = dict(zip(("birth_year", "birth_month", "birth_day"), (parts[0] + calendar[1], *parts[1:]), strict=True))
    typed = dict(list(typed.items())[:count])
    birth, said = born(precision, calendar[0], **typed)
    again = as_typed(birth, said, told_on=date(2026, 11, 22))
    assert {name: again[name] for name in typed} == typed
    assert (again["birth_precision"], again["birth_calendar"]) == (precision, calendar[0])
    assert (birth.earliest == birth.latest) == (precision == "exact" and calendar[0] != "hijri")


def test_an_ethiopian_day_is_shown_beside_ours_on_the_file_and_told(at_work, ruth, bilal):
    """Statement 5."""
    typed = {"birth_calendar": "ethiopian", "birth_day": "12", "birth_month": "1", "birth_year": "1990"}
    save(at_work(ruth), bilal, "birth", birth_precision="exact", **typed)
    bilal.refresh_from_db()
    assert (bilal.birth_precision, bilal.born_earliest) == ("exact", date(1997, 9, 22))
    text = at_work(ruth).get(reverse("people:file", args=[bilal.public_id]) + "?why=registration").text
    assert "22 September 1997" in text
    assert "12 Meskerem 1990 (Ethiopian)" in text
    assert "12 Meskerem 1990 (Ethiopian)" in str(everything(posting=ruth, person=bilal))
    form = at_work(ruth).get(page(bilal, "birth")).text
    assert 'value="1990"' in form


def test_a_year_of_another_calendar_never_shows_one_of_ours(at_work, ruth, bilal):
    """Statements 4 and 5."""
    save(at_work(ruth), bilal, "birth", birth_precision="year", birth_calendar="ethiopian", birth_year="2007")
    bilal.refresh_from_db()
    assert (bilal.born_earliest, bilal.born_latest) == (date(2014, 9, 11), date(2015, 9, 11))
    assert rules.written(bilal.birth) == "2014-09-11/2015-09-11"
    words = birth_words(bilal.birth, on=date(2026, 11, 22))
    assert words == "born between 11 September 2014 and 11 September 2015, 11 or 12 years old"
    assert said_words(bilal) == ["2007 (Ethiopian)"]


def test_a_hijri_day_is_three_days_of_ours():
    birth, said = born("exact", "hijri", birth_day=1, birth_month=1, birth_year=1436)
    assert (birth.earliest, birth.latest) == (date(2014, 10, 24), date(2014, 10, 26))
    assert said == {"as": "exact", "calendar": "hijri", "year": 1436, "month": 1, "day": 1}


def test_whoever_may_be_a_child_is_one_whatever_the_calendar():
    """2001 in the Ethiopian calendar ends on 10 September 2009."""
    birth, _said = born("year", "ethiopian", birth_year=2001)
    assert rules.is_child_on(birth, date(2027, 9, 9))
    assert not rules.is_child_on(birth, date(2027, 9, 10))


def test_between_two_ages_or_two_years(at_work, ruth, bilal):
    with time_machine.travel(date(2026, 3, 3)):
        save(at_work(ruth), bilal, "birth", birth_precision="span", birth_age="16", birth_age_to="20")
    bilal.refresh_from_db()
    assert (bilal.born_earliest, bilal.born_latest) == (date(2005, 3, 4), date(2010, 3, 3))
    assert rules.is_child_on(bilal.birth, date(2026, 3, 3))
    assert birth_words(bilal.birth, on=date(2026, 3, 3)) == "between 16 and 20 years old"
    assert said_words(bilal) == ["between 16 and 20 years old, on 3 March 2026"]

    save(at_work(ruth), bilal, "birth", birth_precision="span", birth_year="1990", birth_year_to="1995")
    bilal.refresh_from_db()
    assert (bilal.born_earliest, bilal.born_latest) == (date(1990, 1, 1), date(1995, 12, 31))
    assert bilal.child_status == "adult"


def test_the_persons_own_words_are_kept_and_do_not_move_the_day_of_an_age(at_work, ruth, bilal):
    with time_machine.travel(date(2024, 3, 1)):
        save(at_work(ruth), bilal, "birth", birth_precision="age", birth_age="20")
    save(at_work(ruth), bilal, "birth", birth_precision="age", birth_age="20", birth_words="when the dam was built")
    bilal.refresh_from_db()
    assert bilal.born_latest == date(2004, 3, 1)
    assert said_words(bilal) == ["when the dam was built"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"birth_calendar": "hijri", "birth_year": "1300"}, "cannot be converted"),
        ({"birth_calendar": "gregorian", "birth_year": "1445"}, "Check the year and the calendar"),
        ({"birth_calendar": "ethiopian", "birth_year": "2018", "birth_month": "14"}, "not one of the available"),
        ({"birth_calendar": "hijri", "birth_year": "1420", "birth_month": "13"}, "no such month"),
        (
            {"birth_calendar": "ethiopian", "birth_year": "2008", "birth_month": "13", "birth_day": "6"},
            "no such day",
        ),
        ({"birth_calendar": "gregorian", "birth_year": "2023", "birth_month": "2", "birth_day": "30"}, "no such day"),
        ({"birth_calendar": "mayan", "birth_year": "2023"}, "Select a valid choice"),
        ({"birth_age": "20", "birth_age_to": "15"}, "must not be less"),
        ({"birth_age": "20"}, "Write this, or choose another answer"),
        ({"birth_year": "1990"}, "Write this, or choose another answer"),
        ({"age_disputed_since": "2026-01-01"}, "Say who says another age"),
        ({"age_disputed_by": "paper", "age_disputed_since": "2090-01-01"}, "still to come"),
    ],
)
def test_a_birth_that_cannot_be_gets_a_sentence(at_work, ruth, bilal, typed, sentence):
    parts = sum(f"birth_{part}" in typed for part in ("year", "month", "day"))
    is_span = "birth_age" in typed or typed == {"birth_year": "1990"}
    precision = "span" if is_span else ("", "year", "month", "exact")[parts]
    answer = save(at_work(ruth), bilal, "birth", birth_precision=precision, **typed)
    assert answer.status_code == 200
    assert sentence in answer.text
    bilal.refresh_from_db()
    assert bilal.birth_said == {}


def test_a_disputed_age_is_a_childs_until_it_is_settled(at_work, ruth, bilal):
    browser, known = at_work(ruth), {"birth_precision": "year", "birth_year": "1990"}
    save(browser, bilal, "birth", **known, age_disputed_by="paper")
    bilal.refresh_from_db()
    today = timezone.localdate()
    assert (bilal.age_disputed_by, bilal.age_disputed_since) == ("paper", today)
    assert rules.is_child_on(bilal.birth, today)
    assert age_of(bilal.birth, today) == Age.FROM_15
    assert bilal.child_status == "unknown"
    assert Entry.objects.get(act="person.age_disputed").detail["said_by"] == "paper"
    assert (
        "treated as a child" in browser.get(reverse("people:file", args=[bilal.public_id]) + "?why=registration").text
    )

    save(browser, bilal, "birth", **known)
    bilal.refresh_from_db()
    assert (bilal.age_disputed_since, bilal.child_status) == (None, "adult")
    assert not rules.is_child_on(bilal.birth, today)


def test_an_age_group_is_that_of_the_day_of_the_event_whatever_the_calendar(at_work, ruth, bilal):
    """Statement 6."""
    Registration.objects.filter(person=bilal).update(registered_on=date(2015, 9, 30))
    save(at_work(ruth), bilal, "birth", birth_precision="year", birth_calendar="ethiopian", birth_year="1990")
    assert bilal.registrations.get().age_band == "15-17"  # born 1997/98, today an adult


def test_a_corrected_age_takes_the_place_of_what_was_told(at_work, ruth, bilal):
    browser = at_work(ruth)
    save(browser, bilal, "birth", birth_precision="year", birth_calendar="ethiopian", birth_year="1990")
    bilal.refresh_from_db()
    answers = {"sex": "male", "age": "40", "age_band": "", "nationality": "ETH", "version": bilal.version}
    assert browser.post(reverse("registration:correct", args=[bilal.public_id]), answers).status_code == 302
    bilal.refresh_from_db()
    assert (bilal.birth_said, bilal.birth_told_on) == ({}, timezone.localdate())
