"""How alike two names are, and in what way: a number to sort by, and words for a person who decides."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import JaroWinkler

from serai.names.parts import Part, together

SAME, SOUNDS_ALIKE, BEGINS_SO, WRITTEN_ALIKE = 1.0, 0.80, 0.86, 0.84
NEAR = 0.15  # what the spelling adds to the same sound
LEFT_OUT = 0.03  # for each part of the longer name that has no counterpart
TURNED = 0.02  # parts in another order


class How(StrEnum):
    """In what way two names agree, from the plainest."""

    SAME = "same"
    PART = "part"
    ORDER = "order"
    SPELLING = "spelling"
    SOME = "some"


@dataclass(frozen=True)
class Likeness:
    """`score` runs from 0 (nothing in common) to 1 (the same words in the same order)."""

    score: float
    how: How


def alike(asked: list[Part], known: list[Part]) -> Likeness:
    """How alike the name asked for is to a known one; parts that only the known name has count little."""
    variants = [(one, other) for one in _ways(asked) for other in _ways(known)]
    return max((_aligned(one, other) for one, other in variants), key=lambda found: found.score)


def _ways(name: list[Part]) -> list[list[Part]]:
    joined = together(name)
    return [name] if len(joined) == len(name) else [name, joined]


def _aligned(asked: list[Part], known: list[Part]) -> Likeness:
    """Each part asked for takes the best that is left, the surest first."""
    if not asked or not known:
        return Likeness(0.0, How.SPELLING)
    offers = sorted(
        (
            (score, -abs(here - there), here, there)
            for here, one in enumerate(asked)
            for there, other in enumerate(known)
            if (score := part_score(one, other))
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    scores: list[float] = []
    for score, _nearness, here, there in offers:
        if here not in taken and there not in taken.values():
            taken[here] = there
            scores.append(score)
    order = [taken[here] for here in sorted(taken)]
    is_turned = order != sorted(order)
    missing = max(len(known) - len(asked), 0)
    total = sum(scores) / len(asked) - LEFT_OUT * missing - (TURNED if is_turned else 0.0)
    if len(scores) < len(asked):
        return Likeness(max(total, 0.0), How.SOME)
    return Likeness(max(total, 0.0), _how(scores, is_turned=is_turned, is_whole=len(asked) == len(known)))


def _how(scores: list[float], *, is_turned: bool, is_whole: bool) -> How:
    if any(score not in {SAME, BEGINS_SO} for score in scores):
        return How.SPELLING
    if is_turned:
        return How.ORDER
    return How.SAME if is_whole and BEGINS_SO not in scores else How.PART


def part_score(one: Part, other: Part) -> float:
    """How alike two words are, 0 if not at all."""
    if one.word == other.word:
        return SAME
    if not set(one.sounds).isdisjoint(other.sounds):
        return SOUNDS_ALIKE + NEAR * JaroWinkler.similarity(one.word, other.word)
    if len(one.word) > 1 and other.word.startswith(one.word):
        return BEGINS_SO
    written = JaroWinkler.similarity(one.word, other.word, score_cutoff=WRITTEN_ALIKE)
    return written * SOUNDS_ALIKE
