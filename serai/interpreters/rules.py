"""Who may be offered, and how needs are counted: a person, a language and a day are one need, however often asked."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from serai.interpreters.choices import BY_US, COMPANION, DECLINED, NOBODY_THERE, NOT_NEEDED

WORST_FIRST = ("nobody", "by_companion", "by_us")


@dataclass(frozen=True)
class Spoken:
    """That one person was spoken with: where, when, in which language, interpreted how."""

    centre: int
    day: date
    language: str
    person: int
    mode: str


@dataclass(frozen=True)
class Need:
    """How many people wanted an interpreter for a language, and who came. One person may be in several columns."""

    wanted: int = 0
    by_us: int = 0
    by_companion: int = 0
    nobody: int = 0
    declined: int = 0


@dataclass(frozen=True)
class Shift:
    """From one time of the day to another, on one day of the week (0 is Monday)."""

    weekday: int
    opens: time
    closes: time


def is_sworn(*, signed: date | None, until: date | None, on: date) -> bool:
    """Whether the oath of confidentiality holds on that day. Nobody is offered to a person without one."""
    return signed is not None and signed <= on and (until is None or on <= until)


def is_there(shifts: Iterable[Shift], *, on: date, starts: time, ends: time) -> bool:
    """Whether one of these hours holds the whole of the time."""
    return any(one.weekday == on.weekday() and one.opens <= starts and ends <= one.closes for one in shifts)


def is_wanted(mode: str) -> bool:
    """Whether the answer says that an interpreter was wanted at all; an answer that was not given says nothing."""
    return mode not in {"", NOT_NEEDED}


def needs_by(spoken: Iterable[Spoken], *, by_day: bool) -> dict[tuple[int, str, date | None], Need]:
    """The needs of each centre and language, and each day if asked. A need of a day counts once, whatever was filled in
    that day: at the desk, with the consent, with the questions. Somebody who was there for one part and missing for
    another counts in both columns."""
    people: dict[tuple[int, str, date | None], dict[str, set[tuple[int, date]]]] = defaultdict(lambda: defaultdict(set))
    for one in spoken:
        if is_wanted(one.mode):
            key = (one.centre, one.language, one.day if by_day else None)
            people[key][_column(one.mode)].add((one.person, one.day))
            people[key]["wanted"].add((one.person, one.day))
    return {key: Need(**{column: len(who) for column, who in columns.items()}) for key, columns in people.items()}


def _column(mode: str) -> str:
    if mode in BY_US:
        return "by_us"
    return {COMPANION: "by_companion", NOBODY_THERE: "nobody", DECLINED: "declined"}.get(mode, "nobody")


def numbers_of(need: Need) -> list[int]:
    """The five numbers of a line, how many were wanted first."""
    return [need.wanted, need.by_us, need.by_companion, need.nobody, need.declined]


def people_by(spoken: Iterable[Spoken]) -> Counter[tuple[int, str, str]]:
    """How many people wanted an interpreter, by centre, language and the worst that they met there: each person once,
    so that one rare language day after day does not look like many people. Who only declined one wanted none."""
    met: dict[tuple[int, str, int], set[str]] = defaultdict(set)
    for one in spoken:
        if is_wanted(one.mode):
            met[one.centre, one.language, one.person].add(_column(one.mode))
    worst = ((key, next((way for way in WORST_FIRST if way in ways), "")) for key, ways in met.items())
    return Counter((centre, language, way) for (centre, language, _person), way in worst if way)


def first_of_month(text: str) -> date | None:
    """`2026-10` → 1 October 2026; nothing if it is no month."""
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and 2000 <= int(year) <= 2999):
        return None
    return date(int(year), int(month), 1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
