"""How long people wait, who comes first tomorrow, and what the board says in whose language."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.people.models import KeptFile
from serai.reception.choices import TokenState, WhyFirst
from serai.reception.models import QueueToken
from serai.reception.operations import queue as operations
from serai.reception.operations.visits import Leaving, arrival_of, close_visits, depart, open_visit
from serai.reception.queries import queue as queries
from serai.reception.queries.waits import wait_of, waits_of
from serai.reception.rules import About
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory

NOON = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)


@pytest.fixture
def desk(harbour):
    return DeskFactory(centre=harbour, code="R1")


@pytest.fixture
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture
def busy(desk, noon):
    """Five people were called, one each ten minutes, after waiting for an hour."""
    for number in range(1, 6):
        at = noon - timedelta(minutes=10 * number)
        since = at - timedelta(hours=1)
        QueueTokenFactory(
            desk=desk, number=number, state=TokenState.ENDED, issued_at=since, called_at=at, on=timezone.localdate(at)
        )
    return desk


def issue(by, desk, **visit):
    return operations.issue_token(by=by, visit=VisitFactory(centre=desk.centre, **visit), desk=desk, at=timezone.now())


def acted(at_work, by, token, act):
    return at_work(by).post(reverse("reception:act_on_token", args=[token.pk, act]), follow=True)


def test_the_wait_stands_on_the_queues_the_visit_and_the_slip(at_work, rita, busy):
    first, second = issue(rita, busy), issue(rita, busy)
    browser = at_work(rita)
    assert wait_of(posting=rita, token=second, on=timezone.localdate()) == About(10, 20)
    queues = browser.get(reverse("reception:queues")).text
    assert "5 people were called: half of them waited at most 60 minutes, nine in ten at most 60" in queues
    assert "about 20 to 30 minutes" in queues  # for who comes now
    assert "about 10 to 20 minutes" in browser.get(reverse("reception:visit", args=[second.visit.public_id])).text
    assert "about 0 to 10 minutes" in browser.get(reverse("reception:slip", args=[first.pk])).text


def test_while_little_is_known_nothing_is_told(at_work, rita, desk):
    token = issue(rita, desk)
    page = at_work(rita).get(reverse("reception:slip", args=[token.pk])).text
    assert "Wait: about" not in page
    assert "were called" not in at_work(rita).get(reverse("reception:queues")).text


def test_the_urgent_are_counted_before(rita, busy):
    token = issue(rita, busy, seen=True)
    issue(rita, busy, triage_level="red")
    assert wait_of(posting=rita, token=token, on=timezone.localdate()) == About(10, 20)


def test_another_centres_calls_and_kept_files_tell_nothing(rita, ruth, omar, busy, bilal):
    assert waits_of(posting=omar, on=timezone.localdate()).spread is None
    kept = QueueToken.objects.order_by("pk").first()
    kept.visit.person = bilal
    kept.visit.save()
    KeptFile.objects.create(person=bilal, centre=busy.centre, reason="asked", begun_by=ruth.user)
    assert waits_of(posting=rita, on=timezone.localdate()).spread.people == 4


def test_the_same_number_comes_first_tomorrow(at_work, rita, desk, noon, time_machine):
    issue(rita, desk)
    token = issue(rita, desk)
    page = acted(at_work, rita, token, "tomorrow").text
    assert "Token 2 comes first tomorrow" in page
    token.refresh_from_db()
    assert token.state == TokenState.PUT_OFF
    assert Entry.objects.get(act="token.put_off").detail == {"number": 2}
    assert operations.call_next(by=rita, desk=desk, at=noon).number == 1
    assert operations.call_next(by=rita, desk=desk, at=noon) is None  # not today
    assert "first on" in at_work(rita).get(reverse("reception:visit", args=[token.visit.public_id])).text

    time_machine.move_to(noon + timedelta(days=1), tick=False)
    others = [issue(rita, desk).number for _ in range(2)]
    assert others == [1, 3]  # the promised number is passed over
    row = queries.queue_of(posting=rita, desk=desk, on=timezone.localdate())["waiting"][0]
    assert (row["token"].number, row["why"]) == (2, [WhyFirst.PROMISED])
    assert queries.queues(posting=rita, now=timezone.now())[0]["minutes"] == 0  # nobody waited here all night
    called = operations.call_next(by=rita, desk=desk, at=timezone.now())
    assert called.number == 2
    assert waits_of(posting=rita, on=timezone.localdate()).spread is None


def test_a_promise_is_kept_when_the_person_leaves_and_comes_again(rita, bilal, desk, noon, time_machine):
    visit = VisitFactory(centre=desk.centre, person=bilal)
    token = operations.issue_token(by=rita, visit=visit, desk=desk, at=noon)
    promised = operations.put_off(by=rita, token=token, at=noon)
    depart(by=rita, visit=visit, leaving=Leaving(kind="informed"), at=noon)
    time_machine.move_to(noon + timedelta(days=1), tick=False)
    again = open_visit(
        by=rita,
        arrival=arrival_of(bilal, at=timezone.now()),
        at=timezone.now(),
        client_token="6e0f7d0c-2f0a-4b55-8f0b-0a4c3f6b9c01",
        person=bilal,
    )
    promised.refresh_from_db()
    assert (promised.visit_id, promised.state) == (again.pk, TokenState.WAITING)
    depart(by=rita, visit=again, leaving=Leaving(kind="informed"), at=timezone.now())
    promised.refresh_from_db()
    assert promised.state == TokenState.ENDED


def test_a_promise_to_somebody_without_a_name_outlives_a_visit_closed_in_the_morning(rita, desk, noon, time_machine):
    token = issue(rita, desk)
    promised = operations.put_off(by=rita, token=token, at=noon)
    time_machine.move_to(noon + timedelta(days=1), tick=False)
    close_visits(by=rita, visits=[token.visit], at=timezone.now())
    assert operations.call_next(by=rita, desk=desk, at=timezone.now()) == promised


def test_the_desk_closes_and_all_who_wait_come_first(at_work, rita, desk, noon):
    waiting = [issue(rita, desk) for _ in range(3)]
    operations.call_next(by=rita, desk=desk, at=noon)
    page = at_work(rita).post(reverse("reception:put_off_rest", args=["R1"]), follow=True).text
    assert "2 tokens come first tomorrow" in page
    tomorrow = QueueToken.objects.filter(is_promised=True, on=timezone.localdate() + timedelta(days=1))
    assert set(tomorrow.values_list("number", flat=True)) == {token.number for token in waiting[1:]}


def test_who_is_at_the_desk_is_not_put_off(at_work, rita, desk):
    token = QueueTokenFactory(desk=desk, state=TokenState.STARTED)
    assert "A colleague has already moved this token" in acted(at_work, rita, token, "tomorrow").text
    assert not QueueToken.objects.filter(is_promised=True).exists()


def test_who_waits_is_sent_to_another_desk_without_being_called(at_work, rita, desk, harbour):
    DeskFactory(centre=harbour, code="H1", kind="health")
    token = issue(rita, desk)
    page = at_work(rita).get(reverse("reception:queue", args=["R1"])).text
    assert reverse("reception:hand_over", args=[token.pk]) in page


@pytest.mark.parametrize(
    ("spoken", "language", "words"),
    [("ara", "ar", "الشبّاك R1"), ("fra", "fr", "guichet R1"), ("amh", "en", "desk R1"), ("", "en", "desk R1")],
)
def test_the_board_says_a_call_in_the_language_of_who_is_called(at_work, rita, desk, spoken, language, words):
    issue(rita, desk, language=spoken)
    called = operations.call_next(by=rita, desk=desk, at=timezone.now())
    (row,) = queries.board(posting=rita, on=timezone.localdate())
    assert row["said"]["language"] == language
    assert words in row["said"]["words"]
    page = at_work(rita).get(reverse("reception:board")).text
    assert f'lang="{language}"' in page
    operations.start(by=rita, token=called, at=timezone.now())
    assert "data-serai-say=" not in at_work(rita).get(reverse("reception:board")).text


def test_the_board_tells_no_language_of_a_kept_file(rita, ruth, desk, bilal):
    visit = VisitFactory(centre=desk.centre, person=bilal, language="ara")
    QueueTokenFactory(desk=desk, visit=visit, state=TokenState.CALLED, called_at=timezone.now())
    KeptFile.objects.create(person=bilal, centre=desk.centre, reason="asked", begun_by=ruth.user)
    (row,) = queries.board(posting=rita, on=timezone.localdate())
    assert row["said"]["language"] == "en"


def test_more_tokens_cost_no_more_queries(at_work, rita, busy):
    browser, token = at_work(rita), issue(rita, busy)
    pages = [
        reverse("reception:queues"),
        reverse("reception:board"),
        reverse("reception:slip", args=[token.pk]),
        reverse("reception:visit", args=[token.visit.public_id]),
    ]

    def asked():
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as found:
                browser.get(page)
            counts.append(len(found))
        return counts

    operations.call_next(by=rita, desk=busy, at=timezone.now())
    token = issue(rita, busy)
    pages[2:] = [
        reverse("reception:slip", args=[token.pk]),
        reverse("reception:visit", args=[token.visit.public_id]),
    ]
    before = asked()
    for _ in range(4):
        issue(rita, busy, triage_level="red")
        operations.call_next(by=rita, desk=busy, at=timezone.now())
        issue(rita, busy)
    assert asked() == before
