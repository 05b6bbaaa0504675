"""The database at one moment, on either engine: taken while everybody works, counted, looked at, put back."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection, transaction
from sqlcipher3 import dbapi2

from serai.vault import held, slots
from serai.vault.archive import PIECE, Part
from serai.vault.sqlcipher.base import open_file

CIPHER, PLAIN = "serai.vault.sqlcipher", "django.db.backends.sqlite3"
SQLITE, POSTGRES = "sqlite", "postgresql"
FILE, PIECES = "database.sqlite3", "database.dump"
SNAPSHOT, RESTORING = ".snapshot-", ".restoring-"
LEFT_BEHIND = 3_600  # seconds after which such a folder belongs to nobody any more


class Damaged(Exception):
    """The snapshot does not hold what it should: not whole, or other numbers of rows."""


class ToolMissing(Exception):
    """The programs that come with PostgreSQL are not on this machine."""


@dataclass(frozen=True)
class Snapshot:
    """How many rows each table has, and the parts that hold them."""

    counts: dict[str, int]
    parts: Iterator[Part]


@contextmanager
def taken(*, beside: Path) -> Iterator[Snapshot]:
    """A snapshot of the installation's database; what it needs on the disk lies in `beside` until the end."""
    clear_away(beside)
    take = _from_postgres if connection.vendor == POSTGRES else _from_sqlite
    with take(beside) as snapshot:
        yield snapshot


@contextmanager
def _from_sqlite(beside: Path) -> Iterator[Snapshot]:
    with TemporaryDirectory(dir=beside, prefix=SNAPSHOT) as folder:
        path = Path(folder) / FILE
        connection.ensure_connection()
        with closing(sqlite_at(path, encrypted=encrypted())) as copy:
            connection.connection.backup(copy)
            counts = look_through(copy)
        yield Snapshot(counts=counts, parts=iter([Part(FILE, path)]))


def encrypted() -> bool:
    """Whether the database that we work on is encrypted."""
    return str(connection.settings_dict["ENGINE"]) == CIPHER


def engine_of(path: Path) -> str:
    return CIPHER if slots.is_encrypted(path) else PLAIN


def sqlite_at(path: Path, *, encrypted: bool) -> Any:
    """A connection to a file. Raises Locked for an encrypted one without a key."""
    if encrypted:
        return open_file(path, key=held.page_key(), isolation_level=None)
    return sqlite3.connect(path, isolation_level=None)


def look_through(copy: Any) -> dict[str, int]:
    """The number of rows of each table. Raises Damaged when a page, an index or a link between rows is broken."""
    try:
        whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not whole or copy.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged
        found = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = [f'"{name}"' for (name,) in found.fetchall()]
        return {name.strip('"'): copy.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608 - our tables
    except (sqlite3.DatabaseError, dbapi2.DatabaseError) as refusal:
        raise Damaged from refusal


def clear_away(beside: Path) -> None:
    """What a power cut left: a whole copy of the data of that day, with everybody who was erased since."""
    for folder in [*beside.glob(f"{SNAPSHOT}*"), *beside.glob(f"{RESTORING}*")]:
        if time.time() - folder.stat().st_mtime > LEFT_BEHIND:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _from_postgres(beside: Path) -> Iterator[Snapshot]:
    """`pg_dump` reads the same moment as the count: both look at one exported snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        exported = cursor.fetchone()[0]
        command = [
            program("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--enable-row-security",
            f"--snapshot={exported}",
        ]
        yield Snapshot(counts=count_rows(), parts=_pieces(command))


def count_rows() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - names of our own tables
            counts[name] = cursor.fetchone()[0]
    return counts


def _pieces(command: list[str]) -> Iterator[Part]:
    with subprocess.Popen(command, env=postgres_environment(), stdout=subprocess.PIPE) as dump:  # noqa: S603 - no shell, our own words
        number = 0
        while piece := dump.stdout.read(4 * PIECE) if dump.stdout else b"":
            yield Part(f"{PIECES}.{number:06}", piece)
            number += 1
        if dump.wait():
            raise Damaged


def program(name: str) -> str:
    """Where a program of PostgreSQL is. Raises ToolMissing."""
    if found := shutil.which(name):
        return found
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise ToolMissing(name)
    return str(folders[-1] / name)


def postgres_environment(name: str = "") -> dict[str, str]:
    """Where the database is and who we are, as PostgreSQL's programs read it: never on the command line."""
    said = connection.settings_dict
    options = said.get("OPTIONS", {}).get("options", "")  # without the owner's, its own rules would hide every row
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    told = {variable: str(said[key]) for variable, key in names.items() if said[key]}
    return {**os.environ, **told, "PGOPTIONS": options, "PGDATABASE": name or str(said["NAME"])}
