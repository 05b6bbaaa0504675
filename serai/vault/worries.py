"""What the doctor says about the data at rest: each worry with what mends it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.vault.queries import last_backup, recipients
from serai.vault.snapshot import SQLITE

OFTEN_ENOUGH = timedelta(hours=26)  # once a day, and the time it takes

type Worry = tuple[str, str]


def worries() -> Iterator[Worry]:
    yield from _backups()
    yield from _set_aside()


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


def _set_aside() -> Iterator[Worry]:
    if connection.vendor != SQLITE:
        return
    live = Path(connection.settings_dict["NAME"])
    for path in sorted(live.parent.glob(f"{live.name}.before-*")):
        what = _("The data from before a restore are still here: {path}").format(path=path)
        yield what, _("Remove that file when you are sure: people who were erased since may be in it.")
