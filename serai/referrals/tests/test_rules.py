from datetime import UTC, datetime, timedelta

import pytest

from serai.referrals import rules
from serai.referrals.choices import Clock, Priority, Status
from serai.referrals.rules import Blocker

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WANTED = {
    "status": Status.DRAFT,
    "fields": ("code", "needs"),
    "may_leave": ("code", "needs"),
    "service_is_active": True,
}


@pytest.mark.parametrize(
    ("changed", "blockers"),
    [
        ({}, []),
        ({"may_leave": ("code", "needs", "name")}, []),
        ({"may_leave": ("code",)}, [Blocker.MORE_THAN_AGREED]),
        ({"may_leave": ()}, []),  # the gate says why nothing may leave
        ({"fields": ()}, [Blocker.NOTHING_TO_SHARE]),
        ({"service_is_active": False}, [Blocker.SERVICE_CLOSED]),
        ({"status": Status.SENT}, [Blocker.ALREADY_SENT]),
    ],
)
def test_what_stands_in_the_way_of_sending(changed, blockers):
    """Statement 13: exactly what is listed leaves, or nothing does."""
    assert rules.blockers(**{**WANTED, **changed}) == blockers


def test_only_the_persons_word_is_success():
    """Statement 30."""
    assert not rules.is_success(None)
    assert rules.is_success(NOW)
    assert rules.word_of_the_person("helped") == rules.word_of_the_person("partly") == Status.CONFIRMED
    for word in ("not_helped", "elsewhere", "did_not_go", "declined", "not_reached", "asked_to_pay"):
        assert rules.word_of_the_person(word) == Status.NOT_DELIVERED


def test_nobody_notes_the_persons_confirmation_as_a_step():
    """Statement 30."""
    for status in Status:
        assert Status.CONFIRMED not in rules.steps_after(status, as_partner=False)
        assert set(rules.steps_after(status, as_partner=True)) <= rules.BY_PARTNER


def test_nothing_follows_what_is_over():
    assert rules.steps_after(Status.CLOSED, as_partner=False) == []
    assert rules.steps_after(Status.CANCELLED, as_partner=False) == []
    assert not rules.may_step(status=Status.DRAFT, to=Status.SENT)


@pytest.mark.parametrize(
    ("status", "priority", "waits_for", "hours"),
    [
        (Status.SENT, Priority.NORMAL, Clock.ACKNOWLEDGEMENT, 24),
        (Status.SENT, Priority.EMERGENCY, Clock.ACKNOWLEDGEMENT, 2),
        (Status.RECEIVED, Priority.NORMAL, Clock.DECISION, 72),
        (Status.RECEIVED, Priority.EMERGENCY, Clock.DECISION, 24),
        (Status.ACCEPTED, Priority.NORMAL, Clock.FEEDBACK, 14 * 24),
        (Status.REJECTED, Priority.NORMAL, Clock.ANOTHER_WAY, 0),
    ],
)
def test_each_step_sets_its_clock(status, priority, waits_for, hours):
    found = rules.clock(status=status, priority=priority, since=NOW, to_tell=False)
    assert found == (waits_for, NOW + timedelta(hours=hours))


def test_what_is_over_waits_for_nothing_and_a_withdrawal_for_the_partner_to_be_told():
    assert rules.clock(status=Status.CLOSED, priority="normal", since=NOW, to_tell=False) == (Clock.NONE, None)
    assert rules.clock(status=Status.CLOSED, priority="normal", since=NOW, to_tell=True) == (Clock.TELL_PARTNER, NOW)


def test_the_priority_says_by_when_the_person_is_helped():
    assert rules.due_at("emergency", NOW) == NOW + timedelta(hours=24)
    assert rules.due_at("normal", NOW) == NOW + timedelta(days=14)
