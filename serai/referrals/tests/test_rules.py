from datetime import UTC, datetime, timedelta

import pytest

from serai.referrals import rules
from serai.referrals.choices import Clock, Priority, Status
from serai.referrals.rules import Agreed, Blocker, Facts

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FACTS = Facts(
    status=Status.DRAFT,
    recipient="service:a",
    fields=("code", "needs"),
    service_is_active=True,
    service_types=frozenset({"MED_CONSULT"}),
    asylum_wish_stands=False,
)
YES = Agreed("service:a", ("code", "needs", "name"))


def facts(**other):
    return Facts(**{**FACTS.__dict__, **other})


@pytest.mark.parametrize(
    ("known", "agreed", "blockers"),
    [
        (FACTS, YES, []),
        (FACTS, None, [Blocker.NO_CONSENT]),
        (FACTS, Agreed("service:b", YES.fields), [Blocker.OTHER_RECIPIENT]),
        (FACTS, Agreed("", YES.fields), [Blocker.OTHER_RECIPIENT]),
        (FACTS, Agreed("service:a", ("code",)), [Blocker.MORE_THAN_AGREED]),
        (facts(fields=()), YES, [Blocker.NOTHING_TO_SHARE]),
        (facts(service_is_active=False), YES, [Blocker.SERVICE_CLOSED]),
        (facts(status=Status.SENT), YES, [Blocker.ALREADY_SENT]),
        (facts(asylum_wish_stands=True), YES, []),
        (facts(asylum_wish_stands=True, service_types={"CONSULAR_LIAISON"}), YES, [Blocker.ASYLUM_WISH]),
    ],
)
def test_what_stands_in_the_way_of_sending(known, agreed, blockers):
    """Statements 13, 16, 27."""
    assert rules.blockers(facts=known, agreed=agreed, is_overridden=False) == blockers


def test_an_override_lifts_consent_and_nothing_else():
    """Statements 16, 27: not even to save a life is a consulate told of somebody who fears return."""
    assert rules.blockers(facts=FACTS, agreed=None, is_overridden=True) == []
    consular = facts(asylum_wish_stands=True, service_types={"CONSULAR_LIAISON"})
    assert rules.blockers(facts=consular, agreed=None, is_overridden=True) == [Blocker.ASYLUM_WISH]


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
