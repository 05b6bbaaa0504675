"""A trail of three chains for the tests, and what the owner of the database can do to it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from serai.audit import checkpoints
from serai.audit.heads import CHECKPOINTS
from serai.audit.models import Checkpoint, Entry, Head
from serai.audit.operations import TOLD, record
from serai.audit.rules import FIRST, link, seal

VERBS = ("person.opened", "person.corrected", "visit.opened")
INSERT_ONLY = ("audit_entry", "audit_checkpoint")


@dataclass(frozen=True)
class At:
    """Somebody at work at a centre."""

    user_id: int | None
    centre_id: int | None


def lay(*, users: list[int], lines: int, centres: tuple[int | None, ...] = (None, 1, 2)) -> None:
    """Lines in turn at each centre, with checkpoints after each third of them but the last."""
    for number in range(lines):
        by = At(users[number % len(users)], centres[number % len(centres)])
        record(by=by, act=VERBS[number % 3], purpose="service", number=number, parts=["sex", "name"])
        if number % (lines // 3) == 0 and number:
            checkpoints.keep()


def drop_triggers() -> None:
    """What only the owner of the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            for table in INSERT_ONLY:
                cursor.execute(f"DROP TRIGGER {table}_no_change ON {table}")
            cursor.execute("DROP TRIGGER audit_entry_moves_head ON audit_entry")


def chain_of(centre: int) -> list[Entry]:
    return list(Entry.objects.filter(centre_id=centre).order_by("seq"))


def written_anew(lines: list[Entry], before: bytes, key: bytes | None = None) -> bytes:
    """Hash the lines again, one on the other, and keep them; sealed again only by who has the key."""
    for line in lines:
        line.before = before
        told = [getattr(line, name) for name in TOLD]
        line.hash = before = link(before, centre_id=line.centre_id, seq=line.seq, at=line.at.astimezone(UTC), told=told)
        if key:
            line.seal = seal(key, line.hash)
        Entry.objects.filter(pk=line.pk).update(
            before=line.before, hash=line.hash, seal=line.seal, **{name: getattr(line, name) for name in TOLD}
        )
    return before


def moved(centre: int, *, after: int, by: int) -> None:
    """Number the lines after one anew; by way of numbers that nobody has, since each may stand once."""
    far = 1_000_000
    for line in chain_of(centre):
        if line.seq > after:
            Entry.objects.filter(pk=line.pk).update(seq=line.seq + far)
    for line in chain_of(centre):
        if line.seq > far:
            Entry.objects.filter(pk=line.pk).update(seq=line.seq - far + by)


def head_to_end(centre: int) -> None:
    last = Entry.objects.filter(centre_id=centre).order_by("-seq").first()
    Head.objects.filter(pk=centre).update(seq=last.seq if last else 0, hash=bytes(last.hash) if last else FIRST)


def checkpoints_head_to_end() -> None:
    last = Checkpoint.objects.order_by("-number").first()
    Head.objects.filter(pk=CHECKPOINTS).update(seq=last.number if last else 0, hash=bytes(last.root) if last else FIRST)


def another(value: object) -> object:
    """Something else of the same kind."""
    match value:
        case bytes() | memoryview():
            changed = bytearray(value)
            changed[-1] ^= 1
            return bytes(changed)
        case datetime():
            return value + timedelta(microseconds=1)
        case dict():
            return {**value, "number": -1}
        case int():
            return value + 1
        case _:
            return f"{value}x"[-16:]
