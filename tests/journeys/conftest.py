"""Journeys: a person's day in a real browser, on a real server, on either engine. `make journeys`.

A journey fails on any fault that axe finds, on any error in the browser's console (a broken content security policy is
one), and on a page that cannot be reached with the keyboard where the journey goes that way.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from serai.centres.models import Posting

PASSWORD = "seven-goats-by-the-well"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

TRIGGERS = pytest.StashKey[dict[str, str]]()
BLOCKER = pytest.StashKey[Any]()

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; no view of ours is async


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "Chromium is not here: `sh tools/system.sh` installs it, or says what to install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _ledgers_emptied(request, transactional_db, django_db_blocker) -> Iterator[None]:
    """After a journey the tables are emptied, which the insert-only ledgers refuse on SQLite. Their triggers are taken
    away just before, and put back after, below."""
    yield
    triggers = request.node.stash[TRIGGERS] = _triggers()
    request.node.stash[BLOCKER] = django_db_blocker
    with connection.cursor() as cursor:
        for name in triggers:
            cursor.execute(f"DROP TRIGGER {name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    yield
    if nextitem is not None and TRIGGERS in item.stash:
        with item.stash[BLOCKER].unblock(), connection.cursor() as cursor:
            for sql in item.stash[TRIGGERS].values():
                cursor.execute(sql)


def _triggers() -> dict[str, str]:
    if connection.vendor != "sqlite":
        return {}  # PostgreSQL empties by TRUNCATE, which fires no trigger of a row
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%insert-only%'")
        return dict(cursor.fetchall())


@dataclass
class Walk:
    """Somebody at a browser: `walk.sign_in(ruth)`, `walk.go("/people/")`, `walk.page` is Playwright's."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, posting: Posting, language: str = "en") -> None:
        """By typing, as people do. The account's language is the one the pages then speak."""
        posting.user.language = language
        posting.user.set_password(PASSWORD)
        posting.user.save()
        self.go("/accounts/sign-in/")
        self.page.fill("input[name=username]", posting.user.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button:not([type=button])")
        self.page.wait_for_url(self.address + "/**")
        assert "/accounts/sign-in/" not in self.page.url, self.page.inner_text("main")

    def is_clean(self) -> None:
        """axe finds nothing, the page is not wider than the window, the console is silent."""
        found = Axe().run(self.page).response["violations"]
        faults = [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]
        assert not faults, f"axe on {self.page.url}:\n" + "\n".join(faults)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels wider than the window"
        assert not self.errors, f"console on {self.page.url}: {self.errors}"

    def tab_to(self, name: str) -> None:
        """Press Tab until the element with these words has the focus: a link, a button, or a field by its label."""
        for _press in range(120):
            self.page.keyboard.press("Tab")
            if name in self.page.evaluate(WORDS_OF_THE_FOCUS):
                return
        raise AssertionError(f"the keyboard does not reach {name!r} on {self.page.url}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


WORDS_OF_THE_FOCUS = """() => {
    const focus = document.activeElement;
    const labels = [...(focus.labels || [])].map(label => label.innerText);
    return [focus.innerText || "", focus.getAttribute("aria-label") || "", ...labels].join(" ");
}"""


@pytest.fixture
def walk_in(chromium: Browser, live_server) -> Iterator:
    """Make a walk: `walk_in("ar", width=360)`. At the end of the test no browser may have an error to tell."""
    walks: list[Walk] = []

    def make(language: str = "en", *, width: int = 1280) -> Walk:
        context = chromium.new_context(locale=language, viewport={"width": width, "height": 800})
        walk = Walk(page=context.new_page(), address=live_server.url)
        walk.page.set_default_timeout(15_000)
        walk.page.on("console", lambda message: _note(walk, message))
        walk.page.on("pageerror", lambda error: walk.errors.append(str(error)))
        walks.append(walk)
        return walk

    yield make
    for walk in walks:
        walk.page.context.close()
    assert not [error for walk in walks for error in walk.errors]


def _note(walk: Walk, message: ConsoleMessage) -> None:
    if message.type == "error":
        walk.errors.append(message.text)


@pytest.fixture
def walk(walk_in) -> Walk:
    """One browser in English, wide as a laptop."""
    return walk_in()
