"""A real server on encrypted data: closed, opened from its page, locked, stopped."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from serai.config.console import _free_port, main
from serai.vault import control, held, moving, slots
from serai.vault.tests.conftest import _no_real_database, installation

__all__ = ["_no_real_database", "installation"]

KEY = bytes(range(32))
PASSPHRASE = "five goats drink at noon"
LONG_ENOUGH = 90  # seconds, on a machine that does other things besides


@pytest.fixture
def encrypted(installation: Path) -> Path:
    before = held.main_key() if held.is_held() else b""
    database = installation / "serai.sqlite3"
    if connection.vendor != "sqlite":
        return installation  # PostgreSQL lies on an encrypted disk: docs/guard.md
    connection.close()
    if slots.is_encrypted(database):
        moving.decrypt(database)
    held.hold(KEY)
    made = slots.with_slot(slots.new(), name="office", passphrase=PASSPHRASE, key=KEY, on=date(2026, 1, 1))
    slots.write(made, database)
    moving.encrypt(database)
    (installation / "static").mkdir()
    (installation / "static/staticfiles.json").write_text('{"paths": {}, "version": "1.1", "hash": ""}')
    if before:
        held.hold(before)
    else:
        held.let_go()
    return installation


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`serai serve` on these data, at a port of its own; what it says goes into a file of the home."""
    port = _free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SERAI_", "DJANGO_"))}
    env = inherited | {"SERAI_HOME": str(home), "DATABASE_URL": "", "SERAI_LANGUAGE": "en"} | settings
    command = [sys.executable, "-m", "serai.config.console", "serve", "--port", str(port), "--workers", "1"]
    with (home / "said").open("wb") as said, subprocess.Popen(command, env=env, stdout=said, stderr=said) as running:
        try:
            yield running, port
        finally:
            running.terminate()


@pytest.fixture
def server(encrypted: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with serving(encrypted) as started:
        yield started


@dataclass
class Answer:
    status: int
    text: str
    cookie: str


def get(port: int, path: str, *, cookie: str = "", form: dict[str, str] | None = None) -> Answer:
    headers = {"Cookie": cookie} | ({"Content-Type": "application/x-www-form-urlencoded"} if form else {})
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as browser:
        browser.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        with browser.getresponse() as answer:
            set_cookie = answer.headers["Set-Cookie"] or ""
            return Answer(answer.status, answer.read().decode(), set_cookie.split(";")[0])


def until(true: Callable[[], bool]) -> None:
    for _ in range(LONG_ENOUGH * 5):
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail("it took too long")


def test_a_server_starts_locked_opens_and_locks(server, encrypted, settings, capsys):
    if connection.vendor != "sqlite":
        return
    running, port = server
    settings.HOME = encrypted
    until(lambda: get(port, "/people/").status == 503)
    assert get(port, "/static/ui/serai.css").status == 503
    assert control.ask(encrypted, do="key") == {"locked": True}
    assert control.ask(encrypted, do="unlock", passphrase="seven goats by the well") == {"refused": "wrong"}

    page = get(port, "/")
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    answer = get(port, "/", cookie=page.cookie, form={"csrfmiddlewaretoken": token, "passphrase": PASSPHRASE})
    assert "It opens now" in answer.text
    until(lambda: get(port, "/people/").status == 302)
    assert control.ask(encrypted, do="key") == {"key": KEY.hex()}

    assert main(["lock"]) == 0
    until(lambda: get(port, "/people/").status == 503)
    assert control.ask(encrypted, do="key") == {"locked": True}

    running.terminate()
    assert running.wait(LONG_ENOUGH) == 0
    with pytest.raises(control.NobodyServes):
        control.ask(encrypted, do="status")
