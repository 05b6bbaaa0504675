"""A thousand things that the owner of the database can do to the trail: each is found, the first bad line is named."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from serai.accounts.tests.factories import UserFactory
from serai.audit import checkpoints, keys
from serai.audit.heads import CHECKPOINTS
from serai.audit.models import Checkpoint, Entry, Head
from serai.audit.operations import TOLD
from serai.audit.rules import Fault
from serai.audit.tests.trails import (
    another,
    chain_of,
    checkpoints_head_to_end,
    drop_triggers,
    head_to_end,
    lay,
    moved,
    written_anew,
)
from serai.audit.verification import verify

CASES = 1_000
FIELDS = [name for name in TOLD if name != "actor_id"]


@dataclass
class Case:
    """One tampering, drawn by chance: the chain, a line of it, and a later one."""

    dice: random.Random
    file: Path
    users: list[int]
    against: Path | None = None
    near: bool = False  # the line can be told only between two checkpoints
    centre: int = field(init=False)
    lines: list[Entry] = field(init=False)
    line: Entry = field(init=False)

    def __post_init__(self) -> None:
        self.centre = self.dice.choice([0, 1, 2])
        self.lines = chain_of(self.centre)
        self.line = self.dice.choice(self.lines[:-2])

    @property
    def after(self) -> list[Entry]:
        return self.lines[self.line.seq :]


type Bad = tuple[int, int]  # the chain and its first bad line


def delete(case: Case) -> Bad:
    case.line.delete()
    return case.centre, case.line.seq


def delete_and_close_the_gap(case: Case) -> Bad:
    case.line.delete()
    moved(case.centre, after=case.line.seq, by=-1)
    head_to_end(case.centre)
    return case.centre, case.line.seq


def alter(case: Case) -> Bad:
    name = case.dice.choice([*FIELDS, "at", "before", "hash", "seal", "actor_id"])
    value = another(getattr(case.line, name))
    if name == "actor_id":
        value = next(user for user in case.users if user != case.line.actor_id)
    Entry.objects.filter(pk=case.line.pk).update(**{name: value})
    return case.centre, case.line.seq


def move_away(case: Case) -> Bad:
    elsewhere = {"centre_id": case.centre + 7} if case.dice.random() < 0.5 else {"seq": case.line.seq + 10_000}
    Entry.objects.filter(pk=case.line.pk).update(**elsewhere)
    return case.centre, case.line.seq


def alter_and_write_anew(case: Case) -> Bad:
    """Every hash after it is right again; the seals need a key that is not in the database."""
    case.line.detail = another(case.line.detail)
    end = written_anew([case.line, *case.after], bytes(case.line.before))
    Head.objects.filter(pk=case.centre).update(hash=end)
    return case.centre, case.line.seq


def alter_and_write_anew_with_the_keys(case: Case) -> Bad:
    """Whoever has the machine has the keys. The checkpoint kept before says that it was otherwise."""
    case.near = True
    kept = min(seq for chain, seq, _ in checkpoints.last_kept().heads if chain == case.centre)
    case.line = case.dice.choice(case.lines[:kept])
    case.line.purpose = another(case.line.purpose)
    end = written_anew([case.line, *case.after], bytes(case.line.before), keys.sealing_key())
    Head.objects.filter(pk=case.centre).update(hash=end)
    return case.centre, case.line.seq


def insert(case: Case) -> Bad:
    moved(case.centre, after=case.line.seq, by=1)
    made = Entry.objects.get(pk=case.line.pk)
    made.pk, made.seq, made.act = None, case.line.seq + 1, "person.corrected"
    made.before, made.hash = bytes(made.hash), another(made.hash)
    made.save(force_insert=True)
    written_anew([made, *chain_of(case.centre)[made.seq :]], made.before)
    head_to_end(case.centre)
    return case.centre, made.seq


def add_at_the_end(case: Case) -> Bad:
    made = case.lines[-1]
    made.pk, made.seq = None, made.seq + 1
    made.before = bytes(made.hash)
    made.save(force_insert=True)
    written_anew([made], made.before)
    head_to_end(case.centre)
    return case.centre, made.seq


def reorder(case: Case) -> Bad:
    other = case.dice.choice(case.after)
    Entry.objects.filter(pk=other.pk).update(seq=1_000_000)
    Entry.objects.filter(pk=case.line.pk).update(seq=other.seq)
    Entry.objects.filter(pk=other.pk).update(seq=case.line.seq)
    return case.centre, case.line.seq


def truncate(case: Case) -> Bad:
    """The end is missing, and the head still tells of it."""
    Entry.objects.filter(centre_id=case.centre, seq__gt=case.line.seq).delete()
    return case.centre, case.line.seq + 1


def truncate_behind_a_checkpoint(case: Case) -> Bad:
    """The head is set back too: what the last checkpoint found is missing."""
    kept = min(seq for chain, seq, _ in checkpoints.last_kept().heads if chain == case.centre)
    first = case.dice.randint(1, kept)
    Entry.objects.filter(centre_id=case.centre, seq__gte=first).delete()
    head_to_end(case.centre)
    return case.centre, first


def truncate_with_the_checkpoints(case: Case) -> Bad:
    """The checkpoints that knew of it are gone as well; the one kept elsewhere knows."""
    case.against = case.file
    bad = truncate_behind_a_checkpoint(case)
    Checkpoint.objects.filter(number__gt=case.dice.choice([0, 1])).delete()
    checkpoints_head_to_end()
    return bad


def forget_a_chain(case: Case) -> Bad:
    Entry.objects.filter(centre_id=case.centre).delete()
    Head.objects.filter(pk=case.centre).delete()
    return case.centre, 1


def alter_head(case: Case) -> Bad:
    last = case.lines[-1]
    match case.dice.choice(["further", "back", "hash", "gone"]):
        case "further":
            Head.objects.filter(pk=case.centre).update(seq=last.seq + 3)
            return case.centre, last.seq + 1
        case "back":
            Head.objects.filter(pk=case.centre).update(seq=last.seq - 1)
        case "hash":
            Head.objects.filter(pk=case.centre).update(hash=another(last.hash))
        case _:
            Head.objects.filter(pk=case.centre).delete()
    return case.centre, last.seq


def alter_checkpoint(case: Case) -> Bad:
    kept = case.dice.choice(list(Checkpoint.objects.order_by("number")))
    name = case.dice.choice(["at", "heads", "before", "root", "signature", "public_key", "gone"])
    if name == "gone":
        kept.delete()
    elif name == "heads":
        heads = [[0, 1, "00"], *kept.heads]
        Checkpoint.objects.filter(pk=kept.pk).update(heads=heads)
    else:
        Checkpoint.objects.filter(pk=kept.pk).update(**{name: another(getattr(kept, name))})
    return CHECKPOINTS, kept.number


KINDS = [
    delete, delete_and_close_the_gap, alter, alter, alter, move_away, alter_and_write_anew,
    alter_and_write_anew_with_the_keys, insert, add_at_the_end, reorder, truncate, truncate_behind_a_checkpoint,
    truncate_with_the_checkpoints, forget_a_chain, alter_head, alter_checkpoint,
]  # fmt: skip


@pytest.mark.usefixtures("db")
def test_a_thousand_tamperings_are_all_found_and_the_first_bad_line_is_named(tmp_path):
    """Promise 10: each opening of a file is recorded, and the record cannot be altered unnoticed."""
    users = [UserFactory().pk for _ in range(3)]
    lay(users=users, lines=60)
    file = tmp_path / "checkpoint.json"
    checkpoints.write(checkpoints.last_kept(), file)
    assert verify(against=file).wrong == []
    drop_triggers()
    dice, found = random.Random(20261122), Counter()
    for number in range(CASES):
        kind = KINDS[number % len(KINDS)]
        with transaction.atomic():
            case = Case(dice, file, users)
            centre, line = kind(case)
            wrong = {one.centre_id: one for one in verify(against=case.against).wrong}
            transaction.set_rollback(True)
        assert centre in wrong, (number, kind.__name__)
        first = wrong[centre]
        assert first.seq <= line <= first.until if case.near else first.seq == line, (number, kind.__name__, first)
        found[first.fault] += 1
    assert sum(found.values()) == CASES
    assert {Fault.MISSING, Fault.ALTERED, Fault.UNSEALED, Fault.CUT, Fault.REWRITTEN, Fault.WRONG_HEAD} <= set(found)
    assert verify(against=file).wrong == []


BY_HAND = {
    "at": "UPDATE audit_entry SET at = 'yesterday' WHERE centre_id = 1 AND seq = 2",
    "detail": "UPDATE audit_entry SET detail = '{' WHERE centre_id = 1 AND seq = 2",
    "hash": "UPDATE audit_entry SET hash = 'text' WHERE centre_id = 1 AND seq = 2",
    "seal": "UPDATE audit_entry SET seal = 7 WHERE centre_id = 1 AND seq = 2",
    "act": "UPDATE audit_entry SET act = x'00' WHERE centre_id = 1 AND seq = 2",
    "seq": "UPDATE audit_entry SET seq = 'second' WHERE centre_id = 1 AND seq = 2",
}


@pytest.mark.parametrize("column", BY_HAND)
def test_what_no_line_can_hold_is_a_line_that_does_not_fit(db, column):
    """SQLite keeps any kind of value in any column; finding one does not end the reading. PostgreSQL refuses most."""
    lay(users=[UserFactory().pk], lines=12)
    drop_triggers()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(BY_HAND[column])
    except DatabaseError:
        assert connection.vendor == "postgresql"
        return
    (wrong,) = verify().wrong
    assert (wrong.centre_id, wrong.seq) == (1, 2)
