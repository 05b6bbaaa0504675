"""The frame of every page, what it weighs, and what it allows a browser to do."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse

import serai.ui
from serai.centres.choices import Role
from serai.config.doors import doors
from serai.ui.middleware import VisitorsAddress

STATIC = Path(serai.ui.__file__).parent / "static" / "ui"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types default"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
PLAIN_ADDRESSES = [door for door in doors() if "<" not in door.route]


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


@pytest.mark.parametrize("door", PLAIN_ADDRESSES, ids=lambda door: door.name)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR])
def test_every_page_is_private_and_closed_to_other_sites(at_work, posted, harbour, door, role):
    centre = None if role == Role.COORDINATOR else harbour
    answer = at_work(posted("sam", role, centre)).get(reverse(door.name))

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    sees = "self" if door.name == "search:scan" and answer.status_code == 200 else ""  # one page, for who may enter it
    may_use = {f"camera=({sees})", "microphone=()", "geolocation=()"}
    assert may_use <= set(answer.headers["Permissions-Policy"].split(", "))


@pytest.mark.parametrize("address", ["/accounts/sign-in/", "/nowhere/", "/accounts/sign-out/", "/posting/"])
def test_a_stranger_gets_the_same_headers(client, db, address):
    answer = client.get(address)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize("taken_for", ["script", "image", "iframe", "style", "empty"])
def test_another_site_cannot_ask_for_a_page_as_a_part_of_its_own(at_work, ruth, taken_for):
    asked = {"Sec-Fetch-Dest": taken_for}
    refused = at_work(ruth).get("/", headers={"Sec-Fetch-Site": "cross-site", **asked})

    assert (refused.status_code, refused.content) == (403, b"")
    assert {name: refused.headers.get(name) for name in ("Cache-Control", "Cross-Origin-Resource-Policy")} == {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert at_work(ruth).get("/", headers={"Sec-Fetch-Site": "same-origin", **asked}).status_code == 200
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    assert at_work(ruth).get("/", headers=followed).status_code == 200


@pytest.mark.parametrize(
    ("is_behind", "told", "comes_from"),
    [
        (False, "203.0.113.9", "192.0.2.7"),
        (True, "203.0.113.9", "203.0.113.9"),
        (True, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (True, "2001:db8::7", "2001:db8::7"),
        (True, "", "192.0.2.7"),
        (True, "unknown", "192.0.2.7"),
    ],
)
def test_behind_a_proxy_a_visitor_comes_from_where_the_proxy_says(rf, settings, is_behind, told, comes_from):
    """What a visitor sends stands before what the proxy adds."""
    settings.BEHIND_PROXY = is_behind
    seen = VisitorsAddress(lambda request: request.META["REMOTE_ADDR"])
    assert seen(rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": told})) == comes_from


def sign_in(client, posting, **how):
    client.get("/accounts/sign-in/", **how)
    posting.user.set_password("lantern river nine")
    posting.user.save()
    typed = {"username": posting.user.username, "password": "lantern river nine"}
    assert client.post("/accounts/sign-in/", typed, **how).status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client, ruth):
    sign_in(client, ruth)
    client.post(reverse("set_language"), {"language": "fr", "next": "/"})

    assert {"csrftoken", "serai", "serai_seen", "serai_language"} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == ("Lax" if name == "serai_language" else "Strict"), name


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True, LANGUAGE_COOKIE_SECURE=True)
def test_behind_tls_every_cookie_is_for_tls_only(client, ruth):
    sign_in(client, ruth, secure=True)

    assert {"csrftoken", "serai", "serai_seen", "serai_language"} <= set(client.cookies)
    assert all(cookie["secure"] for cookie in client.cookies.values())


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_the_frame_speaks_and_runs_in_the_readers_direction(at_work, ruth, language, direction):
    browser = at_work(ruth)
    browser.post(reverse("set_language"), {"language": language, "next": "/"})
    page = browser.get("/").text

    assert f'<html lang="{language}" dir="{direction}">' in page
    for name in ("Français", "English", "Español", "العربية"):
        assert name in page


def test_no_page_offers_its_words_or_what_is_typed_to_the_servers_of_a_browsers_maker(at_work, ruth, client):
    """Translating, spelling “with the cloud” and finishing sentences send names and notes to them."""
    for page in (at_work(ruth).get("/"), at_work(ruth).get("/nowhere/"), client.get("/accounts/sign-in/")):
        assert '<meta name="google" content="notranslate">' in page.text
        assert '<body translate="no" spellcheck="false" writingsuggestions="false"' in page.text


def test_choosing_a_language_returns_to_the_page_but_never_to_another_site(client, db):
    here = client.get("/accounts/sign-in/?next=/posting/").text
    assert 'name="next" value="/accounts/sign-in/?next=/posting/"' in here

    elsewhere = client.post(reverse("set_language"), {"language": "fr", "next": "https://evil.example/"})
    assert "evil.example" not in elsewhere["Location"]


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_says_on_every_page_that_the_people_are_invented(at_work, ruth, client, demo):
    with override_settings(DEMO=demo):
        pages = [at_work(ruth).get("/"), at_work(ruth).get("/nowhere/"), client.get("/accounts/sign-in/")]

    assert [("Demonstration: invented people, not encrypted" in page.text) for page in pages] == [demo] * 3


def test_the_frame_says_that_everything_is_free(client, db):
    assert "Everything here is free of charge." in client.get("/accounts/sign-in/").text


def test_the_menu_holds_what_the_role_may_open_and_marks_the_page(at_work, ruth, posted, harbour):
    page = at_work(ruth).get("/centres/at/HAR/").text
    menu = page[page.index('<nav class="menu"') : page.index("</nav>")]

    assert re.findall(r'href="([^"]+)" aria-current="page"', menu) == [reverse("centres:here")]
    assert reverse("centres:here") not in at_work(posted("gus", Role.GUARD, harbour)).get("/").text


def test_what_a_page_brings_along_is_light():
    htmx = Path(__import__("django_htmx").__file__).parent / "static/django_htmx/htmx-2.min.js"
    sheet, script = (weight((STATIC / name).read_bytes()) for name in ("serai.css", "serai.js"))
    arabic = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*arabic*.woff2"))

    assert sheet < 12_000
    assert script + weight(htmx.read_bytes()) < 60_000
    assert sheet + script + weight(htmx.read_bytes()) + arabic + 10_000 < 150_000


def test_one_sheet_serves_both_directions():
    sheet = (STATIC / "serai.css").read_text()
    sides = re.findall(r"(?<![\w-])(?:margin|padding|border|inset)?-?(?:left|right)\s*:", sheet)

    assert not sides
    assert not re.search(r"text-align:\s*(left|right)|float:|@import|https?:", sheet)
