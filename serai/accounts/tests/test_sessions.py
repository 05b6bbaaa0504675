"""How long a sign-in lasts, and the list of one's own devices."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from serai.accounts.middleware import SEEN
from serai.accounts.models import SignIn
from serai.accounts.sessions import kept_as
from serai.audit.models import Entry

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=ZoneInfo("Africa/Djibouti"))
MINE = "/accounts/mine/"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(clock, ruth) -> Client:
    browser = Client()
    browser.force_login(ruth.user)
    return browser


def is_in(browser) -> bool:
    return browser.get(MINE).status_code == 200


def test_ten_minutes_of_nothing_hide_the_page_until_the_password_is_given(browser, clock):
    assert is_in(browser)
    clock.shift(timedelta(minutes=11))
    page = browser.get(MINE)

    assert page.status_code == 403
    assert "This screen is locked" in page.text
    assert "Where I am signed in" not in page.text
    assert get_user(browser).is_authenticated


def test_what_was_sent_after_the_end_is_said_to_be_lost(browser, clock):
    assert is_in(browser)
    clock.shift(timedelta(hours=11))
    page = browser.post(MINE, {"display_name": "Ruth", "language": "fr"}, follow=True)

    assert "What you last sent was not saved" in page.text


def test_what_was_sent_after_another_device_ended_the_session_is_said_to_be_lost(browser):
    assert is_in(browser)
    browser.session.delete()
    page = browser.post(MINE, {"display_name": "Ruth", "language": "fr"}, follow=True)

    assert "You are signed out. What you last sent was not saved" in page.text
    assert "not saved" not in browser.get(MINE, follow=True).text


def test_looking_at_a_page_gives_another_ten_minutes(browser, clock):
    for _ in range(5):
        clock.shift(timedelta(minutes=9))
        assert is_in(browser)


def test_what_a_page_asks_for_by_itself_gives_none(browser, clock):
    for minutes, status in [(9, 200), (2, 204)]:
        clock.shift(timedelta(minutes=minutes))
        assert browser.get(MINE, headers={"hx-request": "true"}).status_code == status
    assert not is_in(browser)


def test_ten_hours_are_the_end_even_for_the_busy(browser, clock):
    for _ in range(66):
        clock.shift(timedelta(minutes=9))
        assert is_in(browser)
    clock.shift(timedelta(minutes=7))

    assert browser.get(MINE).status_code == 302
    assert not get_user(browser).is_authenticated


def test_the_board_of_the_waiting_room_stays_and_opens_nothing_else(at_work, clock, ruth):
    browser = at_work(ruth)
    for _ in range(4):
        clock.shift(timedelta(minutes=9))
        assert browser.get("/reception/board/", headers={"hx-request": "true"}).status_code == 200
    assert browser.get("/reception/board/").status_code == 200

    assert browser.get("/").status_code == 403


@pytest.mark.parametrize("cookie", [None, "", "nonsense", "a:b:c", "::"])
def test_throwing_the_cookie_away_gives_no_more_time(browser, clock, cookie):
    for minutes, expected in [(6, True), (3, True), (2, False)]:
        clock.shift(timedelta(minutes=minutes))
        browser.cookies.pop(SEEN, None)
        if cookie is not None:
            browser.cookies[SEEN] = cookie
        assert is_in(browser) is expected


def test_the_cookie_of_another_session_gives_no_more_time(browser, clock, rita):
    other = Client()
    clock.shift(timedelta(minutes=8))
    other.force_login(rita.user)
    other.get(MINE)
    clock.shift(timedelta(minutes=4))
    browser.cookies[SEEN] = other.cookies[SEEN].value

    assert not is_in(browser)


def test_a_session_that_does_not_know_when_it_began_is_over(browser):
    session = browser.session
    del session["signed_in_at"]
    session.save()

    assert not is_in(browser)


def test_somebody_who_types_is_not_idle(browser, clock):
    clock.shift(timedelta(minutes=9))
    assert browser.get("/accounts/alive/").text == str(get_user(browser).pk)
    clock.shift(timedelta(minutes=9))
    assert is_in(browser)

    clock.shift(timedelta(minutes=11))
    assert browser.get("/accounts/alive/").status_code == 204
    assert not is_in(browser)


class TestSeveralDevices:
    @pytest.fixture
    def phone(self, browser, ruth) -> Client:
        phone = Client(headers={"user-agent": "Mozilla/5.0 (Android 14; Mobile) Firefox/127.0"})
        phone.force_login(ruth.user)
        SignIn.objects.filter(session_key=kept_as(phone.session.session_key)).update(device="Firefox, Android")
        return phone

    def test_each_is_listed_for_its_owner_only(self, browser, phone, rita, at_work):
        assert "Firefox, Android" in browser.get(MINE).text
        assert "Firefox, Android" not in at_work(rita).get(MINE).text

    def test_the_others_are_signed_out_and_this_one_stays(self, browser, phone, rita, at_work):
        colleague = at_work(rita)
        page = browser.post(reverse("accounts:sign_out_elsewhere"), follow=True)

        assert "1 other device is signed out." in page.text
        assert is_in(browser)
        assert not is_in(phone)
        assert is_in(colleague)
        assert Entry.objects.get(act="user.sessions_ended").detail == {"devices": 1}

    def test_one_of_them_is_signed_out_by_its_owner_only(self, browser, phone, rita, at_work):
        lost = SignIn.objects.get(device="Firefox, Android")
        way = reverse("accounts:sign_out_device", args=[lost.pk])

        assert at_work(rita).post(way).status_code == 404
        assert is_in(phone)
        assert "This device is signed out." in browser.post(way, follow=True).text
        assert not is_in(phone)
        assert browser.post(way).status_code == 404

    def test_a_device_whose_session_has_ended_is_not_listed(self, ruth, phone, clock):
        clock.shift(timedelta(hours=10, minutes=1))
        fresh = Client()
        fresh.force_login(ruth.user)
        page = fresh.get(MINE)

        assert "Firefox, Android" not in page.text


class TestTheKeyIsInTheCookieOnly:
    def test_no_table_holds_the_value_of_a_cookie(self, browser, at_work, rita):
        at_work(rita)
        browser.get(MINE)
        browser.post("/accounts/mine/", {"display_name": "Ruth", "language": "fr"})
        secrets = {cookie.value for name, cookie in browser.cookies.items() if name != "serai_language"}
        rows = [str(row) for model in apps.get_models() for row in model.objects.values_list()]

        assert browser.cookies["serai"].value in secrets
        assert any(kept_as(browser.cookies["serai"].value) in row for row in rows)
        assert not [row for row in rows for secret in secrets if secret in row]

    def test_what_stands_in_the_table_opens_nothing(self, browser):
        thief = Client()
        thief.cookies["serai"] = Session.objects.get().session_key

        assert is_in(browser)
        assert not is_in(thief)

    def test_a_session_that_nobody_began_is_not_made_by_naming_its_key(self, clock, db):
        thief = Client()
        thief.cookies["serai"] = "a" * 32
        thief.get("/accounts/sign-in/")

        assert not Session.objects.exists()
