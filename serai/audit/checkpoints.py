"""Checkpoints: the heads of all chains at a moment, signed; one is kept each thousand lines or each hour of work, by
whoever writes the next line. What stands before the last one kept elsewhere cannot be cut off or written anew."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction
from django.utils import timezone

from serai.audit import keys, rules
from serai.audit.heads import CHECKPOINTS, hold
from serai.audit.models import Checkpoint, Head


@dataclass(frozen=True)
class Kept:
    """A checkpoint as it is read back, from the table or from a file kept elsewhere."""

    number: int
    at: datetime
    heads: list[rules.Head]
    before: bytes
    root: bytes
    signature: bytes
    public_key: bytes

    @property
    def words(self) -> str:
        return rules.spoken(self.root)

    @property
    def lines(self) -> int:
        return sum(seq for _centre, seq, _hash in self.heads)

    def is_whole(self) -> bool:
        """Whether it is what was signed, with the key that it names."""
        root = rules.root(number=self.number, at=self.at, before=self.before, heads=self.heads)
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(self.signature, self.root)
        except (InvalidSignature, ValueError):
            return False
        return root == self.root


class NotACheckpoint(ValueError):
    """The file is not one that `serai audit checkpoint` wrote."""


def keep(*, chain: int | None = None, at: datetime | None = None) -> None:
    """Keep a checkpoint now. `chain` is that of a line about to be written: if another centre's line has kept one in
    this hour already, that one serves."""
    with transaction.atomic(savepoint=False):
        last, moment = hold(CHECKPOINTS), at or timezone.now()
        heads = _heads()
        if chain is not None and (since := _covered(chain, heads, last.seq, moment)) is not None:
            Head.objects.filter(pk=chain).update(kept_seq=since[0], kept_at=since[1])
            return
        number = last.seq + 1
        root = rules.root(number=number, at=moment, before=last.hash, heads=heads)
        Checkpoint.objects.create(
            number=number,
            at=moment,
            heads=heads,
            before=last.hash,
            root=root,
            signature=keys.signing_key().sign(root),
            public_key=keys.public_key(),
        )
        Head.objects.filter(pk=CHECKPOINTS).update(seq=number, hash=root)
        if chain is not None:
            seq = next(seq for centre, seq, _hash in heads if centre == chain)
            Head.objects.filter(pk=chain).update(kept_seq=seq, kept_at=int(moment.timestamp()))


def _heads() -> list[rules.Head]:
    rows = Head.objects.exclude(pk=CHECKPOINTS).exclude(seq=0).order_by("pk").values_list("pk", "seq", "hash")
    return [(centre, seq, bytes(digest).hex()) for centre, seq, digest in rows]


def _covered(chain: int, heads: list[rules.Head], last: int, now: datetime) -> tuple[int, int] | None:
    """Where the checkpoint before found this chain, if it does for this one: within the hour, and lately enough."""
    kept = Checkpoint.objects.filter(number=last).first()
    if kept is None:
        return None
    found = next((seq for centre, seq, _hash in kept.heads if centre == chain), 0)
    seq = next(seq for centre, seq, _hash in heads if centre == chain)
    age = (now - kept.at).total_seconds()
    if rules.is_checkpoint_due(lines=seq - found, seconds=int(age)):
        return None
    return found, int(kept.at.timestamp())


def all_kept() -> Iterator[Kept]:
    for row in Checkpoint.objects.order_by("number", "pk").iterator(chunk_size=500):
        yield _read(row)


def last_kept() -> Kept | None:
    row = Checkpoint.objects.order_by("number", "pk").last()
    return _read(row) if row is not None else None


def latest(count: int) -> list[Kept]:
    return [_read(row) for row in Checkpoint.objects.order_by("-number", "pk")[:count]]


def _read(row: Checkpoint) -> Kept:
    return Kept(
        row.number,
        row.at,
        [(head[0], head[1], head[2]) for head in row.heads],
        bytes(row.before),
        bytes(row.root),
        bytes(row.signature),
        bytes(row.public_key),
    )


def write(kept: Kept, to: Path) -> None:
    """Into a file to be kept elsewhere. It holds numbers and hashes only."""
    text: dict[str, Any] = {
        "serai": "checkpoint of the trail",
        "words": kept.words,
        "number": kept.number,
        "at": kept.at.isoformat(),
        "heads": kept.heads,
        **{name: getattr(kept, name).hex() for name in BYTES},
    }
    to.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")


def read(file: Path) -> Kept:
    """Raises NotACheckpoint."""
    try:
        text = json.loads(file.read_text(encoding="utf-8"))
        heads = [(int(centre), int(seq), str(digest)) for centre, seq, digest in text["heads"]]
        moment = datetime.fromisoformat(text["at"])
        return Kept(int(text["number"]), moment, heads, *(bytes.fromhex(text[name]) for name in BYTES))
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise NotACheckpoint(str(file)) from wrong


BYTES = ("before", "root", "signature", "public_key")
