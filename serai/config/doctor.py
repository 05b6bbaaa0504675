"""What is wrong with this installation, and how to mend it, in plain sentences."""

import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import available_timezones

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.appointments import gateway
from serai.appointments.queries.reminding import given_up_since
from serai.audit import keys
from serai.audit.queries import fitting_keys
from serai.centres.models import Centre
from serai.centres.second_line import everywhere
from serai.complaints.queries import focal_points
from serai.config import installation, postgres_log, second_line
from serai.people.models import Registration
from serai.sealed.queries.places import count_waiting
from serai.search.hashes import cards_open, hashed_under_this_key
from serai.teams.queries import left_alone
from serai.vault.worries import worries

ROOM_NEEDED = 1_000_000_000  # a month of a busy centre and the backup made beside it
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
OLDEST_PYTHON = (3, 12)
OLDEST_SQLITE = (3, 37, 0)  # what this Django asks for


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be, and how to mend it."""

    what: str
    mend: str


def findings() -> list[Finding]:
    """Everything that is wrong, the worst first. The tables are looked at only when the database answers."""
    unreachable = list(_database_answers())
    possible = [look for look in ALWAYS if not (unreachable and look is start_up_checks)]  # those ask the database
    found = [finding for look in possible for finding in look()]
    if unreachable:
        return unreachable + found
    if installation.pending_migrations():
        what = _("The tables are older than this version of Serai.")
        return [Finding(what, _("Run `serai upgrade`, after a backup.")), *found]
    return found + [finding for look in IN_THE_DATABASE for finding in look()]


def _database_answers() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as refusal:
        where = "DATABASE_URL" if connection.vendor == "postgresql" else "SERAI_HOME"
        yield Finding(
            _("The database does not answer ({kind}).").format(kind=type(refusal).__name__),
            _("Check that it runs, and what {setting} says.").format(setting=where),
        )


def versions() -> Iterator[Finding]:
    if sys.version_info < OLDEST_PYTHON:
        yield Finding(_("This Python is too old."), _("Install Python 3.12 or later."))
    if connection.vendor == "sqlite" and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding(
            _("SQLite {version} is too old.").format(version=sqlite3.sqlite_version),
            _("Use a Python that brings 3.37 or later, or PostgreSQL."),
        )


def start_up_checks() -> Iterator[Finding]:
    for message in checks.run_checks(databases=["default"]):
        if message.level >= checks.ERROR and not message.is_silenced():
            yield Finding(str(message.msg), str(message.hint or _("Undo the change of settings that led to this.")))


def static_files() -> Iterator[Finding]:
    if not installation.static_files_collected():
        yield Finding(_("The style sheet and scripts of the pages are not in place."), _("Run `serai upgrade`."))


def secrets() -> Iterator[Finding]:
    home, trail = Path(settings.HOME), keys.folder()
    for path in (home, home / "secret-key", home / "reminders-token", trail, *sorted(trail.glob("*"))):
        if sys.platform != "win32" and path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding(
                _("Others on this machine can read {path}.").format(path=path),
                _("Run `{command}`.").format(command=f"chmod go-rwx {path}"),
            )
    if len(settings.SECRET_KEY) < 50:
        yield Finding(
            _("The secret key is short enough to be guessed."), _("Unset SERAI_SECRET_KEY: a good one is made.")
        )


def disk_space() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    if free < ROOM_NEEDED:
        yield Finding(
            _("Only {number} MB are free where the data are.").format(number=free // 1_000_000),
            _("Free at least 1 GB."),
        )


def network() -> Iterator[Finding]:
    hosts = set(settings.ALLOWED_HOSTS)
    if settings.DEBUG:
        yield Finding(_("SERAI_DEBUG shows the inside of the program to everybody."), _("Unset SERAI_DEBUG."))
    if "*" in hosts:
        yield Finding(_("SERAI_HOSTS lets this server answer to any name."), _("List the names it has, with commas."))
    if hosts - LOOPBACK and not settings.TLS:
        yield Finding(
            _("Other machines can connect, but passwords and files would travel in the clear."),
            _("Put a proxy with a certificate in front, and set SERAI_TLS=1 and SERAI_BEHIND_PROXY=1."),
        )
    if settings.TLS and not hosts - LOOPBACK:
        yield Finding(_("SERAI_TLS is set, but no name of this server is given."), _("Set SERAI_HOSTS to its name."))


def data_at_rest() -> Iterator[Finding]:
    for what, mend in worries():
        yield Finding(what, mend)


def code_lists() -> Iterator[Finding]:
    if not installation.code_lists_loaded():
        yield Finding(_("The list of places is empty."), _("Run `serai upgrade`."))


def administrator() -> Iterator[Finding]:
    if not installation.has_administrator():
        yield Finding(_("Nobody is administrator, so no account can be made."), _("Run `serai setup`."))


def time_zones() -> Iterator[Finding]:
    known = available_timezones()
    for code, zone in Centre.objects.order_by("code").values_list("code", "time_zone"):
        if zone not in known:
            yield Finding(
                _("The time zone {zone} of centre {code} is not known.").format(zone=zone, code=code),
                _("Correct it on the centre's page."),
            )


def open_places() -> Iterator[Finding]:
    if count_waiting():
        yield Finding(
            _("Where safe houses are still stands open in the database: no centre of their country seals it."),
            _("Ask a protection focal point to begin the sealed files “Safe places”."),
        )


def teams() -> Iterator[Finding]:
    with everywhere("what is wrong with the whole installation, and nobody's rows"):
        found = left_alone()
    for centre, members in found:
        yield Finding(
            _("At {centre} a file is kept to a team that nobody who works there can change any more.").format(
                centre=centre
            ),
            _("Post one of them there again, as supervisor for instance, to name a new team: {members}.").format(
                members=", ".join(members)
            ),
        )


def reports_about_staff() -> Iterator[Finding]:
    with everywhere("what is wrong with the whole installation, and nobody's rows"):
        has_begun = Registration.objects.exists()
    if has_begun and not focal_points():
        yield Finding(
            _("People are received here, and nobody can report abuse by staff: no focal point reads such reports."),
            _("Post a focal point for protection from sexual exploitation and abuse to the network; on their first "
              "page they set up the place for reports."),
        )  # fmt: skip


def key_of_the_numbers() -> Iterator[Finding]:
    with everywhere("what is wrong with the whole installation, and nobody's rows"):
        cards, numbers = cards_open(), hashed_under_this_key()
    if not cards:
        yield Finding(
            _("The codes of cards were hashed with another key: no card opens a file, and none can be printed again."),
            _("Put the folder {folder} back from the backup of this machine, or give new cards.").format(
                folder=keys.folder()
            ),
        )
    if not numbers:
        yield Finding(
            _("The telephones and documents of people were hashed with another key: searching by them finds nobody."),
            _("Put the folder {folder} back from the backup of this machine, or run `serai upgrade`.").format(
                folder=keys.folder()
            ),
        )


def keys_of_the_trail() -> Iterator[Finding]:
    if not fitting_keys():
        yield Finding(
            _("The keys of the trail are not those with which it was written. Who opened which file before can no "
              "longer be shown, nor whether those lines were changed."),
            _("Put the folder {folder} back from the backup of this machine.").format(folder=keys.folder()),
        )  # fmt: skip


def second_line_holds() -> Iterator[Finding]:
    yield from (Finding(fault.what, fault.mend) for fault in second_line.faults())


def quiet_log() -> Iterator[Finding]:
    if names := postgres_log.talkative():
        yield Finding(
            _("PostgreSQL may write what people typed, names as well, into its own log: {names}.").format(
                names=", ".join(names)
            ),
            _("As PostgreSQL's administrator, run `{command}`").format(command=postgres_log.mended(names)),
        )


def reminders() -> Iterator[Finding]:
    if missing := gateway.missing():
        yield Finding(
            _("Reminders are switched on, and this is missing: {names}. None is sent.").format(
                names=", ".join(missing)
            ),
            _("Set it, or unset SERAI_REMINDERS: people are reminded by hand then."),
        )
    with everywhere("what is wrong with the whole installation, and nobody's rows"):
        given_up = given_up_since(timezone.now() - timedelta(days=7)) if gateway.is_on() else 0
    if given_up:
        yield Finding(
            _("Reminders of the last seven days that could not be sent: {number}.").format(number=given_up),
            _("Look after the gateway; meanwhile the list of reminders says whom to call."),
        )


ALWAYS: list[Callable[[], Iterator[Finding]]] = [
    versions,
    start_up_checks,
    secrets,
    static_files,
    disk_space,
    network,
    data_at_rest,
]
IN_THE_DATABASE: list[Callable[[], Iterator[Finding]]] = [
    second_line_holds,
    quiet_log,
    code_lists,
    administrator,
    time_zones,
    keys_of_the_trail,
    teams,
    reports_about_staff,
    key_of_the_numbers,
    open_places,
    reminders,
]
