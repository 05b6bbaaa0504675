"""Promise 10: the record of who opened what cannot be changed unnoticed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from serai.audit import checkpoints, keys
from serai.audit.models import Checkpoint, Entry, Head
from serai.audit.operations import record
from serai.audit.verification import verify
from serai.centres.choices import Role
from serai.proofs import people, scratch
from serai.proofs.ground import Ground
from serai.proofs.rules import Found, judged
from serai.proofs.words import controlled
from serai.vault import snapshot

LINES = 60
COLUMNS = (
    "at", "act", "subject_type", "subject", "person", "purpose", "request", "detail", "before", "hash", "seal",
    "centre_id", "seq",
)  # fmt: skip


@dataclass(frozen=True)
class Hand:
    """Who owns the database, and does one thing to the trail, drawn by chance."""

    dice: Random

    def line(self) -> Entry:
        return self.dice.choice(list(Entry.objects.order_by("pk")))

    def other(self, value: Any) -> Any:
        """Another value of the same kind."""
        match value:
            case bytes() | memoryview():
                raw = bytearray(value)
                raw[self.dice.randrange(len(raw))] ^= 1 << self.dice.randrange(8)
                return bytes(raw)
            case dict():
                return {**value, "number": -self.dice.randrange(1, 99)}
            case int():
                return value + self.dice.randrange(1_000, 9_000)
            case str():
                return f"{value}x"[-16:]
            case None:
                return None
            case _:
                return value + timedelta(seconds=self.dice.randrange(1, 99))


def alter(hand: Hand) -> None:
    """Change one thing that a line tells, or what holds it in its chain."""
    line = hand.line()
    name = hand.dice.choice(COLUMNS)
    Entry.objects.filter(pk=line.pk).update(**{name: hand.other(getattr(line, name))})


def delete(hand: Hand) -> None:
    """Take a line out, the last of a chain too."""
    Entry.objects.filter(pk=hand.line().pk).delete()


def insert(hand: Hand) -> None:
    """Put a line in that nobody wrote, after the last of a chain."""
    line = hand.line()
    last = Entry.objects.filter(centre_id=line.centre_id).order_by("-seq")[0]
    line.pk, line.seq, line.before = None, last.seq + 1, bytes(last.hash)
    line.save(force_insert=True)


def swap(hand: Hand) -> None:
    """Let two lines of a chain change their places."""
    one = hand.line()
    two = hand.dice.choice(list(Entry.objects.filter(centre_id=one.centre_id).exclude(pk=one.pk)))
    Entry.objects.filter(pk=one.pk).update(seq=1_000_000)
    Entry.objects.filter(pk=two.pk).update(seq=one.seq)
    Entry.objects.filter(pk=one.pk).update(seq=two.seq)


def cut_off(hand: Hand) -> None:
    """Take away the end of a chain and set its head back, to before what a checkpoint saw."""
    chain = hand.line().centre_id
    last = checkpoints.last_kept()
    kept = next(seq for centre, seq, _hash in last.heads if centre == chain) if last else 1
    first = hand.dice.randint(1, kept)
    Entry.objects.filter(centre_id=chain, seq__gte=first).delete()
    end = Entry.objects.filter(centre_id=chain).order_by("-seq").first()
    Head.objects.filter(pk=chain).update(seq=end.seq if end else 0, hash=end.hash if end else bytes(32))


def move_head(hand: Hand) -> None:
    """Say that a chain ends elsewhere."""
    head = hand.dice.choice(list(Head.objects.exclude(pk=-1).order_by("pk")))
    name = hand.dice.choice(["seq", "hash"])
    Head.objects.filter(pk=head.pk).update(**{name: hand.other(getattr(head, name))})


def forge_checkpoint(hand: Hand) -> None:
    """Change or remove a checkpoint."""
    kept = hand.dice.choice(list(Checkpoint.objects.order_by("number")))
    name = hand.dice.choice(["at", "before", "root", "signature", "public_key", "gone"])
    if name == "gone":
        Checkpoint.objects.filter(pk=kept.pk).delete()
    else:
        Checkpoint.objects.filter(pk=kept.pk).update(**{name: hand.other(getattr(kept, name))})


KINDS = (alter, alter, alter, alter, delete, insert, swap, cut_off, move_head, forge_checkpoint)


def tamper(ground: Ground) -> Found:
    """Read the trail of this installation; then do a thousand things to an invented one, and read that each time."""
    is_real_whole, real = of_this_installation()
    if not is_real_whole:
        return judged(holds=False, told=real)
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        tried, found, whole = tampered(ground.effort.tamperings, kinds=KINDS)
    told = _(
        "Tampered with an invented trail {tried} times: {found} times it was found. Control, the trail as it was: "
        "{control}."
    )
    said = told.format(tried=tried, found=found, control=_("whole") if whole else _("not whole"))
    found_all = controlled(holds=found == tried > 0, told=said, control=whole)
    return replace(found_all, told=f"{found_all.told} {real}")


def of_this_installation() -> tuple[bool, str]:
    """Whether its trail is whole, in a sentence too. It is only read: keys that are not there are not made."""
    has_keys = all((keys.folder() / name).exists() for name in (keys.SEALING, keys.SIGNING))
    if not has_keys and not Checkpoint.objects.exists():
        told = _(
            "This installation’s own trail has no checkpoint yet and was not read: `serai audit checkpoint` keeps the "
            "first one."
        )
        return True, told
    if not has_keys or (read := verify()).wrong:
        return False, _("The trail of this installation is not whole. Run `serai audit verify`.")
    return True, _("This installation’s own trail was read, {lines} lines, and is whole.").format(lines=read.lines)


def tampered(times: int, *, kinds: Sequence[Callable[[Hand], None]]) -> tuple[int, int, bool]:
    """How often it was tampered with, how often it was found, and whether it is whole without."""
    lay()
    drop_triggers()
    whole, found = not verify().wrong, 0
    hand = Hand(Random(10))  # noqa: S311 - what is tried, not a secret
    for number in range(times):
        with transaction.atomic():
            kinds[number % len(kinds)](hand)
            found += bool(verify().wrong)
            transaction.set_rollback(True)
    return times, found, whole and not verify().wrong


def lay() -> None:
    """A trail of invented lines in two centres, with checkpoints."""
    by = [
        people.posting(name, Role.CASEWORKER, people.centre(code)) for name, code in (("ruth", "OBO"), ("omar", "MET"))
    ]
    for number in range(LINES):
        record(by=by[number % 2], act="person.opened", subject=by[number % 2].user, purpose="service", number=number)
        if number % 20 == 0:
            checkpoints.keep()


def drop_triggers() -> None:
    """What only the owner of the database can do."""
    with connection.cursor() as cursor:
        if connection.vendor == snapshot.SQLITE:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'")
            drop = [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND relname LIKE 'audit_%'"
            )
            drop = [f"DROP TRIGGER {name} ON {table}" for name, table in cursor.fetchall()]
        for statement in drop:
            cursor.execute(statement)
