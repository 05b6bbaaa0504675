"""Time in quarters of an hour, and what may be said of an appointment when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from serai.appointments.choices import FREES, Channel, Outcome

STEP = timedelta(minutes=15)
LENGTHS = (15, 30, 45, 60, 90, 120)
FIRST, LAST = time(7), time(19, 45)  # the first and last quarter in which one can begin
BY_PHONE = frozenset({"voice_call", "voice_message", "text"})  # of the list `preferred_channel`
AHEAD, NOT_AFTER = timedelta(days=1), timedelta(hours=1)  # before an appointment
WAKING = (time(8), time(20))
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 60))
LONGEST_OFFER = timedelta(days=1)
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


@dataclass(frozen=True)
class Wish:
    """What somebody waits for. Without a language any colleague can talk with them."""

    service_type: str
    minutes: int
    language: str = ""


def fits(wish: Wish, *, service_type: str, minutes: int, language: str) -> bool:
    """Whether a time that was given back serves what somebody waits for."""
    speaks = wish.language in {"", language}
    return wish.service_type == service_type and wish.minutes <= minutes and speaks


def place_in_line(*, goes_first: bool, since: datetime) -> tuple[bool, datetime]:
    """Who waits longest is asked first, after those who go first for a reason that staff know. Nationality, religion
    and status play no part."""
    return (not goes_first, since)


def what_is_left(*, starts: datetime, ends: datetime, now: datetime) -> tuple[datetime, datetime] | None:
    """What of a time that is given back can still be used: from the next quarter of an hour on."""
    step = int(STEP.total_seconds())
    next_quarter = datetime.fromtimestamp((int(now.timestamp()) // step + 1) * step, tz=UTC)
    begins = max(starts, next_quarter)
    return (begins, ends) if begins + STEP <= ends else None


def lapses_at(*, now: datetime, starts: datetime) -> datetime:
    """Until when an offer waits for its answer: half of the time that is left, a day at most, so that somebody else
    can still be asked."""
    return now + min(LONGEST_OFFER, (starts - now) / 2)


def is_time_to_remind(*, starts: datetime, booked: datetime, now: datetime) -> bool:
    """Whether a message may go now, by the clock of the centre: within the day before, not in the night, and not to
    who was told of the time within that day."""
    first, wakes, sleeps = starts - AHEAD, *WAKING
    return first <= now <= starts - NOT_AFTER and booked <= first and wakes <= now.time() < sleeps


def pause_after(tries: int) -> timedelta:
    """How long to wait until a message is tried again."""
    return PAUSES[min(tries, len(PAUSES)) - 1]


def gives_up(tries: int) -> bool:
    """Whether nobody tries any more: a person calls, or tells them."""
    return tries > len(PAUSES)
