"""What stands out in the trail. A sign asks for a question, not for a measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NIGHT_FROM, NIGHT_UNTIL = 21, 6
FEW = 10  # below, a day is never too much, whatever is usual
FIRST_DAYS = 40  # of who has no days before to compare with
LOOKED_FROM = 5
LONGEST = timedelta(days=31)
AT_FIRST = timedelta(days=6)


@dataclass(frozen=True)
class Day:
    """One colleague at one centre on one day, in numbers of openings."""

    opened: int
    at_night: int
    only_looked: int


def usual(days: Sequence[int]) -> int | None:
    """The middle one of the days before on which they opened any file."""
    return sorted(days)[len(days) // 2] if days else None


def is_night(hour: int) -> bool:
    """Whether nobody is expected to open files at this hour."""
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL


def are_many(opened: int, usual: int | None) -> bool:
    """Whether that is far more than usual; in the first days nothing is usual yet."""
    return opened > FIRST_DAYS if usual is None else opened > max(FEW, 2 * usual)


def signs(day: Day, usual: int | None) -> list[str]:
    """Names of `choices.Sign`, the strongest first."""
    found = {
        "many": are_many(day.opened, usual),
        "night": day.at_night > 0,
        "looked": day.only_looked >= LOOKED_FROM and 2 * day.only_looked > day.opened,
    }
    return [name for name, there in found.items() if there]


def period(since: date | None, until: date | None, *, today: date) -> tuple[date, date]:
    """The days that a review shows: the last seven, or those asked for, a month at most."""
    last = min(until or today, today)
    first = min(since or last - AT_FIRST, last)
    return max(first, last - LONGEST + timedelta(days=1)), last


def function_on(postings: Sequence[tuple[date, date | None, str]], *, on: date) -> str:
    """The last posting that holds on that day; nothing if there was none."""
    held = [role for start, end, role in postings if start <= on and (end is None or on <= end)]
    return held[-1] if held else ""
