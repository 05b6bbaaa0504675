from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from serai.centres.choices import Role
from serai.codes.crockford import CROCKFORD
from serai.complaints import rules
from serai.complaints.choices import Clock
from serai.sealed.choices import Kind
from serai.sealed.models import Letter
from serai.sealed.rules import may_agree, stands_outside

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_ticket_has_sixty_bits_and_tells_nothing_of_its_row():
    """Promise 20. Every sign takes every one of its 32 values."""
    tickets = [rules.ticket_of(UUID(int=number)) for number in range(2000)]
    assert 32**rules.TICKET_LENGTH >= 2**50
    assert len(set(tickets)) == len(tickets)
    for place in range(rules.TICKET_LENGTH):
        assert {ticket[place] for ticket in tickets} == set(CROCKFORD)
    rows = {rules.row_of(UUID(int=number)) for number in range(2000)}
    assert len(rows) == len(tickets)
    assert rules.ticket_of(rules.row_of(UUID(int=1))) != tickets[1]


def test_the_id_of_a_report_is_of_the_kind_of_a_letter_that_says_nothing():
    """Else one look at the table counts the reports since the last unlocking."""
    for number in range(200):
        row, nothing = rules.row_of(UUID(int=number)), Letter().pk
        assert (row.version, row.variant) == (nothing.version, nothing.variant)


def test_the_same_form_has_the_same_ticket():
    assert rules.ticket_of(UUID(int=5)) == rules.ticket_of(UUID(int=5)) != rules.ticket_of(UUID(int=6))


@pytest.mark.parametrize("typed", ["ABCD-0123-1110", "abcd 0123 1110", "ABCDO123LiIO"])
def test_a_ticket_is_found_however_it_is_copied(typed):
    assert rules.mark_of(typed) == rules.mark_of("ABCD01231110")
    assert rules.mark_of(typed) != rules.mark_of("ABCD01231111")


def test_a_ticket_is_shown_in_three_groups():
    assert rules.shown("ABCD01231110") == "ABCD-0123-1110"


@pytest.mark.parametrize(
    ("kinds", "what", "within"),
    [
        ([], Clock.ACKNOWLEDGE, DAY),
        (["acknowledged"], Clock.SAY, 5 * DAY),
        (["done"], Clock.SAY, 5 * DAY),
        (["acknowledged", "told"], None, None),
        (["closed"], None, None),
        (["told", "closed"], None, None),
    ],
)
def test_a_day_to_acknowledge_and_five_to_say_how_it_stands(kinds, what, within):
    due = rules.next_due(written_at=NOON, kinds=kinds)
    assert (due.what, due.at) == (what, NOON + within) if due else what is None


@pytest.mark.parametrize(
    ("postings", "may"),
    [
        ([(None, Role.PSEA)], True),
        ([], False),
        ([(7, Role.PSEA)], False),
        ([(None, Role.PSEA), (7, Role.MANAGER)], False),
        ([(None, Role.PSEA), (None, Role.ADMINISTRATOR)], False),
        ([(None, Role.COORDINATOR)], False),
        ([(7, Role.GBV)], False),
    ],
)
def test_only_who_stands_outside_every_centre_and_does_nothing_else_reads(postings, may):
    assert stands_outside(kind=Kind.PSEA, postings=postings) is may


@pytest.mark.parametrize("role", Role.values)
def test_the_second_person_is_of_the_function_or_data_protection(role):
    agrees = may_agree(role=role, kind=Kind.PSEA, user=1, newcomer=2)
    assert agrees == (role in {Role.PSEA, Role.DATA_PROTECTION})
