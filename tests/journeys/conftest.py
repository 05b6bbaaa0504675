"""Journeys: a person's day in a real browser, on a real server, on either engine. `make journeys`.

A journey fails on any fault that axe finds, on any error in the browser's console (a broken content security policy is
one), and on a page that cannot be reached with the keyboard where the journey goes that way.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from serai.centres.models import Desk, Posting
from serai.centres.rules import NETWORK_ROLES
from tests import tables
from tests.journeys.walks import Walk

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page is seen once: to compile what its scripts do often costs more than it saves.
    "--js-flags=--no-opt --no-maglev",
]
EVERY_PAGE = "test_every_page_of_every_role_is_clean_on_a_telephone"
DESKS = {"A": "reception", "B": "registration"}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

TRIGGERS = pytest.StashKey[dict[str, str]]()
BLOCKER = pytest.StashKey[Any]()

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread; no view of ours is async


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The two walks over every page take as long as all others: each of two workers begins with one of them."""
    for item in items:
        if "/journeys/" in str(item.path):
            item.add_marker(pytest.mark.journey)
    crawls = [item for item in items if item.originalname == EVERY_PAGE]  # type: ignore[attr-defined]
    others = [item for item in items if item not in crawls]
    half = len(others) // 2
    items[:] = [*crawls[:1], *others[:half], *crawls[1:], *others[half:]]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory) -> None:
    """A file, as where Serai is installed: two requests at once then wait for each other, as they do there."""
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("journeys") / "serai.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)
    tables.lay_ready()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The file is there already; it goes with its folder."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start a browser: `launch("--another-flag")`. One Playwright serves all of them."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "Chromium is not here: `sh tools/system.sh` installs it, or says what to install"
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def chromium(launch) -> Iterator[Browser]:
    browser = launch()
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


@pytest.fixture
def walk_in(chromium: Browser, live_server) -> Iterator:
    """Make a walk: `walk_in("ar", width=360)`. At the end of the test no browser may have an error to tell."""
    walks: list[Walk] = []

    def make(language: str = "en", *, width: int = 1280, scripts: bool = True) -> Walk:
        context = chromium.new_context(
            locale=language, viewport={"width": width, "height": 800}, java_script_enabled=scripts
        )
        walk = Walk(page=context.new_page(), address=live_server.url, language=language, scripts=scripts)
        walks.append(walk)
        return walk

    yield make
    for walk in walks:
        walk.page.context.close()
    assert not [error for walk in walks for error in walk.errors]


@pytest.fixture
def walk(walk_in) -> Walk:
    """One browser in English, wide as a laptop."""
    return walk_in()


@pytest.fixture
def staff(posted, harbour) -> Callable[..., Posting]:
    """Somebody of a role at Harbour, made once: `staff(Role.GUARD)`."""
    made: dict[str, Posting] = {}

    def of(role: str) -> Posting:
        if role not in made:
            made[role] = posted(role, role, None if role in NETWORK_ROLES else harbour)
        return made[role]

    return of


@pytest.fixture
def desks(harbour) -> list[Desk]:
    """A reception and a registration desk, open."""
    return [Desk.objects.create(centre=harbour, code=code, kind=kind) for code, kind in DESKS.items()]
