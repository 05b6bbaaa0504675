from datetime import date

import pytest

from serai.oversight import rules
from serai.oversight.choices import Sign
from serai.oversight.rules import Day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("days", "middle"), [([], None), ([7], 7), ([1, 9], 9), ([2, 40, 3], 3)])
def test_usual_is_the_middle_of_ones_own_days(days, middle):
    assert rules.usual(days) == middle


@pytest.mark.parametrize(
    ("opened", "usual", "many"),
    [(10, 1, False), (11, 1, True), (20, 10, False), (21, 10, True), (40, None, False), (41, None, True)],
)
def test_many_is_twice_the_usual_and_never_a_few(opened, usual, many):
    assert rules.are_many(opened, usual) is many


@pytest.mark.parametrize(("hour", "night"), [(20, False), (21, True), (0, True), (5, True), (6, False), (12, False)])
def test_night_is_from_nine_to_six(hour, night):
    assert rules.is_night(hour) is night


def test_signs_are_named_and_a_plain_day_has_none():
    assert rules.signs(Day(opened=8, at_night=0, only_looked=4), usual=8) == []
    assert rules.signs(Day(opened=50, at_night=1, only_looked=40), usual=8) == [*Sign]
    assert rules.signs(Day(opened=10, at_night=0, only_looked=5), usual=8) == []
    assert rules.signs(Day(opened=9, at_night=0, only_looked=5), usual=8) == ["looked"]


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        (None, None, (date(2026, 11, 16), TODAY)),
        (date(2026, 11, 1), None, (date(2026, 11, 1), TODAY)),
        (date(2020, 1, 1), None, (date(2026, 10, 23), TODAY)),
        (date(2027, 1, 1), date(2027, 2, 1), (TODAY, TODAY)),
        (None, date(2026, 3, 10), (date(2026, 3, 4), date(2026, 3, 10))),
    ],
)
def test_a_review_shows_a_week_or_what_is_asked_a_month_at_most(since, until, shown):
    assert rules.period(since, until, today=TODAY) == shown
