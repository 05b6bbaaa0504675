"""The people of every test: Ruth and Rita at Harbour, Omar at Station, Dima for the network; Amina and Bilal arrive."""

import gc
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.utils import translation

from serai.accounts.tests.factories import UserFactory
from serai.audit import keys
from serai.centres.choices import Role
from serai.centres.models import Centre, Posting
from serai.centres.tests.factories import CentreFactory, PostingFactory
from serai.config.catalogues import compile_all
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from tests import second_line, tables
from tests.house import hygiene

connect = socket.socket.connect


def pytest_configure() -> None:
    """A clean clone has no compiled catalogue yet, and its pages speak four languages all the same.

    Each page that a test receives is looked at on SQLite (tests/house/hygiene.py; its words are the same on both)
    and, on PostgreSQL, served by an account that owns nothing (tests/second_line.py). No test reaches the network.
    """
    compile_all()
    if connection.vendor == "sqlite":
        hygiene.watch()
    second_line.watch()
    socket.socket.connect = _loopback_only  # type: ignore[method-assign]


def pytest_collection_finish() -> None:
    """The program and the tests stay in memory until the end: looking through them for what could be thrown away, time
    and again, is a tenth of the work."""
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


NEEDS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long ones first. What touches no database is the same on both engines: it runs on SQLite, and not a second
    time."""
    items.sort(key=lambda item: not item.path.is_relative_to(config.rootpath / "tests"))  # so that none is long alone
    if connection.vendor != "postgresql":
        return
    again = [item for item in items if _has_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def _has_a_database(item: pytest.Item) -> bool:
    return bool(NEEDS_A_DATABASE & set(getattr(item, "fixturenames", ()))) or bool(item.get_closest_marker("django_db"))


def _loopback_only(self: socket.socket, address: object) -> None:
    host = str(address[0]) if isinstance(address, tuple) else "localhost"
    if self.family != socket.AF_UNIX and host not in {"127.0.0.1", "::1", "localhost"}:
        raise RuntimeError("A test tried to reach the network.")
    connect(self, address)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    tables.lay_ready()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        second_line.prepare()


@pytest.fixture(autouse=True)
def _in_english():
    """A page read in Arabic leaves its language to the thread; the next test begins in English again."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _as_who_serves_the_pages(monkeypatch):
    """A command run inside a test leaves behind as whom it worked; the next test begins as the pages do."""
    monkeypatch.setenv("SERAI_AS_OWNER", "0")


@pytest.fixture
def harbour(db) -> Centre:
    return CentreFactory(code="HAR", name="Harbour")


@pytest.fixture
def station(db) -> Centre:
    return CentreFactory(code="STA", name="Station")


@pytest.fixture
def posted(db):
    """Make a posting: `posted("ruth", Role.CASEWORKER, harbour)`."""

    def make(username: str, role: str, centre: Centre | None) -> Posting:
        return PostingFactory(user=UserFactory(username=username), role=role, centre=centre)

    return make


@pytest.fixture
def ruth(posted, harbour) -> Posting:
    return posted("ruth", Role.CASEWORKER, harbour)


@pytest.fixture
def rita(posted, harbour) -> Posting:
    return posted("rita", Role.RECEPTIONIST, harbour)


@pytest.fixture
def omar(posted, station) -> Posting:
    return posted("omar", Role.CASEWORKER, station)


@pytest.fixture
def dima(posted) -> Posting:
    return posted("dima", Role.COORDINATOR, None)


@pytest.fixture
def bilal(harbour) -> Person:
    return PersonFactory(registered_at=harbour)


@pytest.fixture
def amina(harbour) -> Person:
    return PersonFactory(child=True, sex="female", name={"given": "Amina", "father": "Bekele"}, registered_at=harbour)


@pytest.fixture
def at_work(client: Client):
    """A browser in which this posting's user has signed in: `at_work(ruth).get(...)`."""

    def sign_in(posting: Posting) -> Client:
        browser = Client()
        browser.force_login(posting.user)
        return browser

    return sign_in


@pytest.fixture
def _triggers_after_the_flush(django_db_blocker):
    """The tables that can only grow cannot be emptied between tests, unless their triggers step aside on SQLite."""
    kept: list[tuple[str, str]] = []
    yield kept
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for _, sql in kept:
            cursor.execute(sql)


def until_not_locked(act: Callable[[], object]) -> object:
    while True:
        try:
            return act()
        except OperationalError as refusal:
            if "is locked" not in str(refusal):  # PostgreSQL's deadlocks say "blocked", and are no reason to try again
                raise


@pytest.fixture
def at_once(_triggers_after_the_flush, transactional_db):
    """Run the acts at the same moment, each in its own connection and transaction: `at_once(act, act)`.

    The SQLite of the tests lives in memory and refuses where a file would wait, so a refused act tries again:
    give it one transaction only.
    """

    def run(*acts: Callable[[], object]) -> list[object]:
        together = Barrier(len(acts))

        def one(act: Callable[[], object]) -> object:
            together.wait(timeout=30)
            try:
                return until_not_locked(act)
            finally:
                connections.close_all()
                if connection.vendor == "sqlite" and connection.connection:  # Django keeps one in memory open
                    connection.connection.close()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    yield run
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            _triggers_after_the_flush.extend(cursor.fetchall())
            for name, _ in _triggers_after_the_flush:
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture
def another_key():
    """The key is lost, and a new one made in its place; afterwards everything is as it was."""
    path, kept = keys.folder() / keys.LOOKING_UP, keys.look_up_key()

    def lose():
        path.unlink()
        keys.forget()

    yield lose
    path.write_bytes(kept)
    keys.forget()
