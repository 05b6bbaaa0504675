"""What the doctor says about the data at rest: each worry with what mends it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.vault import moving, slots
from serai.vault.queries import last_backup, recipients
from serai.vault.snapshot import POSTGRES, SQLITE
from serai.vault.staging import SCRATCH

OFTEN_ENOUGH = timedelta(hours=26)  # once a day, and the time it takes

type Worry = tuple[str, str]


def worries() -> Iterator[Worry]:
    yield from _backups()
    if connection.vendor == POSTGRES:
        yield from _set_aside_on_postgres(str(connection.settings_dict["NAME"]))
    if connection.vendor == SQLITE:
        live = Path(connection.settings_dict["NAME"])
        yield from _set_aside(live)
        yield from _at_rest(live)


def _backups() -> Iterator[Worry]:
    last = last_backup()
    if settings.DEMO:
        return
    if not recipients():
        what = _("Nobody is named who could open a backup, so none can be made.")
        yield what, _("Run `serai backup --new-recipient`, and keep the key it shows in two other places.")
    elif last is None:
        yield _("There is no backup."), _("Run `serai backup`, every day: see docs/how/keep-backups.md.")
    elif timezone.now() - last.at > OFTEN_ENOUGH:
        what = _("The last backup was made on {day}.").format(day=last.at.date().isoformat())
        yield what, _("Run `serai backup`, every day: see docs/how/keep-backups.md.")


def _set_aside(live: Path) -> Iterator[Worry]:
    for path in sorted(live.parent.glob(f"{live.name}.before-*")):
        what = _("The data from before a restore are still here: {path}").format(path=path)
        yield what, _("Remove that file when you are sure: people who were erased since may be in it.")


def _set_aside_on_postgres(live: str) -> Iterator[Worry]:
    """When the database does not answer, the doctor says that instead."""
    found = []
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) OR starts_with(datname, %s) ORDER BY 1",
            [f"{live}_before_", f"{live}{SCRATCH}"],
        )
        found = [name for (name,) in cursor.fetchall()]
    for name in found:
        what = _("The data from before a restore are still here: {path}").format(path=name)
        yield what, _("Drop that database when you are sure: people who were erased since may be in it.")


def _at_rest(live: Path) -> Iterator[Worry]:
    if settings.DEMO or not live.exists():
        return
    if not slots.is_encrypted(live):
        what = _("These data are not encrypted: whoever has this machine reads everything.")
        yield what, _("Stop the server, run `serai encrypt`, and write the recovery code down.")
        return
    if moving.all_left_open(live):
        yield _("An open copy of the data was left by an encryption that was cut off."), _("Run `serai encrypt` again.")
    if not slots.read(live).slots:
        yield _("No passphrase opens these data."), _("Run `serai slots add office`, with the recovery code.")
    if _writes_memory_to_the_disk():
        what = _("This machine may write its memory, and the key in it, to the disk.")
        yield what, _("Encrypt the swap space, or turn it off (`swapoff -a`).")


def _writes_memory_to_the_disk() -> bool:
    """Compressed memory and encrypted devices do not count."""
    table = Path("/proc/swaps")
    lines = table.read_text(encoding="utf-8").splitlines()[1:] if table.exists() else []
    return any(not line.startswith(("/dev/zram", "/dev/dm-", "/dev/mapper")) for line in lines)
