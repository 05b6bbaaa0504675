"""Decisions at the door, without the database: who is called next and why, what a group in words adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, pairwise
from math import ceil

from serai.people.choices import Sex
from serai.reception.choices import GateBand, TokenAct, TokenState, TriageLevel, WhyFirst

TRIAGE_WITHIN = timedelta(minutes=15)  # practice of the field: nobody stands unseen for longer
MISSES_BEFORE_CLOSING = 2
ENOUGH_CALLS = 4  # fewer say nothing about the pace of a desk
A_STEP = 5  # minutes: nobody knows a wait better

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
    is_promised: bool = False


def order_key(place: Place) -> tuple[int, int, int, int, int, int]:
    """Red first, always. Then those who did not come when called go behind everybody else; then orange, then who waited
    yesterday and was promised to come first, then the priority groups, then the number. Nationality, religion and
    status play no part."""
    return (
        place.level != TriageLevel.RED,
        place.missed,
        place.level != TriageLevel.ORANGE,
        not place.is_promised,
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
    if place.is_promised:
        reasons.append(WhyFirst.PROMISED)
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
    TokenState.WAITING: frozenset({TokenAct.HAND_OVER, TokenAct.PUT_OFF}),
    TokenState.CALLED: frozenset(
        {TokenAct.CALL_AGAIN, TokenAct.START, TokenAct.FINISH, TokenAct.MISS, TokenAct.HAND_OVER, TokenAct.PUT_OFF}
    ),
    TokenState.STARTED: frozenset({TokenAct.FINISH, TokenAct.HAND_OVER}),
    TokenState.ENDED: frozenset(),
    TokenState.MISSED: frozenset(),
    TokenState.PUT_OFF: frozenset(),
}


def is_possible(act: str, state: str) -> bool:
    """Whether a token in this state can be called, served, sent on or given up."""
    return act in POSSIBLE[state]


def next_number(taken: Iterable[int]) -> int:
    """The lowest number of the day that nobody has: who was promised a place keeps yesterday's, and is passed over."""
    held = set(taken)
    return next(number for number in count(1) if number not in held)


@dataclass(frozen=True)
class Call:
    """Since when somebody waited at a desk, and when they were called."""

    since: datetime
    at: datetime


@dataclass(frozen=True)
class About:
    """A wait as it can be told: about so many minutes, from the least to the most."""

    least: int
    most: int


@dataclass(frozen=True)
class Spread:
    """How long people waited: half of them less than `half` minutes, nine in ten less than `most`."""

    people: int
    half: int
    most: int


def paces(calls: Iterable[Call]) -> list[timedelta]:
    """The times from one call of a desk to the next, where the next one was waiting already: a desk at which nobody
    waits is not slow."""
    in_order = sorted(calls, key=lambda call: call.at)
    return [later.at - call.at for call, later in pairwise(in_order) if later.since <= call.at]


def about_wait(*, ahead: int, paces: list[timedelta]) -> About | None:
    """How long somebody waits with so many before them, from the quicker and the slower half of today's calls; nothing
    while there are too few of these."""
    if len(paces) < ENOUGH_CALLS:
        return None
    quick, slow = (_quantile(paces, share) for share in (0.25, 0.75))
    least = int(quick * ahead / timedelta(minutes=A_STEP)) * A_STEP
    most = max(1, ceil(slow * (ahead + 1) / timedelta(minutes=A_STEP))) * A_STEP
    return About(least, max(most, least + A_STEP))


def spread(waits: list[timedelta]) -> Spread | None:
    """The median and the ninetieth percentile of these waits; nothing of nobody."""
    if not waits:
        return None
    half, most = (ceil(_quantile(waits, share) / timedelta(minutes=1)) for share in (0.5, 0.9))
    return Spread(people=len(waits), half=half, most=most)


def _quantile(times: list[timedelta], share: float) -> timedelta:
    """The shortest time that so large a share of these does not exceed."""
    return sorted(times)[ceil(share * len(times)) - 1]
