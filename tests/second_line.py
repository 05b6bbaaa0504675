"""On PostgreSQL every page that a test asks for is served as in real life: by an account that owns nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from serai.config import second_line

PAGES = "serai_pages"
MAKE = f"DO $$ BEGIN CREATE ROLE {PAGES}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"


def prepare() -> None:
    """As the owner, once the tables are made."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(MAKE)
        second_line.apply(application=PAGES)


def say(statement: str) -> None:
    """To the driver itself, so that no test counts it; a transaction that failed takes it back by itself. A test that
    asks the database nothing has no connection."""
    driver = connection.connection
    if connection.vendor == "postgresql" and driver is not None and driver.info.transaction_status.name != "INERROR":
        driver.execute(statement)


@contextmanager
def as_the_pages() -> Iterator[None]:
    """What is asked here is asked by the account that serves the pages."""
    say(f"SET ROLE {PAGES}")
    try:
        yield
    finally:
        say("RESET ROLE")


@contextmanager
def as_the_owner() -> Iterator[None]:
    """Inside `as_the_pages`: what only the owner may do to prepare a test."""
    say("RESET ROLE")
    yield
    say(f"SET ROLE {PAGES}")


def watch() -> None:
    """From now on every test client is served by that account. Done twice, it changes nothing."""
    if getattr(Client.request, "owns_nothing", False):
        return
    ask = Client.request

    def request(self: Client, **wanted: object) -> HttpResponseBase:
        with as_the_pages():
            return ask(self, **wanted)

    request.owns_nothing = True  # type: ignore[attr-defined]
    Client.request = request  # type: ignore[method-assign]
