"""An address is made, seen once, read by a program that cannot sign in, and ended."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from serai.appointments.choices import Outcome
from serai.appointments.models import Appointment
from serai.appointments.tests.factories import AppointmentFactory, RoomFactory
from serai.audit import restored
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.feeds import rules
from serai.feeds.models import Feed
from serai.feeds.operations import make_feed
from serai.feeds.queries import entries
from serai.feeds.tests.reader import moment, read
from serai.interpreters.tests.factories import InterpreterFactory
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to


@pytest.fixture(autouse=True)
def nobody_asked_yet():
    cache.clear()


@pytest.fixture
def tomorrow():
    return timezone.now().replace(minute=15, second=0, microsecond=0) + timedelta(days=1)


def address_of(posting):
    return reverse("feeds:feed", args=[make_feed(by=posting, now=timezone.now())])


def events(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return read(answer.content)[1]


def test_an_address_is_made_seen_once_and_ended(at_work, ruth):
    browser = at_work(ruth)
    mine = reverse("feeds:mine")
    assert "There is no address." in browser.get(mine).text
    shown = browser.post(reverse("feeds:make")).text
    (address,) = re.findall(r"http://testserver(/feeds/[\w-]{43}\.ics)", shown)
    assert events(address) == []
    secret = address.split("/")[-1].removesuffix(".ics")
    again = browser.get(mine).text
    assert "It is not shown again." in again
    assert secret not in again
    assert secret not in str(list(Feed.objects.values()) + list(Entry.objects.values()))
    assert Entry.objects.filter(act="feed.made", actor=ruth.user).count() == 1
    assert "The address leads nowhere from now on." in browser.post(reverse("feeds:end"), follow=True).text
    assert Client().get(address).status_code == 404
    assert Entry.objects.filter(act="feed.ended").count() == 1
    browser.post(reverse("feeds:end"))
    assert Entry.objects.filter(act="feed.ended").count() == 1


def test_it_tells_when_how_long_and_where_and_nothing_of_whom(ruth, harbour, station, bilal, tomorrow):
    room = RoomFactory(centre=harbour, name="Room 2, upstairs")
    interpreter = InterpreterFactory(at=harbour, name="Selamawit")
    told = {"staff": ruth.user, "room": room, "interpreter": interpreter, "language": "tir"}
    mine = AppointmentFactory(person=bilal, centre=harbour, starts_at=tomorrow, **told)
    address = address_of(ruth)
    answer = Client().get(address)
    (event,) = read(answer.content)[1]
    assert (moment(event["DTSTART"]), moment(event["DTEND"])) == (mine.starts_at, mine.ends_at)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Appointment", "Room 2, upstairs")
    words = answer.content.decode().replace("\r\n ", "")
    others = [bilal.code, str(bilal.public_id), str(mine.public_id), "Bilal", "COUNSEL", "tir", "Selamawit", "Harbour"]
    assert [word for word in [*others, ruth.user.username, ruth.user.display_name] if word in words] == []
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    assert events(address_of(ruth))[0]["UID"] != event["UID"]


def test_only_what_is_ones_own_at_this_centre_and_still_to_come(posted, ruth, harbour, station, tomorrow):
    elsewhere = posted("ruth-at-station", Role.CASEWORKER, station)
    for staff, centre, starts, outcome in (
        (ruth.user, harbour, tomorrow, Outcome.PLANNED),
        (ruth.user, station, tomorrow, Outcome.PLANNED),
        (elsewhere.user, harbour, tomorrow, Outcome.PLANNED),
        (ruth.user, harbour, tomorrow - timedelta(days=3), Outcome.SEEN),
        (ruth.user, harbour, tomorrow + timedelta(days=80), Outcome.PLANNED),
        (ruth.user, harbour, tomorrow, Outcome.CANCELLED),
        (ruth.user, harbour, tomorrow, Outcome.EXCUSED),
    ):
        AppointmentFactory(staff=staff, centre=centre, starts_at=starts, outcome=outcome, outcome_by=ruth.user)
    kept = AppointmentFactory(staff=ruth.user, centre=harbour, starts_at=tomorrow)
    keep_to(kept.person, posted("selam", Role.SUPERVISOR, harbour))
    found = entries(feed=_feed(ruth), now=timezone.now())
    assert len(found) == 1
    Appointment.objects.filter(pk=kept.pk).update(person=PersonFactory(registered_at=harbour))
    assert len(entries(feed=_feed(ruth), now=timezone.now())) == 2


def _feed(posting):
    make_feed(by=posting, now=timezone.now())
    return Feed.objects.select_related("posting__user").get(posting_id=posting.pk)


def ended(posting):
    posting.ends_on = timezone.localdate() - timedelta(days=1)
    posting.starts_on = posting.ends_on
    posting.save()


def closed(posting):
    posting.user.is_active = False
    posting.user.save()


def now_a_guard(posting):
    posting.role = Role.GUARD
    posting.save()


def with_a_new_password(posting):
    """Also one that somebody else made for the account: what they make with it ends when its owner is back."""
    posting.user.set_password("another way in")
    posting.user.save()


def replaced(posting):
    make_feed(by=posting, now=timezone.now())


def brought_back(posting):
    assert restored.declared()["addresses of calendars"]() == 1


@pytest.mark.parametrize("over", [ended, closed, now_a_guard, with_a_new_password, replaced, brought_back])
def test_what_is_over_answers_as_what_never_was(ruth, over, django_assert_num_queries):
    """To the last byte, after as many questions, signed in or not."""
    address = address_of(ruth)
    never = reverse("feeds:feed", args=["x" * 43])
    assert events(address) == []
    over(ruth)
    with django_assert_num_queries(1):
        wrong = Client().get(never)
    with django_assert_num_queries(1):
        late = Client().get(address)
    assert late.status_code == wrong.status_code == 404
    assert late.headers.items() == wrong.headers.items()
    assert late.content == wrong.content


@pytest.mark.parametrize("is_right", [True, False])
def test_an_address_is_asked_so_often_an_hour_right_or_wrong(ruth, is_right, monkeypatch):
    monkeypatch.setattr(rules, "ASKS_OF_ONE", 3)
    address = address_of(ruth) if is_right else reverse("feeds:feed", args=["x" * 43])
    asked = [Client().get(address).status_code for _ in range(rules.ASKS_OF_ONE + 1)]
    assert asked == [200 if is_right else 404] * rules.ASKS_OF_ONE + [429]
    other = Client().get(address_of(ruth))
    assert other.status_code == 200


def test_who_tries_many_addresses_waits(ruth, monkeypatch):
    monkeypatch.setattr(rules, "ASKS_FROM_ONE_PLACE", 3)
    for number in range(rules.ASKS_FROM_ONE_PLACE):
        Client().get(reverse("feeds:feed", args=[f"x{number}"]))
    assert Client().get(address_of(ruth)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(address_of(ruth)).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("ar", "موعد"), ("fr", "Rendez-vous"), ("es", "Cita")])
def test_it_is_in_the_language_of_its_holder(ruth, harbour, tomorrow, language, words):
    ruth.user.language = language
    ruth.user.save()
    AppointmentFactory(staff=ruth.user, centre=harbour, starts_at=tomorrow)
    assert [event["SUMMARY"] for event in events(address_of(ruth))] == [words]


def test_who_sees_no_appointments_makes_no_address(at_work, posted, harbour):
    browser = at_work(posted("gus", Role.GUARD, harbour))
    assert browser.get(reverse("feeds:mine")).status_code == 403
    assert browser.post(reverse("feeds:make")).status_code == 403
    assert not Feed.objects.exists()


def test_more_appointments_cost_no_more_queries(ruth, harbour, tomorrow, django_assert_num_queries):
    address = address_of(ruth)
    for number in range(3):
        AppointmentFactory(staff=ruth.user, centre=harbour, starts_at=tomorrow + timedelta(hours=number))
        with django_assert_num_queries(2):
            events(address)
