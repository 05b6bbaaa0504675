"""Who takes what first: the person, then the referral, then the notice. Another order, and two who work on one person at
the same moment wait for each other until PostgreSQL breaks one of them off."""

import time
from collections.abc import Callable
from threading import Event

import pytest
from django.db import connection, transaction
from django.db.models import Model

from serai.people.operations.consent import NothingToWithdraw, withdraw_consent
from serai.referrals import operations
from serai.referrals.models import Referral
from serai.referrals.tests.factories import agreed, draft, sent
from serai.sharing.models import Exemption, Notice
from serai.sharing.operations.disclosures import note_told

REASON = "Life is in danger and nobody can be asked."


def until_waiting(count: int) -> None:
    """Until so many wait for a row, or for two hundred looks; where one engine has no rows to wait for, at once."""
    for _ in range(200 if connection.vendor == "postgresql" else 0):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)


def meet_at(row: Model, at_once, *, first: Callable[[], object], then: Callable[[], object]) -> None:
    """Both come to a row that somebody else holds: `first` waits before `then` begins."""

    is_held = Event()

    def hold() -> None:
        with transaction.atomic():
            type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
            is_held.set()
            until_waiting(2)

    def one() -> None:
        is_held.wait(timeout=30)
        first()

    def other() -> None:
        until_waiting(1)
        then()

    at_once(hold, one, other)


def test_a_withdrawal_and_the_sending_of_a_referral_do_not_wait_for_each_other(at_once, ruth, bilal):
    referral = agreed(by=ruth, person=bilal)

    def send() -> str:
        try:
            operations.send_referral(by=ruth, referral=referral, method="paper")
        except operations.CannotSend:
            return "the person changed their mind"
        return "sent"

    meet_at(
        bilal,
        at_once,
        first=lambda: withdraw_consent(by=ruth, consent=referral.consent, language="eng"),
        then=send,
    )
    referral.refresh_from_db()
    assert referral.withdrawn_at
    assert referral.sent_at is None or connection.vendor == "sqlite"


@pytest.mark.parametrize("act", ["take back", "ask without"])
def test_nor_a_withdrawal_and_what_is_noted_of_a_referral(at_once, ruth, bilal, act):
    referral = agreed(by=ruth, person=bilal)
    other = draft(by=ruth, person=bilal, service=referral.service)

    def note() -> None:
        try:
            if act == "take back":
                operations.take_back_consent(by=ruth, referral=referral, language="eng")
            else:
                operations.ask_to_send_without_consent(by=ruth, referral=other, why="vital", reason=REASON)
        except (NothingToWithdraw, operations.CannotStep):
            return

    def withdraw() -> None:
        try:
            withdraw_consent(by=ruth, consent=referral.consent, language="eng")
        except NothingToWithdraw:
            return

    meet_at(bilal, at_once, first=withdraw, then=note)
    assert not Referral.objects.filter(withdrawn_at=None).exists()
    assert not Exemption.objects.filter(ended_at=None).exists() or connection.vendor == "sqlite"


def test_nor_two_who_note_that_the_partner_was_told(at_once, ruth, bilal):
    referral = sent(by=ruth, person=bilal)
    withdraw_consent(by=ruth, consent=referral.consent, language="eng")
    notice = Notice.objects.get()

    def told_here() -> None:
        try:
            operations.note_partner_told(by=ruth, referral=referral)
        except operations.CannotStep:
            return

    meet_at(notice, at_once, first=lambda: note_told(by=ruth, notice=notice, how="phone"), then=told_here)
    referral.refresh_from_db()
    assert referral.partner_told_at
    assert referral.events.filter(step="told").count() == 1
