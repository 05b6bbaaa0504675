"""Opening days and hours as the source writes them: `8:30am`, `13:00pm`, `Always open`, `Sun-Thurs`, `Once a month`."""

import re
from collections.abc import Callable
from datetime import time
from typing import Any

from serai.directory.choices import Problem
from serai.directory.rules.opening import Hours

DAYS, AVAILABILITY = "7. Availability Day", "6. Availability"
OPENS, CLOSES = "8. Office Open at", "9. Office close at"
ALL_DAY = {"Always open", "Never closed"}
CLOCK = re.compile(r"(?:Close at )?(\d{1,2}):(\d{2})\s*(am|pm)", re.IGNORECASE)
MIDNIGHT = time(0, 0)
NOON = 12

type Problems = list[tuple[str, str]]


def read_clock(text: str) -> time | None:
    """8:30am, 5:00pm, 13:00pm (a 24-hour clock with a needless pm). None for 12:00am, which may mean noon, and for
    whatever else cannot be read."""
    match = CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2]), match[3].lower()
    if (hour == NOON and half == "am") or (hour > NOON and half == "am") or hour > 23 or minute > 59:
        return None
    return time(hour + NOON if half == "pm" and hour < NOON else hour, minute)


def read_hours(answers: dict[str, Any], codes: Callable[[str], list[str]]) -> tuple[list[Hours], Problems]:
    """The weekly hours, or none with the reason. `codes(question)` reads the days and how often from the tables."""
    days, often = [int(day) for day in codes(DAYS)], codes(AVAILABILITY)
    opens, closes = _ticked(answers.get(OPENS)), _ticked(answers.get(CLOSES))
    if often and not (often == ["every_day"] or (often == ["weekly"] and len(days) == 1)):
        return [], [(Problem.NOT_WEEKLY, " ".join(_ticked(answers.get(AVAILABILITY))))]
    if not days or not opens:
        return [], [(Problem.HOURS_MISSING, " / ".join([*opens, *closes]))]
    start, end, problems = _span(opens, closes)
    return ([Hours(day, start, end) for day in days] if start is not None else []), problems


def _span(opens: list[str], closes: list[str]) -> tuple[time | None, time | None, Problems]:
    if len(opens) == 1 and opens[0] in ALL_DAY and set(closes) <= ALL_DAY:
        return MIDNIGHT, MIDNIGHT, []
    start = read_clock(opens[0]) if len(opens) == 1 else None
    end = read_clock(closes[0]) if len(closes) == 1 else None
    if start is None or (closes and (end is None or end <= start)):
        return None, None, [(Problem.HOURS_UNCLEAR, " / ".join([*opens, *closes]))]
    return start, end, [] if closes else [(Problem.CLOSING_MISSING, opens[0])]


def _ticked(value: Any) -> list[str]:
    return [answer for answer, on in value.items() if on] if isinstance(value, dict) else []
