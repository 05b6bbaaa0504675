"""Decisions at the door, without the database: who is called next and why, what a group in words adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from serai.people.choices import Sex
from serai.reception.choices import GateBand, TokenAct, TokenState, TriageLevel, WhyFirst

TRIAGE_WITHIN = timedelta(minutes=15)  # practice of the field: nobody stands unseen for longer
MISSES_BEFORE_CLOSING = 2

# "12 men, 7 women, 3 children": the words of a group, and what each is counted as.
GROUP_WORDS: dict[str, tuple[str, str]] = {
    "women": (Sex.FEMALE, GateBand.ANY_ADULT),
    "men": (Sex.MALE, GateBand.ANY_ADULT),
    "girls": (Sex.FEMALE, GateBand.ANY_CHILD),
    "boys": (Sex.MALE, GateBand.ANY_CHILD),
    "children": (Sex.UNKNOWN, GateBand.ANY_CHILD),
    "people": (Sex.UNKNOWN, GateBand.UNKNOWN),
}


@dataclass(frozen=True)
class Tally:
    """So many people of one sex and age."""

    sex: str
    age_band: str
    number: int


def tallies_of(words: dict[str, int | None]) -> list[Tally]:
    """The tallies of a group told in words; empty words count nobody."""
    return [Tally(*GROUP_WORDS[word], number) for word, number in words.items() if number]


def level_rank(level: str) -> int:
    """Red before orange before yellow before green before not seen yet."""
    levels = list(TriageLevel)
    return levels.index(TriageLevel(level)) if level in levels else len(levels)


@dataclass(frozen=True)
class Place:
    """What decides a token's place in the queue of its desk."""

    number: int
    level: str = ""
    has_priority_group: bool = False
    missed: int = 0


def order_key(place: Place) -> tuple[int, int, int, int, int]:
    """Red first, always. Then those who did not come when called go behind everybody else; then orange, then the
    priority groups, then the number. Nationality, religion and status play no part."""
    return (
        place.level != TriageLevel.RED,
        place.missed,
        place.level != TriageLevel.ORANGE,
        not place.has_priority_group,
        place.number,
    )


def why_here(place: Place) -> list[WhyFirst]:
    """The reasons of a token's place, for staff to read."""
    reasons = []
    if place.level == TriageLevel.RED:
        reasons.append(WhyFirst.RED)
    if place.level == TriageLevel.ORANGE:
        reasons.append(WhyFirst.ORANGE)
    if place.has_priority_group:
        reasons.append(WhyFirst.PRIORITY_GROUP)
    if place.missed:
        reasons.append(WhyFirst.MISSED_ONCE)
    return reasons or [WhyFirst.IN_TURN]


def closes_after_missing(missed: int) -> bool:
    """Whether a token is closed now that its holder has not come `missed` times: back to the end once, then closed."""
    return missed >= MISSES_BEFORE_CLOSING


def longest_wait(since: Iterable[datetime], now: datetime) -> timedelta:
    """How long the one who has waited longest has waited; nothing when nobody waits."""
    return max((now - moment for moment in since), default=timedelta(0))


# What can be done with a token in each state. Anything else was done by a colleague in the meantime.
POSSIBLE: dict[str, frozenset[str]] = {
    TokenState.WAITING: frozenset({TokenAct.HAND_OVER}),
    TokenState.CALLED: frozenset(
        {TokenAct.CALL_AGAIN, TokenAct.START, TokenAct.FINISH, TokenAct.MISS, TokenAct.HAND_OVER}
    ),
    TokenState.STARTED: frozenset({TokenAct.FINISH, TokenAct.HAND_OVER}),
    TokenState.ENDED: frozenset(),
    TokenState.MISSED: frozenset(),
}


def is_possible(act: str, state: str) -> bool:
    """Whether a token in this state can be called, served, sent on or given up."""
    return act in POSSIBLE[state]
