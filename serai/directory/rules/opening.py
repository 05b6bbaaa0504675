"""When a service is open, and how old the knowledge about it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from serai.directory.choices import Freshness

STALE_AFTER = timedelta(days=90)  # a directory is verified again every 30 to 90 days; ours asks at the last of them
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """Open on one weekday (ISO: Monday is 1). Closing before opening means after midnight; opening and closing at
    the same time means all day. `closes` None: it is not known when it closes."""

    weekday: int
    opens: time
    closes: time | None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_past_midnight(self) -> bool:
        return self.closes is not None and self.closes < self.opens

    @property
    def is_all_day(self) -> bool:
        return self.closes == self.opens

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


def is_open(hours: Iterable[Hours], *, at: datetime, zone: str) -> bool:
    """Whether any of the hours holds at this moment (aware), read on the clock of the service's own place."""
    local = at.astimezone(ZoneInfo(zone))
    return any(_holds(span, local) for span in hours)


def _holds(span: Hours, local: datetime) -> bool:
    today, yesterday, now = local.date(), local.date() - A_DAY, local.time().replace(tzinfo=None)
    if span.closes is None:
        return False
    if span.weekday == today.isoweekday() and span.is_valid_on(today):
        started = now >= span.opens
        if span.is_all_day or (started and (span.is_past_midnight or now < span.closes)):
            return True
    return (
        span.is_past_midnight
        and span.weekday == yesterday.isoweekday()
        and span.is_valid_on(yesterday)
        and now < span.closes
    )


def freshness(*, assured_on: date | None, today: date) -> str:
    """How far the record can be trusted: verified in the last 90 days, earlier, or never."""
    if assured_on is None:
        return Freshness.NEVER
    return Freshness.FRESH if today - assured_on <= STALE_AFTER else Freshness.STALE


def not_verified_since(today: date) -> date:
    """Services last verified before this day must be verified again."""
    return today - STALE_AFTER


def has_ended(*, ends_on: date | None, assured_on: date | None, today: date) -> bool:
    """The announced end is past, and nobody has checked since that the service goes on."""
    return ends_on is not None and ends_on < today and (assured_on is None or assured_on <= ends_on)
