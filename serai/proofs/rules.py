"""What came of a proof, and what it means: plain values in, plain values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

KILLS, CUTS = 100, 50
UNHURRIED = 3_600.0


class State(StrEnum):
    """What a proof says of its promise on this machine."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True)
class Found:
    """What came of one proof, and the sentence that tells it with its figures."""

    state: State
    told: str


@dataclass(frozen=True)
class Effort:
    """How much is tried: as the command does it, or quickly in a test."""

    kills: int = KILLS
    cuts: int = CUTS
    controls: int = 3
    registrations: int = 4_000  # at most, of the processes that are killed; of the power cuts a third of it
    longest: float = 1.2  # seconds of work at most before each end: on a slow machine there are fewer registrations
    people: int = 600
    erased: int = 60
    markers: int = 1_000
    tamperings: int = 1_000
    histories: int = 10_000
    rounds: int = 5  # of two who write one after the other, on each page
    times: int = 10  # how often one form is sent

    def with_registrations(self, number: int) -> "Effort":
        """So many, however long they take."""
        return replace(self, registrations=number, longest=UNHURRIED)

    @property
    def each_kill(self) -> int:
        """How many registrations on average before a process is killed."""
        return max(1, self.registrations // KILLS)

    @property
    def each_cut(self) -> int:
        """How many on average before the power is cut."""
        return max(1, self.registrations // (3 * CUTS))


def until_the_end(chance: Random, *, mean: int) -> int:
    """After how many acknowledged registrations a process is ended: at least one, on average as many as `mean`."""
    return chance.randint(1, max(1, 2 * mean - 1))


@dataclass
class Losses:
    """What was acknowledged before each end, and what was there after it."""

    ends: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0

    def add(self, *, acknowledged: Iterable[str], there: Iterable[str], whole: bool) -> None:
        """Count one end."""
        told = set(acknowledged)
        self.ends += 1
        self.acknowledged += len(told)
        self.lost += len(told - set(there))
        self.damaged += not whole

    @property
    def is_nothing_lost(self) -> bool:
        """Whether something was acknowledged, and all of it is there and whole."""
        return self.acknowledged > 0 and not self.lost and not self.damaged


def judged(*, holds: bool, told: str) -> Found:
    """Kept or broken, as it was found."""
    return Found(State.KEPT if holds else State.BROKEN, told)


def not_tried(why: str) -> Found:
    """This machine cannot try it: that is never called kept."""
    return Found(State.NOT_TRIED, why)


def exit_code(found: Sequence[State]) -> int:
    """0 when nothing is broken and something was tried."""
    return 1 if State.BROKEN in found or State.KEPT not in found else 0


def chosen[T](wanted: str, *, known: Sequence[tuple[int, str, T]]) -> list[T]:
    """The proofs that somebody asked for, by the promise's number or the proof's name; all when nothing was asked.
    A word that means none of them is a LookupError that names it."""
    words = [word for word in wanted.replace(",", " ").split() if word]
    for word in words:
        if word not in {name for pair in known for name in (str(pair[0]), pair[1])}:
            raise LookupError(word)
    return [one for number, name, one in known if not words or {str(number), name} & set(words)]


def derived[C](shown: Mapping[C, int], sums: Sequence[tuple[C, Sequence[C]]]) -> set[C]:
    """What a reader works out who knows the shown cells and which cells add up to which: whatever stands alone in a
    sum, or must be nothing because the others make up the whole, again and again until nothing more comes."""
    known, grown = dict(shown), True
    while grown:
        grown = False
        for total, parts in sums:
            missing = [cell for cell in (total, *parts) if cell not in known]
            rest = known.get(total, 0) - sum(known.get(part, 0) for part in parts)
            found = {missing[0]: abs(rest)} if len(missing) == 1 else {}
            if missing and total in known and rest == 0:
                found = dict.fromkeys(missing, 0)
            grown = grown or bool(found)
            known |= found
    return set(known) - set(shown)
