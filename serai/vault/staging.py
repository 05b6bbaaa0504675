"""An archive brought back to the side: opened, counted, brought up to this version, cleansed of who was erased since.

Only then does it take the place of anything. On SQLite the side is a folder, on PostgreSQL a database of its own.
"""

import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.utils import load_backend

from serai.audit import restored
from serai.vault import archive, held, slots, snapshot
from serai.vault.choices import ERASED, FILES, FORMAT

SCRATCH = "_restoring_"  # follows the name of the live database in that of one to the side, on PostgreSQL


class OtherEngine(Exception):
    """The archive is of SQLite and the installation of PostgreSQL, or the reverse."""


class NotEncrypted(Exception):
    """The archive is of open data, and the installation is encrypted."""


class FromTheFuture(Exception):
    """A later version of Serai made the archive."""


class NoRoomForScratch(Exception):
    """The database account may not create a database to the side."""


@dataclass(frozen=True)
class Staged:
    """What was brought back to the side: `database` is a path on SQLite, a name on PostgreSQL; `key` is empty for
    open data."""

    folder: Path
    database: str
    manifest: dict[str, Any]
    key: bytes = b""


@contextmanager
def staged(path: Path, *, identity: str, beside: Path) -> Iterator[Staged]:
    """Open an archive to the side and look through it; what is left there afterwards is removed.

    Raises NotAnIdentity, CannotOpenArchive, Damaged, OtherEngine, NotEncrypted,
    FromTheFuture, NoRoomForScratch, ToolMissing.
    """
    snapshot.clear_away(beside)
    with TemporaryDirectory(dir=beside, prefix=snapshot.RESTORING) as name:
        folder = Path(name)
        manifest = archive.unseal(path, identity=identity, into=folder)
        if manifest["format"] > FORMAT:
            raise FromTheFuture
        if manifest["engine"] != connection.vendor:
            raise OtherEngine(manifest["engine"])
        key: bytes = manifest.pop("key")
        if snapshot.encrypted() and not key:
            raise NotEncrypted
        put = _in_postgres if connection.vendor == snapshot.POSTGRES else _in_sqlite
        with _holding(key), put(folder, manifest["counts"]) as database:
            yield Staged(folder, database, manifest, key)


@contextmanager
def _holding(key: bytes) -> Iterator[None]:
    """The key of the archive, as long as it is looked at."""
    usual = held.main_key() if held.is_held() else b""
    if key:
        held.hold(key)
    try:
        yield
    finally:
        if usual:
            held.hold(usual)
        else:
            held.let_go()


@contextmanager
def _in_sqlite(folder: Path, counts: dict[str, int]) -> Iterator[str]:
    path = folder / snapshot.FILE
    with closing(snapshot.sqlite_at(path, encrypted=slots.is_encrypted(path))) as copy:
        if snapshot.look_through(copy) != counts:
            raise snapshot.Damaged
    yield str(path)


@contextmanager
def _in_postgres(folder: Path, counts: dict[str, int]) -> Iterator[str]:
    dump = folder / snapshot.PIECES
    with dump.open("wb") as whole:
        for piece in sorted(folder.glob(f"{snapshot.PIECES}.*")):
            with piece.open("rb") as part:
                shutil.copyfileobj(part, whole)
            piece.unlink()
    name = f"{connection.settings_dict['NAME']}{SCRATCH}{secrets.token_hex(4)}"
    _create(name)
    try:
        _fill(name, dump)
        with working_on(name):
            if snapshot.count_rows() != counts:
                raise snapshot.Damaged
        yield name
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")


def _fill(name: str, dump: Path) -> None:
    whole_or_not = ["--exit-on-error", "--single-transaction"]
    command = [snapshot.program("pg_restore"), "--no-owner", *whole_or_not, "--dbname", name, str(dump)]
    if subprocess.run(command, env=snapshot.postgres_environment(name), check=False).returncode:  # noqa: S603 - no shell
        raise snapshot.Damaged


def _create(name: str) -> None:
    try:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)} TEMPLATE template0")
    except DatabaseError as refusal:
        raise NoRoomForScratch from refusal


@contextmanager
def working_on(database: str) -> Iterator[None]:
    """The whole program works on another database meanwhile, encrypted or open as that one is."""
    usual, engine = connections["default"], connection.settings_dict["ENGINE"]
    if connection.vendor == snapshot.SQLITE:
        engine = snapshot.engine_of(Path(database))
    backend = load_backend(engine)
    connections["default"] = backend.DatabaseWrapper(
        {**usual.settings_dict, "NAME": database, "ENGINE": engine}, "default"
    )
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = usual


@contextmanager
def in_its_home(side: Staged) -> Iterator[None]:
    """The whole program works on what was brought back, with the keys that belong to it."""
    usual, kept = (settings.HOME, settings.ERASED, settings.SECRET_KEY), side.folder / FILES / "secret-key"
    settings.HOME, settings.ERASED = side.folder / FILES, side.folder / FILES / ERASED
    if kept.exists():
        settings.SECRET_KEY = kept.read_text(encoding="utf-8")
    try:
        with working_on(side.database):
            yield
    finally:
        settings.HOME, settings.ERASED, settings.SECRET_KEY = usual


def bring_up_to_date() -> dict[str, int]:
    """Migrate what was brought back, and run what the rooms declared: gives how many rows each step changed.

    Raises FromTheFuture.
    """
    loader = MigrationLoader(connection)
    if set(loader.applied_migrations or {}) - set(loader.disk_migrations or {}):
        raise FromTheFuture
    call_command("migrate", verbosity=0, interactive=False)
    with transaction.atomic():
        return {name: step() for name, step in restored.declared().items()}
