from datetime import UTC, datetime, timedelta

import pytest

from serai.watch import rules

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("waited", "own", "why"),
    [
        (None, 0, None),
        (timedelta(hours=71, minutes=59), 2, None),
        (timedelta(hours=72), 0, rules.SwitchedOff.LATE),
        (timedelta(hours=1), 3, rules.SwitchedOff.TOO_MANY),
        (timedelta(days=9), 9, rules.SwitchedOff.LATE),
    ],
)
def test_emergencies_work_only_while_they_are_reviewed(waited, own, why):
    oldest = NOW - waited if waited is not None else None
    assert rules.switched_off(oldest_unreviewed=oldest, own_unreviewed=own, now=NOW) == why


def test_an_emergency_lasts_an_hour():
    assert rules.ends(NOW) - NOW == timedelta(minutes=60)


def test_each_reason_given_adds_the_usual_number_once_more():
    assert rules.budget(role="manager", times_extended=0) == 20
    assert rules.budget(role="manager", times_extended=2) == 60
    assert rules.budget(role="gbv", times_extended=0, percent=50) == 20


def test_a_budget_is_spent_when_it_is_used_up():
    assert not rules.is_spent(opened=19, allowed=20)
    assert rules.is_spent(opened=20, allowed=20)
