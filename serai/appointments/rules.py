"""Time in quarters of an hour, and what may be said of an appointment when."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from serai.appointments.choices import FREES, Channel, Outcome

STEP = timedelta(minutes=15)
LENGTHS = (15, 30, 45, 60, 90, 120)
FIRST, LAST = time(7), time(19, 45)  # the first and last quarter in which one can begin
BY_PHONE = frozenset({"voice_call", "voice_message", "text"})  # of the list `preferred_channel`
BEFOREHAND = frozenset({Outcome.EXCUSED, Outcome.CANCELLED})


def quarters(starts: datetime, minutes: int) -> list[datetime]:
    """The quarters of an hour that an appointment takes, each by its beginning."""
    return [starts + STEP * number for number in range(minutes // 15)]


def times_of_day() -> list[time]:
    """Every time at which an appointment can begin."""
    found, at = [], datetime.combine(date.min, FIRST)
    while at.time() <= LAST:
        found.append(at.time())
        at += STEP
    return found


def free_spans(taken: Collection[time], *, opens: time, closes: time) -> list[tuple[time, time]]:
    """What is free between two times of a day, as spans that are as long as they can be."""
    spans: list[tuple[time, time]] = []
    at, end = datetime.combine(date.min, opens), datetime.combine(date.min, closes)
    begun: datetime | None = None
    while at <= end:
        if (at == end or at.time() in taken) and begun is not None:
            spans.append((begun.time(), at.time()))
            begun = None
        elif at < end and at.time() not in taken and begun is None:
            begun = at
        at += STEP
    return spans


def may_turn_out(outcome: str, *, starts: datetime, now: datetime) -> bool:
    """Whether this can be said now: who came and who did not is known when the time has come."""
    return outcome in BEFOREHAND or starts <= now


def frees(outcome: str) -> bool:
    """Whether staff, room and interpreter are free again."""
    return outcome in FREES


def safe_channel(*, phone: str, is_safe: bool | None, is_shared: bool | None, wish: str) -> Channel:
    """How a person is reminded. A number is used only if they said that it is safe, and wished no other way; a message
    stays on the screen, so it is written only to a telephone that nobody else holds."""
    if not phone or is_safe is not True or wish not in {"", *BY_PHONE}:
        return Channel.IN_PERSON
    return Channel.MESSAGE if wish == "text" and is_shared is False else Channel.CALL
