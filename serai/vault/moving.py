"""From an open database to an encrypted one and back. A power cut at any moment leaves one of the two, whole."""

import os
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from serai.vault import held, slots
from serai.vault.archive import PIECE, sync_folder
from serai.vault.snapshot import Damaged, look_through
from serai.vault.sqlcipher.base import open_file


class EncryptedAlready(Exception):
    """The database is encrypted, or not one of SQLite."""


class OpenAlready(Exception):
    """The database is not encrypted."""


def encrypt(database: Path) -> None:
    """Write an encrypted copy, look through it, put it in the place of the open one, and overwrite that.

    The key is held already and its slots are on the disk. Raises EncryptedAlready, Damaged.
    """
    if slots.is_encrypted(database):
        raise EncryptedAlready
    fresh, plain = database.with_name(database.name + ".encrypting"), left_open(database)
    fresh.unlink(missing_ok=True)
    with closing(_plain(database)) as source:
        source.execute("PRAGMA journal_mode = DELETE")  # everything is in the file itself, no log beside it
        _export(source, fresh, key=f"x'{held.page_key()}'")
        with closing(open_file(fresh, key=held.page_key(), isolation_level=None)) as copy:
            _compare(source, copy)
    _sync(fresh)
    plain.unlink(missing_ok=True)  # a second name of this same file, from a try that was cut off
    os.link(database, plain)
    fresh.replace(database)
    sync_folder(database.parent)
    shred(plain)


def decrypt(database: Path) -> None:
    """The way back; then the slots open nothing any more, and go. Raises OpenAlready, Damaged, Locked."""
    if not slots.is_encrypted(database):
        raise OpenAlready
    fresh = database.with_name(database.name + ".decrypting")
    fresh.unlink(missing_ok=True)
    with closing(open_file(database, key=held.page_key(), isolation_level=None)) as source:
        source.execute("PRAGMA journal_mode = DELETE")
        _export(source, fresh, key="")
        with closing(_plain(fresh)) as copy:
            _compare(source, copy)
    _sync(fresh)
    fresh.replace(database)
    sync_folder(database.parent)
    slots.path_of(database).unlink(missing_ok=True)


def has_tables(database: Path) -> bool:
    """Whether there is anything in the file; a server that was started too early leaves an empty one."""
    if not database.exists() or slots.is_encrypted(database):
        return database.exists()
    with closing(_plain(database)) as found:
        return bool(found.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def left_open(database: Path) -> Path:
    """Where the open database lies between being replaced and being overwritten."""
    return database.with_name(database.name + ".open")


def all_left_open(database: Path) -> list[Path]:
    """Open copies beside encrypted data: of an encryption, or of the way back, that a power cut broke off."""
    return sorted(
        path for path in (left_open(database), *database.parent.glob(f"{database.name}.decrypting*")) if path.exists()
    )


def shred(path: Path) -> None:
    """Overwrite and remove. On flash memory the old blocks may live on, unreachable for us: docs/guard.md says so."""
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, PIECE)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _plain(path: Path) -> Any:
    return dbapi2.connect(path, isolation_level=None)


def _export(source: Any, to: Path, *, key: str) -> None:
    source.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(to), key))
    source.execute("SELECT sqlcipher_export('fresh')")
    for name in ("user_version", "application_id"):
        value = source.execute(f"PRAGMA main.{name}").fetchone()[0]
        source.execute(f"PRAGMA fresh.{name} = {int(value)}")
    source.execute("DETACH DATABASE fresh")


def _compare(source: Any, copy: Any) -> None:
    shape = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    same = source.execute(shape).fetchall() == copy.execute(shape).fetchall()
    if not same or look_through(source) != look_through(copy):
        raise Damaged


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
