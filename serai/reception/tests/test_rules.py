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


def minutes(*numbers):
    return [timedelta(minutes=number) for number in numbers]


def test_who_was_promised_stands_before_all_but_the_urgent():
    """Red and orange are urgent; who did not come when called goes behind."""
    places = {
        "red": rules.Place(9, level="red"),
        "orange": rules.Place(8, level="orange"),
        "promised": rules.Place(57, is_promised=True),
        "group": rules.Place(2, has_priority_group=True),
        "first": rules.Place(1),
        "promised, missed": rules.Place(58, is_promised=True, missed=1),
    }
    assert sorted(places, key=lambda name: rules.order_key(places[name])) == list(places)
    assert rules.why_here(places["promised"]) == [WhyFirst.PROMISED]


@pytest.mark.parametrize(("taken", "number"), [([], 1), ([1, 2, 3], 4), ([57], 1), ([1, 2, 57, 3], 4), ([1, 3], 2)])
def test_a_promised_number_of_yesterday_is_passed_over(taken, number):
    assert rules.next_number(taken) == number


def test_a_desk_at_which_nobody_waits_is_not_slow():
    """Ten minutes, ten minutes, then an hour in which nobody waited, then five."""
    calls = [(0, 5), (0, 15), (10, 25), (80, 85), (84, 90)]
    told = [rules.Call(NOON + timedelta(minutes=since), NOON + timedelta(minutes=at)) for since, at in calls]
    assert rules.paces(reversed(told)) == minutes(10, 10, 5)


@pytest.mark.parametrize(
    ("ahead", "paces", "told"),
    [
        (3, minutes(5, 5, 5), None),  # too few calls to say anything
        (0, minutes(4, 4, 4, 4), (0, 5)),
        (3, minutes(5, 8, 10, 12), (15, 40)),
        (10, minutes(3, 3, 3, 3, 30), (30, 35)),  # one long talk is not the pace of the desk
        (2, minutes(0, 0, 0, 0), (0, 5)),
    ],
)
def test_a_wait_is_told_as_a_range_from_todays_calls(ahead, paces, told):
    about = rules.about_wait(ahead=ahead, paces=paces)
    assert about == (rules.About(*told) if told else None)


def test_half_and_nine_in_ten_of_the_waits():
    assert rules.spread([]) is None
    assert rules.spread(minutes(7)) == rules.Spread(people=1, half=7, most=7)
    assert rules.spread(minutes(*range(1, 11))) == rules.Spread(people=10, half=5, most=9)
    assert rules.spread([timedelta(seconds=61)]).half == 2
