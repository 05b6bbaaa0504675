"""Signing in and out: nothing tells whether an account exists, and nobody tries for ever."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.accounts.devices import DEVICE
from serai.accounts.models import FailedSignIn, SignIn, User
from serai.accounts.tests.factories import UserFactory
from serai.audit.models import Entry

PASSWORD = "lantern river nine"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def ruth_with_password(ruth):
    ruth.user.set_password(PASSWORD)
    ruth.user.save()
    return ruth.user


def try_in(browser, username, password, **more):
    return browser.post(SIGN_IN, {"username": username, "password": password}, **more)


def said(answer) -> str:
    """The page without its keys, which differ at each showing."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+|(name="username" value=")[^"]*', "", answer.text)


def test_signing_in_leads_to_today_and_is_in_the_trail(client, ruth_with_password):
    answer = try_in(client, "ruth", PASSWORD)

    assert answer.status_code == 302
    assert answer["Location"] == reverse("centres:today")
    assert Entry.objects.get(act="user.signed_in").actor == ruth_with_password


def test_a_name_typed_with_capitals_or_spaces_is_the_same_name(client, ruth_with_password):
    assert try_in(client, " Ruth ", PASSWORD).status_code == 302


def test_unknown_name_wrong_password_and_closed_account_look_the_same(client, ruth_with_password):
    closed = UserFactory(username="closed", is_active=False)
    closed.set_password(PASSWORD)
    closed.save()
    answers = [try_in(client, *tried) for tried in [("ruth", "no"), ("nobody", "no"), ("closed", PASSWORD)]]

    assert {answer.status_code for answer in answers} == {200}
    assert len({said(answer) for answer in answers}) == 1
    assert "The user name, the password or the code is not right." in answers[0].text


@pytest.mark.parametrize("username", ["ruth", "nobody"])
def test_after_ten_wrong_passwords_the_same_pause_for_known_and_unknown(client, ruth_with_password, username):
    answers = [try_in(client, username, f"wrong {n}") for n in range(10)]
    late = try_in(client, username.upper(), PASSWORD)

    assert [answer.status_code for answer in answers[:9]] == [200] * 9
    assert late.status_code == 429
    assert "please wait 15 minutes" in late.text
    assert not get_user(client).is_authenticated


def test_a_colleague_at_the_same_address_is_not_paused(client, ruth_with_password):
    for n in range(11):
        try_in(client, "rita", f"wrong {n}")

    assert try_in(client, "ruth", PASSWORD).status_code == 302


def test_the_language_of_the_account_is_spoken_from_then_on(client, ruth_with_password):
    ruth_with_password.language = "ar"
    ruth_with_password.save()
    page = try_in(client, "ruth", PASSWORD, follow=True).text

    assert '<html lang="ar" dir="rtl">' in page


def test_a_language_picked_on_the_page_of_signing_in_is_kept(client, ruth_with_password):
    client.post("/language/", {"language": "ar", "next": SIGN_IN})
    page = try_in(client, "ruth", PASSWORD, follow=True).text

    assert '<html lang="ar" dir="rtl">' in page
    assert User.objects.get(pk=ruth_with_password.pk).language == "ar"
    assert not client.cookies["serai_picked"].value  # the next who signs in here picked nothing


def test_what_a_colleague_spoke_before_at_this_machine_is_not_picked(client, ruth_with_password):
    client.cookies["serai_language"] = "ar"

    assert '<html lang="en" dir="ltr">' in try_in(client, "ruth", PASSWORD, follow=True).text
    assert User.objects.get(pk=ruth_with_password.pk).language == "en"


def test_a_language_picked_while_signed_in_stays_with_the_account(client, ruth_with_password):
    try_in(client, "ruth", PASSWORD)
    client.post("/language/", {"language": "xx", "next": "/"})
    assert User.objects.get(pk=ruth_with_password.pk).language == "en"

    client.post("/language/", {"language": "fr", "next": "/"})
    assert User.objects.get(pk=ruth_with_password.pk).language == "fr"


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/posting/?a=1", "/posting/?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("nowhere", "/"),
        ("accounts:alive", "/"),
        ("", "/"),
    ],
)
def test_one_returns_to_the_page_asked_for_but_never_to_another_site(client, ruth_with_password, wanted, location):
    answer = client.post(SIGN_IN + "?next=" + wanted, {"username": "ruth", "password": PASSWORD})

    assert answer["Location"] == location


def test_signing_out_needs_a_form_and_ends_the_session(client, ruth_with_password):
    try_in(client, "ruth", PASSWORD)
    assert client.get("/accounts/sign-out/").status_code == 405

    page = client.post("/accounts/sign-out/", follow=True)

    assert "You are signed out." in page.text
    assert not get_user(client).is_authenticated
    assert not Session.objects.exists()
    assert not SignIn.objects.exists()
    assert "serai_seen" not in {name for name, cookie in client.cookies.items() if cookie.value}


def test_signing_out_over_tls_empties_what_the_browser_keeps(client, ruth_with_password):
    try_in(client, "ruth", PASSWORD, secure=True)
    assert "Clear-Site-Data" not in client.get("/", secure=True).headers
    answer = client.post("/accounts/sign-out/", secure=True)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_new_session_key_is_given_at_sign_in(client, ruth_with_password):
    client.get(SIGN_IN)
    before = client.cookies.get("serai")
    try_in(client, "ruth", PASSWORD)

    assert before is None or before.value != client.cookies["serai"].value


@override_settings(PASSWORD_HASHERS=["serai.accounts.hashers.CentreArgon2"])
def test_passwords_are_kept_as_argon2id(ruth):
    ruth.user.set_password(PASSWORD)
    kept = get_hasher().decode(ruth.user.password)

    assert identify_hasher(ruth.user.password).algorithm == "argon2"
    assert (kept["variety"], kept["memory_cost"], kept["time_cost"]) == ("argon2id", 65_536, 3)


def test_a_stranger_is_led_to_the_sign_in_page(client, db):
    answer = client.get("/posting/")

    assert answer.status_code == 302
    assert answer["Location"] == SIGN_IN + "?next=/posting/"


def test_the_sign_in_form_is_refused_without_its_key(ruth_with_password):
    browser = Client(enforce_csrf_checks=True)

    assert try_in(browser, "ruth", PASSWORD).status_code == 403
    assert not get_user(browser).is_authenticated


class TestManyWrongPasswordsOfAnybody:
    """A network of guessing machines, each with its own address, each below the limit of one name and address."""

    @pytest.fixture
    def guesses(self, settings, ruth_with_password):
        settings.SIGN_IN_FAILURES = 20

        def guess(times: int = 20, tried: str = "wrong") -> list[int]:
            names = [f"name{n}" for n in range(times - 1)] + ["ruth"]
            browsers = [Client(REMOTE_ADDR=f"10.0.0.{n}") for n in range(times)]
            return [try_in(*pair, tried).status_code for pair in zip(browsers, names, strict=True)]

        return guess

    @pytest.mark.parametrize("username", ["ruth", "nobody"])
    def test_a_new_device_waits_whoever_it_says_it_is(self, client, guesses, username):
        assert guesses() == [200] * 20
        answer = try_in(client, username, PASSWORD)

        assert answer.status_code == 429
        assert "Many wrong passwords were typed" in answer.text
        assert "try again in 15 minutes" in answer.text
        assert not get_user(client).is_authenticated

    def test_what_is_refused_is_not_weighed_so_it_tells_nothing_and_costs_nothing(self, client, guesses):
        guesses()
        with CaptureQueriesContext(connection) as asked:
            assert try_in(client, "ruth", PASSWORD).status_code == 429
        assert not [query for query in asked if "accounts_user" in query["sql"]]
        assert FailedSignIn.objects.count() == 20
        refused = Entry.objects.filter(act="user.sign_in_refused")
        assert [(line.actor, line.subject_type, line.detail) for line in refused] == [(None, "", {})] * 20

    def test_a_device_of_ones_own_goes_on_and_nobody_locks_a_centre_out(self, client, guesses):
        try_in(client, "ruth", PASSWORD)
        client.post("/accounts/sign-out/")
        guesses()

        assert try_in(client, "ruth", "wrong").status_code == 200
        assert try_in(client, "Ruth ", PASSWORD).status_code == 302

    def test_the_device_of_a_colleague_is_a_new_device_for_others(self, client, guesses, rita):
        rita.user.set_password(PASSWORD)
        rita.user.save()
        try_in(client, "rita", PASSWORD)
        client.post("/accounts/sign-out/")
        guesses()

        assert try_in(client, "ruth", PASSWORD).status_code == 429
        assert try_in(client, "rita", PASSWORD).status_code == 302

    @pytest.mark.parametrize("value", ["", "nonsense", "W10:abc:def"])
    def test_a_made_up_device_is_a_new_device(self, client, guesses, value):
        guesses()
        client.cookies[DEVICE] = value

        assert try_in(client, "ruth", PASSWORD).status_code == 429

    def test_it_passes_by_itself_and_leaves_nothing_behind(self, client, guesses, time_machine):
        guesses()
        time_machine.move_to(timezone.now() + timedelta(minutes=61))

        assert try_in(client, "ruth", "wrong").status_code == 200
        assert FailedSignIn.objects.count() == 1
        assert try_in(client, "ruth", PASSWORD).status_code == 302

    def test_an_empty_form_is_no_failure(self, client, guesses):
        try_in(client, "", "")

        assert not FailedSignIn.objects.exists()


@pytest.mark.parametrize("answer", ["", "x", "null", "[]", "{}", '{"response": null}'])
def test_what_is_no_passkey_signs_nobody_in(client, db, answer):
    page = client.post(reverse("accounts:sign_in_with_passkey"), {"passkey": answer})
    assert page.headers["Location"] == reverse("accounts:sign_in")
