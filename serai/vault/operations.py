import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.vault import archive, control, held, slots, snapshot, staging
from serai.vault.choices import (
    BELONGING,
    FILES,
    FOLDER,
    FORMAT,
    LAST,
    MARKS,
    MARKS_BESIDE,
    PASSPHRASE,
    RECIPIENTS,
    SECURITY_KEY,
    STAMP,
)
from serai.vault.gate import WaitFirst
from serai.vault.queries import Ended, database, ended_since, recipients
from serai.vault.running import alone
from serai.vault.slots import Shown, Slots


class RecipientChosen(Exception):
    """Backups are sealed to somebody already; a second pair would make the first useless unnoticed."""


class NoRecipient(Exception):
    """Nobody is named who could open a backup."""


class DoesNotOpen(Exception):
    """This passphrase opens no slot."""


class DatabaseInTheWay(Exception):
    """There are data where the backup would go, and nobody said that they may be replaced."""


@dataclass(frozen=True)
class Made:
    """A backup that was made: where it is, what it holds, how many older ones went."""

    path: Path
    tables: int
    rows: int
    removed: int


@dataclass(frozen=True)
class BroughtBack:
    """What came back, what the steps of the rooms changed, where the data that were there lie now, and what ended since
    and holds again: None when nobody can tell."""

    made_at: str
    tables: int
    rows: int
    steps: dict[str, int]
    aside: str
    ended: list[Ended] | None = None


def make_recipient() -> str:
    """Make the pair once, keep its public half, and give back the private one, which is kept nowhere here.

    Raises RecipientChosen.
    """
    identity, recipient = archive.new_identity()
    seal_to(recipient=recipient)
    return identity


def seal_to(*, recipient: str) -> None:
    """Seal every backup to this public half. Raises RecipientChosen, NotARecipient."""
    if recipients():
        raise RecipientChosen
    if not archive.is_recipient(recipient):
        raise archive.NotARecipient
    path = Path(settings.HOME) / RECIPIENTS
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(recipient + "\n", encoding="utf-8")


def make_backup(*, to: Path, keep: timedelta) -> Made:
    """Seal a snapshot and what belongs to it; remove archives of that folder that are older than `keep`.

    Raises NoRecipient, Damaged, ToolMissing, NotARecipient, OSError.
    """
    public = recipients()
    if not public:
        raise NoRecipient
    now = timezone.now()
    path = to / now.astimezone(UTC).strftime(STAMP)
    with snapshot.taken(beside=_own_folder()) as taken:
        rows = sum(taken.counts.values())
        archive.seal(_parts(taken, now), to=path, recipients=public)
    marks = Path(settings.HOME) / MARKS
    if marks.exists():
        shutil.copyfile(marks, to / MARKS_BESIDE)
    made = Made(path=path, tables=len(taken.counts), rows=rows, removed=_remove_older(to, than=now - keep))
    record(by=None, act="backup.made", tables=made.tables, rows=rows)
    _note(at=now.isoformat(), path=str(path), rows=rows)
    return made


def _own_folder() -> Path:
    folder = Path(settings.HOME) / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _parts(taken: snapshot.Snapshot, now: datetime) -> Iterator[archive.Part]:
    manifest = {
        "format": FORMAT,
        "engine": connection.vendor,
        "made_at": now.isoformat(),
        "counts": taken.counts,
    }
    yield archive.Part(archive.MANIFEST, json.dumps(manifest, indent=1).encode())
    if snapshot.encrypted():
        yield archive.Part(archive.KEY, held.main_key())
    yield from taken.parts
    home = Path(settings.HOME)
    for path in filter(Path.exists, _belonging(home)):  # one may have been removed meanwhile
        yield archive.Part(f"{FILES}/{path.relative_to(home).as_posix()}", path)


def _remove_older(folder: Path, *, than: datetime) -> int:
    """A person erased today is in no archive that is older than the others are kept."""
    limit = than.astimezone(UTC).strftime(STAMP)
    old = [path for path in folder.glob("serai-*.age") if path.name < limit]
    for path in old:
        path.unlink()
    return len(old)


def _note(**said: str | int) -> None:
    path = Path(settings.HOME) / LAST
    path.write_text(json.dumps(said), encoding="utf-8")


def verify_backup(*, path: Path, identity: str) -> dict[str, int]:
    """Bring an archive back to the side, look through it, and leave nothing: gives the rows of each table.

    Raises what `staging.staged` raises.
    """
    with staging.staged(path, identity=identity, beside=_own_folder()) as side:
        counts: dict[str, int] = side.manifest["counts"]
        return counts


def restore_backup(
    *, path: Path, identity: str, replace: bool = False, slots_for: Callable[[bytes], Slots] | None = None
) -> BroughtBack:
    """Bring an archive back as this installation's data. What was there is kept aside, under another name.

    `slots_for` makes the slots of encrypted data: those that were there when it was made do not come back with it.
    Raises DatabaseInTheWay, BeingServed, and what `staging` raises; then nothing has changed.
    """
    home = Path(settings.HOME)
    with alone(home):
        if not replace and _has_data():
            raise DatabaseInTheWay
        with staging.staged(path, identity=identity, beside=home) as side:
            _complete(side.folder / FILES, home, marks=path.parent / MARKS_BESIDE)
            counts = side.manifest["counts"]
            ended = ended_since(datetime.fromisoformat(side.manifest["made_at"])) if _has_data() else None
            with staging.in_its_home(side):
                steps = staging.bring_up_to_date()
                _note_in_the_trail(side, rows=sum(counts.values()), steps=steps)
            new_slots = slots_for(side.key) if slots_for and side.key else None
            aside = _put_in_place(side, home, new_slots)
    if side.key:
        held.hold(side.key)
    return BroughtBack(
        made_at=side.manifest["made_at"], tables=len(counts), rows=sum(counts.values()), steps=steps, aside=aside,
        ended=ended,
    )  # fmt: skip


def _has_data() -> bool:
    if connection.vendor == snapshot.SQLITE:
        path = Path(connection.settings_dict["NAME"])
        return path.exists() and path.stat().st_size > 0
    with connection.cursor() as cursor:
        return bool(connection.introspection.table_names(cursor))


def _complete(files: Path, home: Path, *, marks: Path) -> None:
    """What this machine has and the archive has not: keys made since, and the marks of who was erased since."""
    for path in _belonging(home):
        if not (target := files / path.relative_to(home)).exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy2(path, target)
    both = [path for path in (home / MARKS, marks) if path.exists()]
    lines = {line for path in both for line in path.read_text(encoding="utf-8").split()}
    if lines:
        (files / MARKS).parent.mkdir(mode=0o700, exist_ok=True)
        (files / MARKS).write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def _belonging(home: Path) -> list[Path]:
    found = [path for name in BELONGING for path in [home / name, *(home / name).rglob("*")]]
    return sorted(path for path in found if path.is_file())


def _note_in_the_trail(side: staging.Staged, *, rows: int, steps: dict[str, int]) -> None:
    changed = [f"{name}: {count}" for name, count in steps.items()]
    with transaction.atomic():
        record(by=None, act="backup.restored", made_at=side.manifest["made_at"], rows=rows, steps=changed)


def _put_in_place(side: staging.Staged, home: Path, new_slots: Slots | None) -> str:
    """Swap the databases, then the files. What was there keeps a name that says until when it was used."""
    stamp = timezone.now().astimezone(UTC).strftime("%Y%m%dt%H%M%S")
    swap = _swap_on_postgres if connection.vendor == snapshot.POSTGRES else _swap_files
    aside = swap(side, stamp)
    if connection.vendor == snapshot.SQLITE:
        _change_slots(Path(connection.settings_dict["NAME"]), new_slots, stamp)
    files = side.folder / FILES
    for path in [*_belonging(files), files / MARKS]:
        target = home / path.relative_to(files)
        if path.exists() and not (target.exists() and target.read_bytes() == path.read_bytes()):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if target.exists() and path != files / MARKS:  # the key of what is set aside is kept with it
                target.replace(target.with_name(f"{target.name}.before-{stamp}"))
            path.replace(target)
    return aside


def _swap_files(side: staging.Staged, stamp: str) -> str:
    """At no moment is there no database: a power cut leaves the old one or the new one."""
    live = Path(connection.settings_dict["NAME"])
    aside = live.with_name(f"{live.name}.before-{stamp}")
    if live.exists():
        _empty_the_log(live)
        os.link(live, aside)
        for more in ("-wal", "-shm"):  # a damaged database keeps its log: it belongs to the file it was written for
            if (log := live.with_name(live.name + more)).exists():
                log.replace(aside.with_name(aside.name + more))
    Path(side.database).replace(live)
    archive.sync_folder(live.parent)
    return str(aside) if aside.exists() else ""


def _change_slots(live: Path, new_slots: Slots | None, stamp: str) -> None:
    old = slots.path_of(live)
    if old.exists():
        old.replace(old.with_name(f"{old.name}.before-{stamp}"))
    if new_slots:
        slots.write(new_slots, live)


def _empty_the_log(live: Path) -> None:
    with suppress(DatabaseError, held.Locked), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _swap_on_postgres(side: staging.Staged, stamp: str) -> str:
    live, quote = str(connection.settings_dict["NAME"]), connection.ops.quote_name
    aside = f"{live}_before_{stamp}"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {quote(live)} RENAME TO {quote(aside)}")
        cursor.execute(f"ALTER DATABASE {quote(side.database)} RENAME TO {quote(live)}")
    return aside


def lock_everything(*, by: Posting) -> None:
    """Sign everybody out and let the server forget the key; it ends a moment after this."""
    with transaction.atomic():
        record(by=by, act="everything.locked")
        end_every_session()
    with suppress(control.NobodyServes):  # this process serves, so somebody does, unless it is ending already
        control.ask(Path(settings.HOME), do="lock")


def prove(*, passphrase: str) -> None:
    """Whether somebody at the pages knows a passphrase of today, or the recovery code. The process that holds the key
    weighs it, and counts the wrong ones with those of the closed page. Raises DoesNotOpen, WaitFirst, NobodyServes.
    """
    answer = control.ask(Path(settings.HOME), do="prove", passphrase=passphrase)
    if answer.get("refused") == "wait":
        raise WaitFirst
    if not answer.get("proved"):
        raise DoesNotOpen


def add_security_key(*, by: Posting, name: str, shown: Shown) -> None:
    """Let this key open the data. Raises NameTaken, NoSecret, NoSuchSlot, Locked, CannotOpen."""
    found = slots.read(database())
    if not found.slots:
        raise slots.NoSuchSlot  # somebody panicked meanwhile: no file of slots comes back by itself
    made = slots.with_key(found, shown, name=name, key=held.main_key(), on=timezone.now().astimezone(UTC).date())
    with transaction.atomic():
        record(by=by, act="slot.added", kind=SECURITY_KEY)
        slots.write(made, database())


def remove_slot(*, by: Posting, name: str) -> None:
    """It opens nothing any more. Raises NoSuchSlot, LastSlot, CannotOpen."""
    found = slots.read(database())
    left = slots.without_slot(found, name=name)
    with transaction.atomic():
        record(by=by, act="slot.removed", kind=PASSPHRASE if left.keys == found.keys else SECURITY_KEY)
        slots.write(left, database())


def end_every_session() -> int:
    """A session that was ended since the backup was made would come back to life with it."""
    return Session.objects.all().delete()[0]
