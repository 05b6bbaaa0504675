"""When a file is due, and what stops it. Source of two years after the last contact: domain 8.4, a default to change
for the country (`SERAI_KEEP_FILES_DAYS`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from serai.privacy.choices import ItemState, Outcome, PeopleTold, Risk

NOTICE = timedelta(days=30)
LONGEST_HOLD = timedelta(days=365)
SHORTEST_KEPT, LONGEST_KEPT = 30, 3650  # days after the last contact that may be chosen


def due_on(*, last_contact: date, keep_for: timedelta) -> date:
    """The first day on which a file may be erased."""
    return last_contact + keep_for


def may_keep_for(days: int) -> bool:
    """Whether two persons may choose this time: a month at least, so that nobody in need loses the file meanwhile, and
    ten years at most."""
    return SHORTEST_KEPT <= days <= LONGEST_KEPT


def state_on(*, day: date, due: date, is_held: bool) -> ItemState | None:
    """What a list of that day says of a file; None: not on the list yet."""
    if due > day + NOTICE:
        return None
    if is_held:
        return ItemState.HELD
    return ItemState.DUE if due <= day else ItemState.SOON


def may_erase(*, day: date, due: date, is_held: bool) -> bool:
    """Whether a file may be erased on that day."""
    return state_on(day=day, due=due, is_held=is_held) == ItemState.DUE


# --- what people ask, breaches, impact assessments (domain 8.1, 8.6) ---
LONGEST_ANSWER = 30
FOCAL_POINT_WITHIN = timedelta(hours=24)
AUTHORITY_WITHIN = timedelta(hours=72)
REVIEW_AFTER = timedelta(days=365)


def answer_due(*, received_on: date, days: int) -> date:
    """A house may promise to be quicker than thirty days, and never slower."""
    return received_on + timedelta(days=min(days, LONGEST_ANSWER))


def refuses_without_a_reason(*, outcome: str, why: str) -> bool:
    """Whether something is refused, wholly or in part, and nobody said why."""
    return outcome in {Outcome.REFUSED, Outcome.PARTLY} and not why


@dataclass(frozen=True)
class Clock:
    """Something of a breach that has to be done by a time."""

    name: str
    due: datetime
    done: datetime | None

    def is_late_at(self, now: datetime) -> bool:
        return (self.done or now) > self.due


def breach_clocks(
    *, reported_at: datetime, seen_at: datetime | None, law_applies: bool | None, told_at: datetime | None
) -> list[Clock]:
    """The focal point within a day; the authority within three, where a law says so or nobody has looked yet."""
    clocks = [Clock("focal_point", reported_at + FOCAL_POINT_WITHIN, seen_at)]
    if law_applies is not False:
        clocks.append(Clock("authority", reported_at + AUTHORITY_WITHIN, told_at))
    return clocks


class Gap(StrEnum):
    """What is still missing before a breach is closed."""

    KIND = "kind"
    CONTAINED = "contained"
    RISK = "risk"
    LAW = "law"
    AUTHORITY = "authority"
    PEOPLE = "people"
    LESSONS = "lessons"


def breach_gaps(breach: Mapping[str, object]) -> list[Gap]:
    """Whoever is at high risk is told, unless that is not safe: a low risk is no reason then."""
    told, risk = breach["people_told"], breach["risk"]
    missing = {
        Gap.KIND: not breach["kind"],
        Gap.CONTAINED: not breach["contained"],
        Gap.RISK: not risk,
        Gap.LAW: breach["law_applies"] is None,
        Gap.AUTHORITY: breach["law_applies"] is True and breach["authority_told_at"] is None,
        Gap.PEOPLE: not told or (risk == Risk.HIGH and told == PeopleTold.LOW),
        Gap.LESSONS: not breach["lessons"],
    }
    return [gap for gap in Gap if missing[gap]]


def risk_of(*, likelihood: int, impact: int) -> Risk:
    """One to three each. What can kill is never low, however unlikely."""
    product = likelihood * impact
    if product >= 6:
        return Risk.HIGH
    return Risk.MEDIUM if product >= 3 else Risk.LOW
