"""Asked again who is there: after a pause, and before what weighs most. Nothing that was typed is lost or shown."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.auth import get_user
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from serai.accounts.models import User

PASSWORD = "lantern river nine"
MINE, WEIGHTY = "/accounts/mine/", "/accounts/second-step/app/"
TYPED = {"display_name": "Ruth of Obock", "language": "es"}


@pytest.fixture
def browser(ruth) -> Client:
    ruth.user.set_password(PASSWORD)
    ruth.user.save()
    browser = Client()
    browser.force_login(ruth.user)
    browser.get(MINE)
    return browser


@pytest.fixture
def away(time_machine):
    """Some minutes go by: `away(11)`."""
    clock = [timezone.now()]

    def go(minutes: int) -> None:
        clock[0] += timedelta(minutes=minutes)
        time_machine.move_to(clock[0], tick=False)

    return go


def kept_in(page) -> str:
    return re.search(r'name="again_kept" value="([^"]+)"', page.text)[1]


def answer(browser, page, password=PASSWORD, where=MINE, **more):
    return browser.post(where, {"again_kept": kept_in(page), "again_password": password}, **more)


def test_a_form_sent_after_a_pause_goes_on_with_the_password_as_if_nothing_had_come_between(browser, away):
    away(11)
    page = browser.post(MINE, TYPED)
    assert page.status_code == 403
    assert User.objects.get(username="ruth").language == "en"

    done = answer(browser, page, follow=True)

    assert "Ruth of Obock" in done.text
    assert User.objects.get(username="ruth").language == "es"
    assert browser.get(MINE).status_code == 200


def test_a_wrong_password_loses_nothing_and_does_nothing(browser, away):
    away(11)
    page = browser.post(MINE, TYPED)
    for _ in range(3):
        page = answer(browser, page, password="wrong")
        assert page.status_code == 403
        assert "Nothing is lost: try again." in page.text
    assert browser.get(MINE).status_code == 403
    assert User.objects.get(username="ruth").language == "en"

    answer(browser, page)

    assert User.objects.get(username="ruth").language == "es"


def test_what_was_typed_cannot_be_read_at_the_hidden_screen(browser, away):
    away(11)
    page = browser.post(MINE, TYPED)

    assert "Obock" not in page.text
    assert "Where I am signed in" not in page.text
    assert len(kept_in(page)) > 100


def test_a_page_that_was_only_looked_at_comes_back(browser, away):
    away(11)
    page = browser.get(MINE + "?x=1")
    back = answer(browser, page, where=MINE + "?x=1")

    assert back.status_code == 302
    assert back["Location"] == MINE + "?x=1"
    assert browser.get(MINE).status_code == 200


@pytest.mark.parametrize("where", ["/accounts/second-step/recovery-codes/", "/accounts/password/"])
def test_what_was_typed_for_one_address_goes_to_no_other(browser, away, where):
    away(11)
    page = browser.post(MINE, TYPED)
    carried = answer(browser, page, where=where)

    assert carried.status_code == 302
    assert carried["Location"] == where


def test_what_somebody_else_typed_is_not_sent_in_ones_own_name(browser, away, rita):
    away(11)
    page = browser.post(MINE, TYPED)
    rita.user.set_password(PASSWORD)
    rita.user.save()
    other = Client()
    other.force_login(rita.user)
    answer(other, page)

    assert User.objects.get(username="rita").display_name != "Ruth of Obock"


@pytest.mark.parametrize("kept", ["", "nonsense", "AAAA", "é"])
def test_what_was_kept_and_changed_is_let_go_with_a_page_and_not_an_error(browser, away, kept):
    away(11)
    back = browser.post(MINE, {"again_kept": kept, "again_password": PASSWORD})

    assert back.status_code == 302


def test_a_file_is_said_to_be_chosen_again(browser, away):
    away(11)
    page = browser.post(MINE, {**TYPED, "file": SimpleUploadedFile("a.csv", b"x")})

    assert "choose it again" in page.text
    assert "choose it again" not in browser.post(MINE, TYPED).text


def test_guessing_at_a_hidden_screen_has_the_limit_of_signing_in(browser, away):
    away(11)
    page = browser.get(MINE)
    for n in range(9):
        assert answer(browser, page, password=f"wrong {n}").status_code == 403
    assert answer(browser, page, password="wrong").status_code == 429
    assert answer(browser, page).status_code == 429


def test_guessing_where_a_new_password_is_set_has_it_too(browser, away):
    """Who sits down at an open screen must not find the password out, and keep the account."""
    own = "copper sandal twelve"
    tried = [{"current": word, "new": own, "again": own} for word in [*(f"wrong {n}" for n in range(10)), PASSWORD]]
    answers = [browser.post("/accounts/password/", typed).status_code for typed in tried]

    assert answers == [200] * 9 + [429] * 2
    assert get_user(browser).check_password(PASSWORD)


def test_somebody_else_may_sign_the_first_out_and_sees_nothing(browser, away):
    away(11)
    assert browser.post("/accounts/sign-out/").status_code == 302

    assert not get_user(browser).is_authenticated


def test_the_curtain_that_a_script_draws_is_lifted_by_the_password_alone(browser, away):
    away(11)
    assert browser.post("/accounts/unlock/", {"again_password": "wrong"}).status_code == 403
    assert browser.post("/accounts/unlock/", {}).status_code == 403
    assert browser.get(MINE).status_code == 403
    assert browser.post("/accounts/unlock/", {"again_password": PASSWORD}).status_code == 204
    assert browser.get(MINE).status_code == 200


class TestWhatWeighsMost:
    def test_is_open_for_five_minutes_after_signing_in(self, browser, away):
        assert browser.get(WEIGHTY).status_code == 200
        away(4)
        assert browser.get(WEIGHTY).status_code == 200
        away(2)
        page = browser.get(WEIGHTY)

        assert page.status_code == 403
        assert "Show that it is you" in page.text
        assert browser.get(MINE).status_code == 200  # the rest of the day goes on

    def test_opens_again_with_the_password(self, browser, away):
        away(6)
        page = browser.get(WEIGHTY)
        assert answer(browser, page, password="wrong", where=WEIGHTY).status_code == 403
        assert answer(browser, page, where=WEIGHTY)["Location"] == WEIGHTY
        assert browser.get(WEIGHTY).status_code == 200

    def test_is_done_once_the_password_is_given(self, browser, away):
        away(6)
        page = browser.post("/accounts/second-step/recovery-codes/")
        done = answer(browser, page, where="/accounts/second-step/recovery-codes/")

        assert "Your recovery codes" in done.text

    def test_signing_other_devices_out_is_of_these(self, browser, away):
        away(6)
        assert browser.post("/accounts/sign-out-elsewhere/").status_code == 403
        assert browser.post("/accounts/sign-out-device/1/").status_code == 403

    def test_is_not_opened_by_looking_busy(self, browser, away):
        for _ in range(3):
            away(4)
            browser.get(MINE)
        assert browser.get(WEIGHTY).status_code == 403


def test_no_table_keeps_what_was_typed_wrong(browser, away, client):
    """django-axes keeps what was sent with a failure; secrets are masked there."""
    away(11)
    answer(browser, browser.post(MINE, TYPED), password="secret-of-the-lock")
    answer(browser, browser.get(MINE))
    secrets = {"current": "secret-of-old", "new": "secret-of-new", "again": "secret-of-new"}
    assert browser.post("/accounts/password/", secrets).status_code == 200
    typed = {"username": "ruth", "password": "secret-of-the-door", "code": "secret-of-the-app"}
    client.post("/accounts/sign-in/", typed)
    client.post("/accounts/sign-in/?next=/people/secret-of-an-address/", {**typed, "username": "secret-of-a-slip"})
    rows = [str(row) for model in apps.get_models() for row in model.objects.values_list()]

    assert AccessAttempt.objects.exists()
    assert not [row for row in rows if "secret-of" in row]
