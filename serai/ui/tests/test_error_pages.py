"""The error pages: what each says, and that the server never answers with a bare page."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse


def heading(page: str) -> str:
    return re.search(r"<h1>(.*?)</h1>", page)[1]


def broken(*args):
    raise OperationalError("the disk is gone, and Amina's file with it")


def test_missing_and_unknown_pages_offer_a_way_back(at_work, ruth):
    answer = at_work(ruth).get("/no-such-page/")

    assert answer.status_code == 404
    assert heading(answer.text) == "Page not found"
    assert reverse("centres:today") in answer.text


def test_a_closed_page_names_who_may_open_it(at_work, posted, harbour):
    answer = at_work(posted("ida", "interpreter", harbour)).get(reverse("reception:gate"))

    assert answer.status_code == 403
    assert heading(answer.text) == "Your role does not open this page"
    assert "<li>Guard</li>" in answer.text
    assert "<li>Centre manager</li>" in answer.text
    assert "<li>Donor</li>" not in answer.text


def test_an_address_for_forms_answers_a_visitor_with_a_page(at_work, ruth):
    answer = at_work(ruth).get(reverse("accounts:sign_out"))

    assert answer.status_code == 405
    assert heading(answer.text) == "This page cannot be opened that way"
    assert answer["Allow"] == "POST"


@override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=3)
def test_a_form_with_too_many_answers_is_too_much_at_once(at_work, ruth):
    answer = at_work(ruth).post(reverse("centres:choose_posting"), {str(n): "x" for n in range(9)})

    assert answer.status_code == 413
    assert heading(answer.text) == "This is too much at once"


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_form_that_is_too_long_is_too_much_at_once(at_work, ruth):
    answer = at_work(ruth).post(reverse("centres:choose_posting"), {"posting": "9" * 100})

    assert answer.status_code == 413


def test_an_unknown_host_gets_a_calm_page(client):
    answer = client.get(reverse("accounts:sign_in"), headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "This request could not be read" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_broken_database_gives_a_calm_page_with_a_number(language, direction, caplog):
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    browser.cookies["serai"] = "a" * 32
    with connection.execute_wrapper(broken):
        answer = browser.get("/")

    number = re.search(r'<bdi dir="ltr">(\w{8})</bdi>', answer.text)[1]
    assert answer.status_code == 500
    assert f'dir="{direction}"' in answer.text
    assert number in caplog.text
    assert "Amina" not in answer.text


def test_a_page_that_breaks_gives_a_calm_page_to_someone_signed_in(at_work, ruth):
    browser = at_work(ruth)
    browser.raise_request_exception = False
    with connection.execute_wrapper(broken):
        answer = browser.get(reverse("centres:today"))

    assert answer.status_code == 500
    assert heading(answer.text) == "Something went wrong on our side"


class TestAFormWhoseKeyNoLongerFits:
    @pytest.fixture
    def browser(self, ruth) -> Client:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(ruth.user)
        return browser

    def test_keeps_what_was_typed_and_offers_to_send_it_again(self, browser):
        typed = {"note": 'He said "wait" & left', "password": "a secret", "passphrase": "a secret", "again": "a secret"}
        answer = browser.post("/posting/?a=1", typed, headers={"origin": "http://testserver"})

        assert answer.status_code == 403
        assert heading(answer.text) == "The form was not sent"
        assert 'name="note" value="He said &quot;wait&quot; &amp; left"' in answer.text
        assert 'action="/posting/?a=1"' in answer.text
        assert "a secret" not in answer.text

    @pytest.mark.parametrize("origin", ["http://evil.example", "null", None])
    def test_from_elsewhere_is_never_offered_again(self, browser, origin):
        headers = {"origin": origin} if origin else {}
        answer = browser.post("/posting/", {"posting": "1"}, headers=headers)

        assert answer.status_code == 403
        assert 'value="1"' not in answer.text
        assert "Send it again" not in answer.text

    def test_passes_when_sent_again_with_the_key_of_that_page(self, browser, ruth):
        headers = {"origin": "http://testserver"}
        page = browser.post("/posting/", {"posting": str(ruth.pk)}, headers=headers).text
        key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page[page.index("<main") :])[1]

        answer = browser.post("/posting/", {"posting": str(ruth.pk), "csrfmiddlewaretoken": key}, headers=headers)

        assert answer.status_code == 302
