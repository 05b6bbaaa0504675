from datetime import date, timedelta

import pytest

from serai.privacy import rules
from serai.privacy.choices import ItemState

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("due", "is_held", "state"),
    [
        (DAY, False, ItemState.DUE),
        (DAY - timedelta(days=400), False, ItemState.DUE),
        (DAY + timedelta(days=1), False, ItemState.SOON),
        (DAY + timedelta(days=30), False, ItemState.SOON),
        (DAY + timedelta(days=31), False, None),
        (DAY, True, ItemState.HELD),
        (DAY + timedelta(days=31), True, None),
    ],
)
def test_what_a_list_says_of_a_file(due, is_held, state):
    assert rules.state_on(day=DAY, due=due, is_held=is_held) == state
    assert rules.may_erase(day=DAY, due=due, is_held=is_held) == (state == ItemState.DUE)


def test_a_file_is_due_when_the_days_since_the_last_contact_are_over():
    assert rules.due_on(last_contact=date(2024, 1, 31), keep_for=timedelta(days=730)) == date(2026, 1, 30)
