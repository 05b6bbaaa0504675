"""Entries as iCalendar text (RFC 5545). Nothing but a time and a place goes in, so nothing else comes out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

AHEAD = timedelta(weeks=8)
AN_HOUR, A_MINUTE = 3600, 60
ASKS_OF_ONE, ASKS_FROM_ONE_PLACE = 30, 120  # of one address an hour; from one network address a minute
OCTETS = 75
PRODUCT = "-//Serai//Feeds//EN"


@dataclass(frozen=True)
class Entry:
    """One appointment, as much of it as a feed tells. `uid` is the feed's own: it opens and names nothing."""

    uid: str
    starts: datetime
    ends: datetime
    where: str


def calendar(entries: Iterable[Entry], *, called: str, each: str, at: datetime) -> str:
    """The whole feed, ready to send. `called`: the name of the calendar; `each`: the word for every entry."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{text(called)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for entry in entries:
        lines += _event(entry, each=each, at=at)
    return "".join(fold(line) for line in [*lines, "END:VCALENDAR"])


def _event(entry: Entry, *, each: str, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{moment(at)}"
    yield f"DTSTART:{moment(entry.starts)}"
    yield f"DTEND:{moment(entry.ends)}"
    yield f"SUMMARY:{text(each)}"
    if entry.where:
        yield f"LOCATION:{text(entry.where)}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def moment(at: datetime) -> str:
    """In UTC, which every calendar program turns into its own reader's time."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def text(words: str) -> str:
    """A value that can begin no line and no part of its own."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    for sign in "\\;,":
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def fold(line: str) -> str:
    """At most 75 octets to a line, no letter cut in two; what goes on begins with a space."""
    folded, length = "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > OCTETS:
            folded, length = f"{folded}\r\n ", 1
        folded, length = folded + sign, length + size
    return f"{folded}\r\n"
