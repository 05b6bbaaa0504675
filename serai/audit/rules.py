"""How the lines of the trail hang together: what of a line is hashed, how a chain is read, when it is checkpointed."""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

FIRST = bytes(32)  # what the first line of a chain hangs on
FORM = 1  # of the encoding below; another one gets another number, so that old lines can always be checked
SEAL = 16
KEY_MARK = 4
LINES_APART = 1_000
SECONDS_APART = 3_600
YEARS_KEPT = 7  # after them the lines of a year are nobody's


class Fault(StrEnum):
    """What can be wrong with a chain, at its first bad line."""

    MISSING = "missing"
    INSERTED = "inserted"
    ALTERED = "altered"
    REPLACED = "replaced"
    UNSEALED = "unsealed"
    OTHER_KEY = "other_key"
    CUT = "cut"
    WRONG_HEAD = "wrong_head"
    REWRITTEN = "rewritten"
    BAD_CHECKPOINT = "bad_checkpoint"
    NO_CHECKPOINT = "no_checkpoint"


@dataclass(frozen=True)
class Wrong:
    """The first bad line of one chain: `seq` to `until` when it cannot be told more closely."""

    fault: Fault
    centre_id: int
    seq: int
    until: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is kept. `told` is what it tells, without where it stands."""

    centre_id: int
    seq: int
    at: datetime
    told: Sequence[object]
    before: bytes
    hash: bytes
    seal: bytes


def link(before: bytes, *, centre_id: int, seq: int, at: datetime, told: Sequence[object]) -> bytes:
    """The hash of a line: of everything that it tells, of its place, and of the hash of the line before."""
    when = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = json.dumps([FORM, centre_id, seq, when, *told], separators=(",", ":"), sort_keys=True)
    return sha256(before + body.encode("ascii")).digest()


def key_mark(key: bytes) -> bytes:
    """The first letters of a key's fingerprint, to tell keys apart without showing one."""
    return sha256(b"serai.audit.seal" + key).digest()[:KEY_MARK]


def seal(key: bytes, digest: bytes) -> bytes:
    """What only a holder of the key can write beside a hash: which key, and a keyed hash of the hash."""
    return key_mark(key) + hmac.digest(key, digest, "sha256")[:SEAL]


class Chain:
    """Reads the lines of one centre in their order, and stops believing at the first bad one."""

    def __init__(self, centre_id: int, key: bytes, anchors: dict[int, bytes]) -> None:
        self.centre_id, self.seq, self.hash = centre_id, 0, FIRST
        self.wrong: Wrong | None = None
        self._key, self._mark, self._anchors = key, key_mark(key), anchors
        self._anchored = 0

    def read(self, row: Row) -> None:
        if self.wrong is None and (fault := self._fault(row)) is not None:
            at_gap = fault is Fault.MISSING
            first = self.seq + 1 if at_gap else row.seq
            if fault is Fault.REWRITTEN:
                first = self._anchored + 1
            self.wrong = Wrong(fault, self.centre_id, first, row.seq - 1 if at_gap else row.seq)
        self.seq, self.hash = row.seq, row.hash

    def _fault(self, row: Row) -> Fault | None:
        if row.seq != self.seq + 1:
            return Fault.MISSING if row.seq > self.seq else Fault.INSERTED
        return self._of_itself(row) or self._among_others(row)

    def _of_itself(self, row: Row) -> Fault | None:
        try:
            digest = link(row.before, centre_id=row.centre_id, seq=row.seq, at=row.at, told=row.told)
        except (TypeError, ValueError):  # somebody put there what no line can hold
            return Fault.ALTERED
        if digest != row.hash:
            return Fault.ALTERED
        if row.seal[:KEY_MARK] != self._mark:
            return Fault.OTHER_KEY
        if not hmac.compare_digest(row.seal, seal(self._key, row.hash)):
            return Fault.UNSEALED
        return None

    def _among_others(self, row: Row) -> Fault | None:
        if row.before != self.hash:
            return Fault.REPLACED
        if row.seq in self._anchors:
            if self._anchors[row.seq] != row.hash:
                return Fault.REWRITTEN
            self._anchored = row.seq
        return None

    def end(self, head: tuple[int, bytes] | None) -> Wrong | None:
        """After the last line: whether the head says the same, and whether a checkpoint knew of more."""
        if self.wrong is not None:
            return self.wrong
        known = max([*self._anchors, head[0] if head else 0])
        if known > self.seq:
            return Wrong(Fault.CUT, self.centre_id, self.seq + 1, known)
        if head is None or head != (self.seq, self.hash):
            return Wrong(Fault.WRONG_HEAD, self.centre_id, self.seq, self.seq)
        return None


def is_checkpoint_due(*, lines: int, seconds: int) -> bool:
    """Whether this many lines, the first of them this long after the checkpoint before, ask for the next one."""
    return lines >= LINES_APART or (lines > 0 and seconds >= SECONDS_APART)


type Head = tuple[int, int, str]  # centre, number of its last line, that line's hash in hexadecimal


def root(*, number: int, at: datetime, before: bytes, heads: Sequence[Sequence[int | str]]) -> bytes:
    """What a checkpoint signs: the heads of all chains, and the checkpoint before."""
    when = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = json.dumps([FORM, number, when, before.hex(), [list(head) for head in heads]], separators=(",", ":"))
    return sha256(body.encode("ascii")).digest()


_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aiou"


def spoken(digest: bytes) -> str:
    """The first 128 bits as eight words that can be read out and typed in any language: `lusab babad gutih …`."""
    return " ".join(_word(int.from_bytes(digest[at : at + 2])) for at in range(0, 16, 2))


def _word(number: int) -> str:
    letters = []
    for place, (sounds, bits) in enumerate([(_CONSONANTS, 4), (_VOWELS, 2)] * 2 + [(_CONSONANTS, 4)]):
        below = [12, 10, 6, 4, 0][place]
        letters.append(sounds[(number >> below) & ((1 << bits) - 1)])
    return "".join(letters)


def years_over(years: Sequence[int], *, this_year: int) -> list[int]:
    """The years whose last line is older than the trail is kept."""
    return [year for year in years if year < this_year - YEARS_KEPT]
