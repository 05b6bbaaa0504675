"""An installation of its own for a few minutes: the same tables, the same program, invented people, another place.

On SQLite it is a folder in the home folder; on PostgreSQL also a database beside the real one, if the account may make
one. The real data are neither read nor changed: only how their tables are made.
"""

import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings
from django.utils import translation

from serai.keys.envelope import new_key
from serai.vault import held, snapshot, staging

PREFIX = ".proofs-"
LEFT_BEHIND = 3_600  # seconds after which a scratch place belongs to nobody any more
FILE = "serai.sqlite3"
IN_ORDER = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type != 'table'"
_PATTERN: ContextVar[str] = ContextVar("pattern", default="")  # the database that further ones are copied from


class NoScratch(Exception):
    """The database account may not make a database to the side."""


@dataclass(frozen=True)
class Scratch:
    """`database` is a path on SQLite, a name on PostgreSQL; `key` is empty for open data."""

    home: Path
    database: str
    key: bytes = b""

    @property
    def files(self) -> list[Path]:
        """The database and what SQLite keeps beside it."""
        return [Path(self.database + more) for more in ("", "-wal", "-shm")]


def clear_away(beside: Path) -> None:
    """What an earlier run left that was killed."""
    for folder in beside.glob(f"{PREFIX}*"):
        if time.time() - folder.stat().st_mtime > LEFT_BEHIND:
            if connection.vendor == snapshot.POSTGRES:
                _drop(folder.name)
            rmtree(folder, ignore_errors=True)


@contextmanager
def made(*, beside: Path, encrypted: bool = False) -> Iterator[Scratch]:
    """An empty installation, removed afterwards. Raises NoScratch, ToolMissing."""
    with TemporaryDirectory(dir=beside, prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        home, key = Path(folder) / "home", new_key() if encrypted else b""
        home.mkdir(mode=0o700)
        (home / "secret-key").write_text(secrets.token_urlsafe(64), encoding="utf-8")
        if (static := Path(settings.STATIC_ROOT)).exists():
            (home / "static").symlink_to(static)
        connection.ensure_connection()  # it must be open before another key is held
        make = _in_postgres if connection.vendor == snapshot.POSTGRES else _in_sqlite
        with holding(key), make(home, key) as database:
            there = Scratch(home, database, key)
            if not _PATTERN.get():
                _note_migrations(there)
            yield there


def _note_migrations(there: Scratch) -> None:
    """The tables are those of this installation's migrations."""
    applied = MigrationRecorder(connection).applied_migrations()
    with working_in(there), transaction.atomic():
        recorder = MigrationRecorder(connection)
        for app, name in applied:
            recorder.record_applied(app, name)


@contextmanager
def with_a_pattern(*, beside: Path) -> Iterator[None]:
    """On PostgreSQL the tables are copied once, and each scratch database from that copy, which takes less than a
    second. Where none can be made, each proof says so itself."""
    if connection.vendor != snapshot.POSTGRES:
        yield
        return
    with ExitStack() as stack:
        with suppress(NoScratch, snapshot.ToolMissing):
            database = stack.enter_context(made(beside=beside)).database
            stack.callback(_PATTERN.reset, _PATTERN.set(database))
        yield


@contextmanager
def _in_sqlite(home: Path, key: bytes) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(IN_ORDER)
        statements = [sql for (sql,) in cursor.fetchall()]
    with closing(snapshot.sqlite_at(home / FILE, encrypted=bool(key))) as fresh:
        fresh.execute("BEGIN")
        for sql in statements:
            fresh.execute(sql)
        fresh.execute("COMMIT")
    yield str(home / FILE)


@contextmanager
def _in_postgres(home: Path, key: bytes) -> Iterator[str]:
    name = _named(home.parent.name)
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE {_PATTERN.get() or 'template0'}")
    except DatabaseError as refusal:
        raise NoScratch from refusal
    try:
        if not _PATTERN.get():
            _copy_tables(to=name)
        yield name
    finally:
        _drop(home.parent.name)


def _copy_tables(*, to: str) -> None:
    """Those of the real database, without a row."""
    tables = [snapshot.program("pg_dump"), "--schema-only", "--no-owner", "--format=custom"]
    fill = [snapshot.program("pg_restore"), "--no-owner", "--exit-on-error", "--dbname", to]
    told = snapshot.postgres_environment()
    with subprocess.Popen(tables, env=told, stdout=subprocess.PIPE) as dump:  # noqa: S603 - no shell, our own words
        filled = subprocess.run(fill, env=snapshot.postgres_environment(to), stdin=dump.stdout, check=False)  # noqa: S603
    if dump.returncode or filled.returncode:
        raise NoScratch


def _named(folder: str) -> str:
    return "serai_proofs_" + folder.removeprefix(PREFIX).lower()


def _drop(folder: str) -> None:
    """And what a restore set aside under its name."""
    with connection._nodb_cursor() as cursor:
        ours = f"^{_named(folder)}(_before_|_restoring_|$)"
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [ours])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def holding(key: bytes) -> Iterator[None]:
    """This key instead of the real one; open data need none."""
    usual = held.main_key() if held.is_held() else b""
    held.let_go()
    if key:
        held.hold(key)
    try:
        yield
    finally:
        held.let_go()
        if usual:
            held.hold(usual)


@contextmanager
def working_in(there: Scratch) -> Iterator[None]:
    """The whole program works in the scratch installation meanwhile. A page asked there speaks its reader's language:
    afterwards we speak ours again."""
    secret = (there.home / "secret-key").read_text(encoding="utf-8")
    instead: dict[str, Any] = {
        "HOME": there.home,
        "ERASED": there.home / "erased",
        "SECRET_KEY": secret,
        "ALLOWED_HOSTS": ["localhost"],
        "SECURE_SSL_REDIRECT": False,
    }
    with (
        translation.override(translation.get_language()),
        override_settings(**instead),
        holding(there.key),
        staging.working_on(there.database),
    ):
        yield
