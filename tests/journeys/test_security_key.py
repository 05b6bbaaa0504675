"""A security key unlocks a machine: a real server on encrypted data, a real browser, and a key that Chromium plays.

Half a minute of a processor, nearly all of it for the server to start anew each time it is locked and unlocked.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import ConsoleMessage, Response

from serai.accounts.tests.factories import UserFactory
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.config import settings as installed
from serai.config.tests.test_locked_start import PASSPHRASE, encrypted, get, serving, until
from serai.vault import control, slots
from serai.vault.tests.conftest import _no_real_database
from serai.vault.tests.conftest import installation as bare
from tests.journeys.walks import PASSWORD, Walk

__all__ = ["_no_real_database", "bare", "encrypted"]

KEY = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
    "hasPrf": True,
    "automaticPresenceSimulation": True,
}


class WalkToTheDoor(Walk):
    """The closed page answers 503 on purpose. Nothing else may go wrong."""

    def _watch(self, response: Response) -> None:
        if response.status != 503:
            super()._watch(response)

    def _hear(self, message: ConsoleMessage) -> None:
        if "503 (Service Unavailable)" not in message.text:
            super()._hear(message)


@pytest.fixture
def installation(bare: Path, settings) -> Path:
    """With an administrator in it, before it is encrypted."""
    if connection.vendor == "sqlite":
        settings.PASSWORD_HASHERS = installed.PASSWORD_HASHERS
        user = UserFactory(username="selam", language="en")
        user.set_password(PASSWORD)
        user.save()
        Posting.objects.create(user=user, role=Role.ADMINISTRATOR, starts_on=date(2020, 1, 1))
    return bare


@pytest.fixture
def home(encrypted: Path, settings) -> Path:
    settings.HOME, settings.STATIC_ROOT, settings.STORAGES = encrypted, encrypted / "static", installed.STORAGES
    call_command("collectstatic", verbosity=0, interactive=False)
    return encrypted


@pytest.fixture
def walk(chromium, home) -> Iterator[Walk]:
    if connection.vendor != "sqlite":
        yield None  # PostgreSQL lies on an encrypted disk: docs/guard.md
        return
    with serving(home, SERAI_SECOND_STEP_ROLES="") as (_running, port):
        context = chromium.new_context(locale="en", viewport={"width": 1280, "height": 800})
        walk = WalkToTheDoor(page=context.new_page(), address=f"http://localhost:{port}")
        session = context.new_cdp_session(walk.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield walk
        context.close()


def answers(walk: Walk, status: int) -> None:
    port = int(walk.address.rpartition(":")[2])
    until(lambda: get(port, "/people/").status == status)


def opens(walk: Walk) -> None:
    """The page goes on by itself: going elsewhere before it has would race with it."""
    promise = walk.page.get_by_text("It opens now")
    promise.wait_for()
    answers(walk, 302)
    promise.wait_for(state="detached")
    walk.page.wait_for_load_state()


def look_at_closed(walk: Walk) -> None:
    answers(walk, 503)
    walk.go("/")
    walk.is_clean()


def add_the_key(walk: Walk) -> None:
    walk.go("/accounts/sign-in/")
    walk.page.fill("input[name=username]", "selam")
    walk.page.fill("input[name=password]", PASSWORD)
    walk.press_on(walk.page.locator("main form button:not([type=button])"))
    walk.open_menu("Who may unlock")
    walk.is_clean()
    walk.follow("Add a security key")
    walk.is_clean()
    walk.fill("name", "The blue key")
    walk.fill("passphrase", "seven goats by the well")
    walk.press_button("Go on")
    walk.sees("This does not open it. Check each word and try again.")
    walk.fill("passphrase", PASSPHRASE)
    walk.press_button("Go on")
    walk.is_clean()
    walk.press_button("Ask the key")
    assert walk.heading == "Who may unlock", walk.text
    walk.sees("The key is added. Lock once and try it, while the passphrase is at hand.")
    walk.sees("The blue key")
    walk.is_clean()


def test_a_key_that_was_added_unlocks_until_it_is_taken_away(walk, home):
    if walk is None:
        return
    look_at_closed(walk)
    assert not walk.page.get_by_role("button", name="security key").count()
    walk.page.fill("#passphrase", PASSPHRASE)
    walk.press_and_go("Enter")
    opens(walk)
    add_the_key(walk)

    control.ask(home, do="lock")
    look_at_closed(walk)
    where_no_key_can_be_asked_the_passphrase_is_enough(walk)
    sent: list[str] = []
    walk.page.on("request", lambda request: sent.append(request.post_data or ""))
    walk.tab_to("Unlock with a security key")
    walk.press_and_go("Enter")
    opens(walk)
    given = {name: values[0] for name, values in parse_qs(next(filter(None, sent))).items()}
    assert len(slots.of_letters(given["secret"])) == 32
    assert lies_nowhere(home, given["secret"])

    walk.go("/vault/unlocking/")
    walk.press_on(walk.page.get_by_role("button", name="Remove The blue key"))
    walk.is_clean()
    walk.press_button("Take this away")
    walk.sees("It is taken away. It opens nothing any more.")
    control.ask(home, do="lock")
    look_at_closed(walk)
    assert not walk.page.get_by_role("button", name="security key").count()
    given.pop("csrfmiddlewaretoken")
    assert control.ask(home, do="unlock", **given) == {"refused": "wrong"}
    assert control.ask(home, do="key") == {"locked": True}


def where_no_key_can_be_asked_the_passphrase_is_enough(walk: Walk) -> None:
    """Without scripts; in a browser that knows no keys; and at a number, which leads to the name."""
    browser = walk.page.context.browser
    for scripts in (True, False):
        page = browser.new_page(java_script_enabled=scripts)
        page.add_init_script("delete window.PublicKeyCredential")
        page.goto(walk.address + "/")
        assert page.locator("#passphrase").is_visible()
        assert not page.get_by_role("button", name="security key").count()
        assert page.get_by_text("This browser cannot ask the security key here").is_visible() is scripts
        page.goto(walk.address.replace("localhost", "127.0.0.1") + "/")
        page.get_by_role("link", name="Unlock with a security key").click()
        assert page.url == walk.address + "/"
        page.context.close()


def lies_nowhere(home: Path, secret: str) -> bool:
    """Neither as it travelled nor as bytes, in any file: the slots, the database and its log, what the server said."""
    forms = secret.encode(), slots.of_letters(secret), slots.of_letters(secret).hex().encode()
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert len(files) > 5
    return not any(form in content for form in forms for content in files)
