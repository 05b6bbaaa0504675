"""What is wrong with this installation, and how to mend it, in plain sentences."""

import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from serai.centres.models import Centre
from serai.config import installation

ROOM_NEEDED = 1_000_000_000  # a month of a busy centre and the backup made beside it
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
OLDEST_PYTHON = (3, 12)
OLDEST_SQLITE = (3, 37, 0)  # what this Django asks for


@dataclass(frozen=True)
class Finding:
    what: str
    mend: str


def findings() -> list[Finding]:
    """Everything that is wrong, the worst first. The tables are looked at only when the database answers."""
    found = [finding for look in ALWAYS for finding in look()]
    unreachable = list(_database_answers())
    if unreachable:
        return unreachable + found
    if installation.pending_migrations():
        what = "The tables are older than this version of Serai."
        return [Finding(what, "Run `serai upgrade`, after a backup."), *found]
    return found + [finding for look in IN_THE_DATABASE for finding in look()]


def _database_answers() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as refusal:
        where = "DATABASE_URL" if connection.vendor == "postgresql" else "SERAI_HOME"
        yield Finding(
            f"The database does not answer ({type(refusal).__name__}).", f"Check that it runs, and what {where} says."
        )


def versions() -> Iterator[Finding]:
    if sys.version_info < OLDEST_PYTHON:
        yield Finding("This Python is too old.", "Install Python 3.12 or later.")
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(
            f"SQLite {sqlite3.sqlite_version} is too old.",
            "Use a Python that brings 3.37 or later, or PostgreSQL.",
        )


def start_up_checks() -> Iterator[Finding]:
    for message in checks.run_checks(databases=["default"]):
        if message.level >= checks.ERROR and not message.is_silenced():
            yield Finding(str(message.msg), str(message.hint or "Undo the change of settings that led to this."))


def static_files() -> Iterator[Finding]:
    if not installation.static_files_collected():
        yield Finding("The style sheet and scripts of the pages are not in place.", "Run `serai upgrade`.")


def secrets() -> Iterator[Finding]:
    key = Path(settings.HOME) / "secret-key"
    for path in (Path(settings.HOME), key):
        if sys.platform != "win32" and path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(f"Others on this machine can read {path}.", f"Run `chmod go-rwx {path}`.")
    if len(settings.SECRET_KEY) < 50:
        yield Finding("The secret key is short enough to be guessed.", "Unset SERAI_SECRET_KEY: a good one is made.")


def disk_space() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    if free < ROOM_NEEDED:
        yield Finding(f"Only {free // 1_000_000} MB are free where the data are.", "Free at least 1 GB.")


def network() -> Iterator[Finding]:
    hosts = set(settings.ALLOWED_HOSTS)
    if settings.DEBUG:
        yield Finding("SERAI_DEBUG shows the inside of the program to everybody.", "Unset SERAI_DEBUG.")
    if "*" in hosts:
        yield Finding("SERAI_HOSTS lets this server answer to any name.", "List the names it has, with commas.")
    if hosts - LOOPBACK and not settings.TLS:
        yield Finding(
            "Other machines can connect, but passwords and files would travel in the clear.",
            "Put a proxy with a certificate in front, and set SERAI_TLS=1 and SERAI_BEHIND_PROXY=1.",
        )
    if settings.TLS and not hosts - LOOPBACK:
        yield Finding("SERAI_TLS is set, but no name of this server is given.", "Set SERAI_HOSTS to its name.")


def code_lists() -> Iterator[Finding]:
    if not installation.code_lists_loaded():
        yield Finding("The list of places is empty.", "Run `serai upgrade`.")


def administrator() -> Iterator[Finding]:
    if not installation.has_administrator():
        yield Finding("Nobody is administrator, so no account can be made.", "Run `serai setup`.")


def time_zones() -> Iterator[Finding]:
    known = available_timezones()
    for code, zone in Centre.objects.order_by("code").values_list("code", "time_zone"):
        if zone not in known:
            yield Finding(f"The time zone {zone!r} of centre {code} is not known.", "Correct it on the centre's page.")


ALWAYS: list[Callable[[], Iterator[Finding]]] = [versions, start_up_checks, secrets, static_files, disk_space, network]
IN_THE_DATABASE: list[Callable[[], Iterator[Finding]]] = [code_lists, administrator, time_zones]
