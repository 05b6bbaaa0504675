"""Tokens: in order, one at a time, sent on, missed; and the board, which shows numbers and desks only."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.reception.choices import TokenState
from serai.reception.models import QueueToken
from serai.reception.operations import queue as operations
from serai.reception.operations.visits import AlreadyLeft
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory


@pytest.fixture
def desk(harbour):
    return DeskFactory(centre=harbour, code="R1")


def now():
    return timezone.now()


def act(token, name):
    return reverse("reception:act_on_token", args=[token.pk, name])


def test_numbers_of_a_day_follow_each_other_whatever_the_desk(rita, harbour, desk):
    other = DeskFactory(centre=harbour, kind="health")
    given = [
        operations.issue_token(by=rita, visit=VisitFactory(centre=harbour), desk=where, at=now()).number
        for where in (desk, other, desk)
    ]
    assert given == [1, 2, 3]


def test_a_visit_holds_one_token_at_a_time(rita, harbour, desk):
    visit = VisitFactory(centre=harbour)
    first = operations.issue_token(by=rita, visit=visit, desk=desk, at=now())
    assert operations.issue_token(by=rita, visit=visit, desk=desk, at=now()) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        QueueTokenFactory(visit=visit, desk=desk, number=99)


def test_a_number_of_yesterday_is_replaced_by_one_of_today(rita, harbour, desk):
    old = QueueTokenFactory(desk=desk, number=5, issued_at=now() - timedelta(days=1))
    token = operations.issue_token(by=rita, visit=old.visit, desk=desk, at=now())

    old.refresh_from_db()
    assert (token.number, old.state) == (1, TokenState.ENDED)


def test_a_number_is_unique_at_a_centre_on_a_day(desk):
    QueueTokenFactory(desk=desk, number=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        QueueTokenFactory(desk=desk, number=3)


def test_nobody_who_left_and_no_closed_desk_gets_a_token(rita, harbour, desk):
    gone = VisitFactory(centre=harbour, left_at=now() + timedelta(minutes=1))
    with pytest.raises(AlreadyLeft):
        operations.issue_token(by=rita, visit=gone, desk=desk, at=now())
    closed = DeskFactory(centre=harbour, is_open=False)
    with pytest.raises(operations.DeskClosed):
        operations.issue_token(by=rita, visit=VisitFactory(centre=harbour), desk=closed, at=now())


def test_call_next_follows_the_order_and_empties_the_queue(at_work, rita, desk):
    green, red = (
        QueueTokenFactory(desk=desk, number=1),
        QueueTokenFactory(desk=desk, number=2, visit__triage_level="red"),
    )
    browser, call = at_work(rita), reverse("reception:call_next", args=["R1"])
    assert "Token 2 is called." in browser.post(call, follow=True).text
    assert "Token 1 is called." in browser.post(call, follow=True).text
    assert "Nobody is waiting" in browser.post(call, follow=True).text
    called = Entry.objects.filter(act="token.called").order_by("pk").values_list("subject", flat=True)
    assert list(called) == [pseudonym(red), pseudonym(green)]


def test_yesterdays_tokens_are_not_called(rita, desk):
    QueueTokenFactory(desk=desk, issued_at=now() - timedelta(days=1))
    assert operations.call_next(by=rita, desk=desk, at=now()) is None


def test_who_does_not_come_waits_once_more_then_is_closed(at_work, rita, desk):
    token, other = QueueTokenFactory(desk=desk, number=1), QueueTokenFactory(desk=desk, number=2)
    operations.call_next(by=rita, desk=desk, at=now())
    browser = at_work(rita)
    assert "Token 1 waits again." in browser.post(act(token, "miss"), follow=True).text
    assert operations.call_next(by=rita, desk=desk, at=now()) == other
    assert operations.call_next(by=rita, desk=desk, at=now()) == token
    assert "Token 1 is closed" in browser.post(act(token, "miss"), follow=True).text
    token.refresh_from_db()
    assert (token.state, token.missed) == (TokenState.MISSED, 2)
    assert token.no_show_at is not None


def test_a_token_is_called_again_started_and_done(at_work, rita, desk):
    token = QueueTokenFactory(desk=desk, state=TokenState.CALLED, called_at=now() - timedelta(minutes=5))
    browser = at_work(rita)
    for name in ("again", "start", "finish"):
        browser.post(act(token, name))

    token.refresh_from_db()
    assert token.state == TokenState.ENDED
    assert now() - token.called_at < timedelta(minutes=5)
    assert token.started_at <= token.ended_at


@pytest.mark.parametrize(
    ("state", "name"),
    [(TokenState.WAITING, "start"), (TokenState.STARTED, "miss"), (TokenState.ENDED, "finish")],
)
def test_what_a_colleague_already_did_is_not_done_again(at_work, rita, desk, state, name):
    token = QueueTokenFactory(desk=desk, state=state)
    page = at_work(rita).post(act(token, name), follow=True).text

    assert "already moved this token" in page
    token.refresh_from_db()
    assert token.state == state


def test_an_act_that_does_not_exist_is_not_found(at_work, rita, desk):
    assert at_work(rita).post(act(QueueTokenFactory(desk=desk), "eat")).status_code == 404


def test_a_token_sent_to_another_desk_keeps_its_number_and_waits_there(at_work, rita, harbour, desk):
    other = DeskFactory(centre=harbour, code="H1", kind="health")
    token = QueueTokenFactory(desk=desk, number=4, state=TokenState.STARTED, started_at=now())
    page = at_work(rita).post(reverse("reception:hand_over", args=[token.pk]), {"desk": "H1"}, follow=True).text

    assert "Token 4 waits at desk H1 now." in page
    token.refresh_from_db()
    assert (token.desk, token.number, token.state, token.started_at) == (other, 4, TokenState.WAITING, None)


def test_a_token_is_not_sent_to_another_centres_desk(at_work, rita, station, desk):
    DeskFactory(centre=station, code="S1")
    token = QueueTokenFactory(desk=desk, state=TokenState.CALLED)
    assert at_work(rita).post(reverse("reception:hand_over", args=[token.pk]), {"desk": "S1"}).status_code == 404


def test_staff_see_the_order_and_why(at_work, rita, desk):
    QueueTokenFactory(desk=desk, number=1)
    QueueTokenFactory(desk=desk, number=2, visit__priority_groups=["pregnant"], visit__language="amh")
    page = at_work(rita).get(reverse("reception:queue", args=["R1"])).text

    assert page.index(">2</bdi>") < page.index(">1</bdi>")
    assert all(words in page for words in ("Priority group", "Pregnant women", "Amharic", "In turn"))


def test_the_board_shows_numbers_and_desks_and_nothing_of_anybody(at_work, rita, harbour, desk, bilal):
    QueueTokenFactory(
        desk=desk,
        number=41,
        state=TokenState.CALLED,
        called_at=now(),
        visit__person=bilal,
        visit__nationality="ETH",
        visit__triage_level="red",
        visit__priority_groups=["pregnant"],
        visit__language="amh",
    )
    QueueTokenFactory(desk=desk, number=42)
    page = at_work(rita).get(reverse("reception:board")).text

    assert "41" in page
    assert "R1" in page
    assert not re.search(r"\b42\b", page.split("<main")[1])  # a mark of the time may hold these digits
    for told in ("Bilal", bilal.code, "Ethiopia", "Amharic", "Pregnant", "Red", "Male", "18–29", "30–44"):
        assert told not in page.split("<main")[1]


def test_the_board_refreshes_in_place_and_without_javascript(at_work, rita, desk):
    QueueTokenFactory(desk=desk, number=41, state=TokenState.CALLED, called_at=now())
    assert 'http-equiv="refresh"' in at_work(rita).get(reverse("reception:board")).text
    part = at_work(rita).get(reverse("reception:board"), headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "41" in part


def test_the_slip_says_number_desk_and_that_everything_is_free(at_work, rita, desk, bilal):
    token = QueueTokenFactory(desk=desk, number=12, visit__person=bilal, visit__triage_level="red")
    page = at_work(rita).get(reverse("reception:slip", args=[token.pk])).text
    main = page.split("<main")[1]

    assert all(words in main for words in ("12", "R1", "Everything is free.", "Tout est gratuit", 'dir="rtl"'))
    assert all(told not in main for told in ("Bilal", bilal.code, "Red", "Male"))


def test_another_centre_sees_neither_the_queue_nor_the_token(at_work, omar, desk):
    token = QueueTokenFactory(desk=desk, number=77, state=TokenState.CALLED, called_at=now())
    browser = at_work(omar)
    assert browser.get(reverse("reception:queue", args=["R1"])).status_code == 404
    assert browser.get(reverse("reception:slip", args=[token.pk])).status_code == 404
    assert browser.post(act(token, "start")).status_code == 404
    assert not re.search(r"\b77\b", browser.get(reverse("reception:board")).text.split("<main")[1])


@pytest.mark.parametrize("name", ["queues", "board"])
def test_longer_queues_cost_no_more_queries(at_work, rita, desk, name, django_assert_max_num_queries):
    browser, seen = at_work(rita), []
    for rows in (1, 4):
        QueueTokenFactory.create_batch(rows, desk=desk)
        QueueTokenFactory.create_batch(rows, desk=desk, state=TokenState.CALLED, called_at=now())
        with django_assert_max_num_queries(8) as captured:
            browser.get(reverse(f"reception:{name}"))
        seen.append(len(captured))
    assert seen[0] == seen[1]


def test_a_longer_queue_of_a_desk_costs_no_more_queries(at_work, rita, desk, django_assert_num_queries):
    browser = at_work(rita)
    for rows in (1, 4):
        QueueTokenFactory.create_batch(rows, desk=desk)
        QueueTokenFactory.create_batch(rows, desk=desk, state=TokenState.CALLED, called_at=now())
        with django_assert_num_queries(6):  # session, user, posting, desk, tokens, desks to send to
            browser.get(reverse("reception:queue", args=["R1"]))


def test_the_token_of_who_leaves_is_called_no_more(at_work, rita, desk):
    token = QueueTokenFactory(desk=desk)
    at_work(rita).post(
        reverse("reception:depart", args=[token.visit.public_id]),
        {"kind": "informed", "was_informed": "yes", "is_safe": "yes"},
    )
    assert operations.call_next(by=rita, desk=desk, at=now()) is None
    assert QueueToken.objects.get().state == TokenState.ENDED
