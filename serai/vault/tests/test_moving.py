"""From open to encrypted and back, with power cuts. On files of their own: no table of ours is needed."""

import os
import signal
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from serai.vault import gate, held, moving, slots
from serai.vault.gate import WaitFirst, WrongKey
from serai.vault.moving import EncryptedAlready, OpenAlready
from serai.vault.slots import NoSlotOpens
from serai.vault.sqlcipher.base import open_file

KEY, OTHER = bytes(range(32)), bytes(32)
NAME = "Zahra Bekele"
ROWS = 300


@pytest.fixture
def held_key():
    before = held.main_key() if held.is_held() else b""
    held.hold(KEY)
    yield
    held.let_go()
    if before:
        held.hold(before)


@pytest.fixture
def database(tmp_path, held_key) -> Path:
    path = tmp_path / "serai.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as fresh:
        fresh.execute("PRAGMA journal_mode = WAL")
        fresh.execute("PRAGMA user_version = 7")
        fresh.execute("CREATE TABLE person (id integer PRIMARY KEY AUTOINCREMENT, name text)")
        fresh.execute("CREATE TRIGGER stays BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'no'); END")
        fresh.executemany("INSERT INTO person (name) VALUES (?)", [(f"{NAME} {n}",) for n in range(ROWS)])
    return path


def rows(path: Path) -> int:
    encrypted = slots.is_encrypted(path)
    with closing(open_file(path, key=held.page_key()) if encrypted else sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return int(copy.execute("SELECT count(*) FROM person WHERE name LIKE 'Zahra%'").fetchone()[0])


def bytes_beside(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.parent.iterdir() if one.is_file())


def test_encrypting_keeps_everything_and_leaves_nothing_to_read(database):
    assert NAME.encode() in bytes_beside(database)
    moving.encrypt(database)
    assert slots.is_encrypted(database)
    assert rows(database) == ROWS
    assert NAME.encode() not in bytes_beside(database)
    assert b"person" not in bytes_beside(database)
    with closing(open_file(database, key=held.page_key(), isolation_level=None)) as encrypted:
        assert encrypted.execute("PRAGMA user_version").fetchone()[0] == 7
        with pytest.raises(Exception, match="no"):
            encrypted.execute("DELETE FROM person")
    with pytest.raises(EncryptedAlready):
        moving.encrypt(database)


def test_an_open_copy_of_a_way_back_that_was_cut_off_is_seen(database):
    """The data are encrypted still, and somebody believes so."""
    moving.encrypt(database)
    assert not moving.all_left_open(database)
    copy = database.with_name(database.name + ".decrypting")
    copy.touch()
    assert moving.all_left_open(database) == [copy]


def test_the_way_back(database):
    with pytest.raises(OpenAlready):
        moving.decrypt(database)
    slots.write(slots.new(), database)
    moving.encrypt(database)
    moving.decrypt(database)
    assert rows(database) == ROWS
    assert not slots.is_encrypted(database)
    assert [path.name for path in database.parent.iterdir()] == [database.name]


def test_another_key_opens_nothing(database):
    moving.encrypt(database)
    held.let_go()
    with pytest.raises(WrongKey):
        gate.key_of(database, slots.recovery_code(OTHER))
    assert not held.is_held()


def test_a_wrong_key_does_not_take_the_place_of_the_right_one(database):
    """A recovery code of other data, tried while these are open, must not lock them."""
    moving.encrypt(database)
    with pytest.raises(WrongKey):
        gate.key_of(database, slots.recovery_code(OTHER))
    assert held.main_key() == KEY


@pytest.mark.parametrize("act", [moving.encrypt, moving.decrypt])
def test_a_power_cut_at_any_moment_leaves_one_of_the_two_whole(database, act):
    """A process is killed while it moves the database, a little later each time, until it came to its end."""
    started_encrypted = act is moving.decrypt
    if started_encrypted:
        moving.encrypt(database)
    whole, finished, patience = database.read_bytes(), 0, 0.0
    while finished < 3:
        database.write_bytes(whole)
        child = os.fork()
        if not child:
            try:
                act(database)
            finally:
                os._exit(0)
        time.sleep(patience)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        patience += 0.004
        assert rows(database) == ROWS
        finished += slots.is_encrypted(database) is not started_encrypted
    database.write_bytes(whole)
    act(database)
    assert rows(database) == ROWS


def test_five_wrong_tries_and_then_a_wait(database):
    slots.write(
        slots.with_slot(
            slots.new(), name="office", passphrase="five goats drink at noon", key=KEY, on=date(2026, 1, 1)
        ),
        database,
    )
    moving.encrypt(database)
    door = gate.Gate(database)
    wrong = slots.recovery_code(OTHER)
    for second in range(5):
        with pytest.raises(WrongKey):
            door.key_for(wrong, now=second)
    with pytest.raises(WaitFirst):
        door.key_for("five goats drink at noon", now=10)
    assert door.key_for("five goats drink at noon", now=10 + gate.WITHIN) == KEY
    slots.path_of(database).unlink()  # a panic
    with pytest.raises(NoSlotOpens):
        door.key_for("five goats drink at noon", now=2_000)
    assert door.key_for(slots.recovery_code(KEY), now=2_001) == KEY
