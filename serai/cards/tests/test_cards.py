"""Cards: replaced, stopped, and found by a hash. The code itself stands in no table."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.cards.operations.cards import issue_card, revoke_card
from serai.centres.choices import Role
from serai.config.doctor import key_of_the_numbers
from serai.keys.place import CannotOpen
from serai.people import rules
from serai.people.access import in_hand
from serai.people.models import Card
from serai.people.rules.reach import Reach
from serai.people.tests.factories import PersonFactory


def test_a_lost_card_is_replaced_and_opens_nothing(ruth, bilal):
    first = issue_card(by=ruth, person=bilal)
    second = issue_card(by=ruth, person=bilal, reason="lost")
    first.refresh_from_db()
    assert first.revoked_at
    assert first.revoked_reason == "lost"
    assert first.code != second.code
    revoke_card(by=ruth, person=bilal, reason="unwanted")
    assert not bilal.cards.filter(revoked_at=None).exists()


def rows_of_cards() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_card")
        return repr([[bytes(one) if isinstance(one, memoryview) else one for one in row] for row in cursor.fetchall()])


def test_the_table_does_not_hold_the_code_and_no_question_carries_it(at_work, ruth, bilal):
    code = issue_card(by=ruth, person=bilal).code
    browser = at_work(ruth)
    with CaptureQueriesContext(connection) as asked:
        assert browser.post(reverse("search:search"), {"typed": code}).status_code == 302
        assert rules.shown_card_code(code) in browser.get(reverse("cards:card", args=[bilal.public_id])).text
    assert code not in rows_of_cards()
    assert not [query["sql"] for query in asked if code in query["sql"]]


def test_a_row_given_to_somebody_else_tells_no_code(ruth, harbour, bilal):
    """Whoever can write into the table moves a card; it cannot be printed for the other one."""
    card = issue_card(by=ruth, person=bilal)
    Card.objects.filter(pk=card.pk).update(person=PersonFactory(registered_at=harbour))
    with pytest.raises(CannotOpen):
        _ = Card.objects.get().code


def test_with_a_lost_key_old_cards_open_nothing_and_new_ones_are_given(at_work, ruth, bilal, another_key):
    code = issue_card(by=ruth, person=bilal).code
    assert not list(key_of_the_numbers())

    another_key()

    assert in_hand(posting=ruth, read=rules.reading(code)) == (Reach.NONE, None)
    assert "no card opens a file" in next(iter(key_of_the_numbers())).what
    browser, page = at_work(ruth), reverse("cards:card", args=[bilal.public_id])
    assert "Give a card" in browser.get(page).text
    browser.post(page, {"act": "issue"})
    live = bilal.cards.get(revoked_at=None)
    assert rules.shown_card_code(live.code) in browser.get(page).text
    assert in_hand(posting=ruth, read=rules.reading(live.code)) == (Reach.OPEN, bilal)
    assert not list(key_of_the_numbers())


def test_the_page_of_a_card_has_a_button_that_prints_it(at_work, ruth, bilal):
    """Hidden where there is no script to press it for."""
    browser, url = at_work(ruth), reverse("cards:card", args=[bilal.public_id])
    assert "data-serai-print" not in browser.get(url).text
    browser.post(url, {"act": "issue"})
    assert re.search(r'<button type="button"[^>]* hidden data-serai-print>', browser.get(url).text)


def test_a_card_is_given_and_says_nothing_but_its_code(at_work, rita, bilal):
    browser, url = at_work(rita), reverse("cards:card", args=[bilal.public_id])
    browser.post(url, {"act": "issue"})
    page = browser.get(url).text
    card = Card.objects.get()
    assert rules.shown_card_code(card.code) in page
    assert "free of charge" in page
    assert "<svg" in page
    for secret in ("Bilal", "Ahmed", "Ethiopia", bilal.code):
        assert secret not in page


def test_a_lost_card_is_replaced_and_an_unwanted_one_stopped(at_work, rita, bilal):
    browser, url = at_work(rita), reverse("cards:card", args=[bilal.public_id])
    first = issue_card(by=rita, person=bilal)
    page = browser.post(url, {"act": "issue"})
    assert "required" in page.text
    browser.post(url, {"act": "issue", "reason": "lost"})
    first.refresh_from_db()
    assert first.revoked_reason == "lost"
    browser.post(url, {"act": "stop", "reason": "unwanted"})
    assert not bilal.cards.filter(revoked_at=None).exists()


def test_a_guard_gives_no_card(at_work, posted, harbour, bilal):
    guard = at_work(posted("guard", Role.GUARD, harbour))
    assert guard.get(reverse("cards:card", args=[bilal.public_id])).status_code == 403
