from datetime import UTC, datetime, timedelta

import pytest

from serai.reception import rules
from serai.reception.choices import TriageLevel, WhyFirst
from serai.reception.rules import Place, Tally

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def test_a_group_in_words_adds_up():
    words = {"men": 12, "women": 7, "children": 3, "girls": None, "boys": 0}
    assert rules.tallies_of(words) == [
        Tally("male", "18+", 12),
        Tally("female", "18+", 7),
        Tally("unknown", "0-17", 3),
    ]


def called_in_order(*places: Place) -> list[int]:
    return [place.number for place in sorted(places, key=rules.order_key)]


def test_red_goes_first_then_orange_then_priority_groups_then_the_number():
    assert called_in_order(
        Place(1, TriageLevel.GREEN),
        Place(2, TriageLevel.YELLOW, has_priority_group=True),
        Place(3, TriageLevel.ORANGE),
        Place(4, TriageLevel.RED),
        Place(5, TriageLevel.GREEN, has_priority_group=True),
        Place(6),
    ) == [4, 3, 2, 5, 1, 6]


def test_who_did_not_come_goes_behind_the_others_but_red_stays_first():
    assert called_in_order(
        Place(1, TriageLevel.ORANGE, missed=1),
        Place(2, TriageLevel.GREEN),
        Place(3, TriageLevel.RED, missed=1),
    ) == [3, 2, 1]


@pytest.mark.parametrize(
    ("place", "reasons"),
    [
        (Place(1), [WhyFirst.IN_TURN]),
        (Place(1, TriageLevel.RED, has_priority_group=True), [WhyFirst.RED, WhyFirst.PRIORITY_GROUP]),
        (Place(1, TriageLevel.ORANGE, missed=1), [WhyFirst.ORANGE, WhyFirst.MISSED_ONCE]),
    ],
)
def test_staff_can_read_why_somebody_stands_where_they_stand(place, reasons):
    assert rules.why_here(place) == reasons


def test_a_token_goes_back_once_and_is_closed_the_second_time():
    assert [rules.closes_after_missing(missed) for missed in (1, 2)] == [False, True]


def test_the_longest_wait_of_nobody_is_nothing():
    assert rules.longest_wait([], NOON) == timedelta(0)
    assert rules.longest_wait([NOON - timedelta(minutes=5), NOON - timedelta(minutes=9)], NOON) == timedelta(minutes=9)


def test_the_most_urgent_stand_first():
    assert sorted(["green", "", "orange", "yellow", "red"], key=rules.level_rank) == [
        "red",
        "orange",
        "yellow",
        "green",
        "",
    ]
