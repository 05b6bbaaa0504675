"""The disk of a stolen machine: marked words in every text column, pages, a backup, logs. What does a search find?"""

import logging
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from serai.centres.choices import Role
from serai.centres.tests.factories import CentreFactory, PostingFactory
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations import erasing
from serai.vault import held, moving, operations, slots, staging

MARK = "Zaqraqiya"
KEY = bytes(range(32))


def mark_every_column() -> int:
    """A row in every table, with the mark in each column of text: how many columns took it."""
    marked = 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'PRAGMA table_info("{table}")')
            columns = [(name, kind.lower()) for _id, name, kind, *_more in cursor.fetchall()]
            texts = [name for name, kind in columns if "char" in kind or "text" in kind]
            values = [f"{MARK}-{table}-{name}" if name in texts else 7_000_001 for name, _kind in columns]
            names = ", ".join(f'"{name}"' for name, _kind in columns)
            places = ", ".join(["%s"] * len(columns))
            cursor.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})', values)  # noqa: S608 - our tables
            marked += len(texts) * cursor.rowcount
    return marked


def hits(*folders: Path) -> dict[str, int]:
    """How often the mark stands in each kind of file."""
    found: dict[str, int] = {}
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        found[path.suffix] = found.get(path.suffix, 0) + path.read_bytes().count(MARK.encode())
    return found


def walk_the_pages() -> None:
    centre = CentreFactory(code="HAR", name=MARK)
    person = PersonFactory(registered_at=centre, name={"given": MARK, "father": MARK})
    browser = Client()
    browser.force_login(PostingFactory(role=Role.CASEWORKER, centre=centre).user)
    for address in ("/", "/people/", f"/people/?words={MARK}", f"/people/{person.public_id}/", "/reception/", "/no/"):
        browser.get(address)


@pytest.fixture
def disk(installation, monkeypatch, tmp_path):
    """Where anything may be written: the home, a stick, temporary files, our log. The key is held meanwhile."""
    folders = [installation, *(tmp_path / name for name in ("usb", "tmp", "logs"))]
    for folder in folders[1:]:
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    handler = logging.FileHandler(tmp_path / "logs/serai.log")
    logging.getLogger().addHandler(handler)
    before = held.main_key() if held.is_held() else b""
    connection.close()
    if slots.is_encrypted(installation / "serai.sqlite3"):
        moving.decrypt(installation / "serai.sqlite3")
    held.hold(KEY)
    yield folders
    logging.getLogger().removeHandler(handler)
    handler.close()
    held.let_go()
    if before:
        held.hold(before)


@pytest.mark.parametrize("encrypted", [True, False])
def test_what_a_stolen_disk_tells(installation, disk, encrypted):
    """Encrypted: nothing in the database, its log, temporary files, our log, the backup. Open: the control, which must
    find them, so that the search itself is proved."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL lies on an encrypted disk: docs/guard.md
    database = installation / "serai.sqlite3"
    if encrypted:
        moving.encrypt(database)
    with staging.working_on(str(database)):
        walk_the_pages()
        operations.make_recipient()
        operations.make_backup(to=disk[1], keep=timedelta(days=35))
        assert mark_every_column() > 150
        running = hits(*disk)
    stopped = hits(*disk)
    assert ".sqlite3-wal" in running
    assert (stopped[".age"], stopped[".log"]) == (0, 0)
    if encrypted:
        assert not any(running.values()), running
        assert not any(stopped.values()), stopped
    else:
        assert running[".sqlite3-wal"] > 150
        assert stopped[".sqlite3"] > 150


def test_who_was_erased_is_not_left_in_the_log_of_a_database_that_goes_on_being_used(installation, disk):
    """SQLite overwrites what it deletes in the file; in the log beside it the page as it was would stay for days."""
    if connection.vendor != "sqlite":
        return  # what PostgreSQL keeps of it: docs/guard.md
    database = installation / "serai.sqlite3"
    with staging.working_on(str(database)):
        person = PersonFactory(registered_at=CentreFactory(code="HAR"), name={"given": MARK, "father": MARK})
        with closing(sqlite3.connect(database)) as another_desk:  # whoever leaves last would take the log away
            another_desk.execute("SELECT count(*) FROM people_person").fetchone()
            assert hits(installation)[".sqlite3-wal"]
            erasing.erase(by=None, person=person)
            assert not any(hits(installation).values())
            assert connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0] == 20_000
