from datetime import date

import pytest

from serai.assistance import rules

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("service", "group", "private"),
    [
        ("MEAL", "basic_needs", False),
        ("FIRST_AID", "health", False),
        ("SRH", "health", True),
        ("PSS_INDIVIDUAL", "mhpss", True),
        ("COUNSEL_BASIC", "counselling", False),
        ("COUNSEL_LEGAL", "counselling", True),
        ("SAFE_SHELTER_REF", "shelter", True),
        ("BED_NIGHT", "shelter", False),
    ],
)
def test_what_says_something_about_health_or_violence_is_private(service, group, private):
    assert rules.is_private(service_type=service, group=group) is private


def test_a_mistake_is_undone_on_the_day_it_was_recorded_and_once():
    assert rules.may_undo(recorded_on=TODAY, today=TODAY, is_undone=False)
    assert not rules.may_undo(recorded_on=TODAY, today=TODAY, is_undone=True)
    assert not rules.may_undo(recorded_on=date(2026, 11, 1), today=TODAY, is_undone=False)


def test_codes_are_read_from_lines_and_commas_each_once_in_order():
    assert rules.codes_in(" B2 \r\nA1, B2;\tC3\n\n") == ["B2", "A1", "C3"]
    assert rules.codes_in("ABC-DEF-GHJ\nABC DEF GHJ") == ["ABC-DEF-GHJ", "ABC DEF GHJ"]


def test_the_minimum_package_comes_first_and_each_service_once():
    assert rules.grouped([("MEAL", "food", False), ("PFA", "mhpss", True), ("TEA", "food", False)]) == [
        ("minimum", ["PFA"]),
        ("food", ["MEAL", "TEA"]),
    ]
    assert rules.grouped([]) == []
