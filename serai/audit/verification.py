"""Reading the whole trail, and naming the first bad line of each chain."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db.models import TextField
from django.db.models.functions import Cast

from serai.audit import checkpoints, keys
from serai.audit.checkpoints import Kept
from serai.audit.heads import CHECKPOINTS
from serai.audit.models import Entry, Head
from serai.audit.operations import TOLD
from serai.audit.rules import FIRST, Chain, Fault, Row, Wrong, spoken

NOWHERE = -2
NEVER = datetime.min.replace(tzinfo=UTC)

type Anchors = dict[int, dict[int, bytes]]  # by centre and number of the line, the hash that a checkpoint found there


@dataclass
class Verdict:
    """What was read, and what is wrong, at most one thing a chain."""

    lines: int = 0
    chains: int = 0
    last: Kept | None = None
    wrong: list[Wrong] = field(default_factory=list)


def verify(*, against: Path | None = None, words: str = "") -> Verdict:
    """Read every line of every chain. `against` is a checkpoint kept elsewhere, `words` those kept on paper. Raises
    NotACheckpoint for another file."""
    verdict, anchors = Verdict(), defaultdict[int, dict[int, bytes]](dict)
    elsewhere = checkpoints.read(against) if against else None
    heads = {pk: (seq, bytes(digest)) for pk, seq, digest in Head.objects.values_list("pk", "seq", "hash")}
    end = heads.pop(CHECKPOINTS, (0, FIRST))
    verdict.wrong += _checkpoints(verdict, anchors, end)
    if words and spoken_of(words) not in {spoken(kept.root) for kept in checkpoints.all_kept()}:
        verdict.wrong.append(Wrong(Fault.NO_CHECKPOINT, CHECKPOINTS, 0, 0))
    if elsewhere is not None:
        verdict.wrong += _elsewhere(elsewhere, verdict.last, anchors)
    chains: dict[int, Chain] = {}
    key = keys.sealing_key()
    for row in _rows():
        chain = chains.get(row.centre_id)
        if chain is None:
            chain = chains[row.centre_id] = Chain(row.centre_id, key, anchors[row.centre_id])
        chain.read(row)
        verdict.lines += 1
    for centre in sorted({*chains, *anchors, *(centre for centre, head in heads.items() if head[0])}):
        wrong = chains.get(centre, Chain(centre, key, anchors[centre])).end(heads.get(centre))
        verdict.wrong += [wrong] if wrong else []
    verdict.chains = len(chains)
    return verdict


def _rows() -> Iterator[Row]:
    """Every line as it is kept, whatever its owner put into it: what cannot be read is a line that does not fit."""
    texts = {"at_": Cast("at", TextField()), "detail_": Cast("detail", TextField())}
    names = ("centre_id", "seq", "before", "hash", "seal", *TOLD[:-1], "at_", "detail_")
    rows = Entry.objects.annotate(**texts).order_by("centre_id", "seq", "pk").values_list(*names)
    for centre, seq, before, digest, sealed, *told, at, detail in rows.iterator(chunk_size=5000):
        yield Row(
            centre_id=centre if isinstance(centre, int) else NOWHERE,
            seq=seq if isinstance(seq, int) else 0,
            at=_moment(at),
            told=[*told, _read(detail)],
            before=_bytes(before),
            hash=_bytes(digest),
            seal=_bytes(sealed),
        )


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return NEVER
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (TypeError, ValueError):
        return None


def _bytes(kept: object) -> bytes:
    return bytes(kept) if isinstance(kept, bytes | memoryview) else b""


def spoken_of(words: str) -> str:
    return " ".join(words.lower().split())


def _checkpoints(verdict: Verdict, anchors: Anchors, end: tuple[int, bytes]) -> Iterator[Wrong]:
    """Those in the table: each signed by this machine, numbered without a gap, hanging on the one before."""
    number, root, ours = 0, FIRST, keys.public_key()
    for kept in checkpoints.all_kept():
        fits = kept.number == number + 1 and kept.before == root and kept.public_key == ours
        if not (fits and kept.is_whole()):
            yield Wrong(Fault.BAD_CHECKPOINT, CHECKPOINTS, number + 1, kept.number)
            return
        number, root, verdict.last = kept.number, kept.root, kept
        _take(kept, anchors)
    if end != (number, root):
        yield Wrong(Fault.BAD_CHECKPOINT, CHECKPOINTS, number + (end[0] != number), max(number, end[0]))


def _elsewhere(kept: Kept, last: Kept | None, anchors: Anchors) -> Iterator[Wrong]:
    """One kept in a file: what it says is believed, whatever the database says."""
    if not kept.is_whole() or kept.public_key != keys.public_key():
        yield Wrong(Fault.BAD_CHECKPOINT, CHECKPOINTS, kept.number, kept.number)
        return
    if last is None or last.number < kept.number:
        yield Wrong(Fault.NO_CHECKPOINT, CHECKPOINTS, kept.number, kept.number)
    _take(kept, anchors)


def _take(kept: Kept, anchors: Anchors) -> None:
    for centre, seq, digest in kept.heads:
        anchors[centre][seq] = bytes.fromhex(digest)
