"""A strict reader of iCalendar text, written from RFC 5545 apart from the code that writes it: what it does not know, or
what is not as the standard says, is an error."""

import re
from datetime import UTC, datetime

LINE = re.compile(
    r"(?P<name>[A-Z][A-Z0-9-]*)(?P<params>(?:;[A-Z-]+=[^\x00-\x1f\x7f\";:,]+)*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)"
)
TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
MOMENT = re.compile(r"\d{8}T\d{6}Z")
ONCE = {"VCALENDAR": {"VERSION", "PRODID"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND"}}
KNOWN = {
    "VCALENDAR": {"VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "CLASS"},
}
TEXTS = {"SUMMARY", "LOCATION", "X-WR-CALNAME", "UID", "PRODID"}


class NotICalendar(ValueError):
    """The text is not as RFC 5545 says."""


def must(holds: object, why: str) -> None:
    if not holds:
        raise NotICalendar(why)


def read(data: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The calendar's own properties, and those of each event, by name, with texts as they were before escaping."""
    logical = unfolded(data)
    open_now: list[str] = []
    calendar: dict[str, str] = {}
    events: list[dict[str, str]] = []
    for line in logical:
        found = LINE.fullmatch(line)
        must(found, f"not a line of content: {line!r}")
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            must(value == ("VEVENT" if open_now else "VCALENDAR") and len(open_now) < 2, f"{value} cannot begin here")
            open_now.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            must(open_now and open_now.pop() == value, f"{value} ends what was not begun")
            must(ONCE[value] <= (events[-1] if value == "VEVENT" else calendar).keys(), f"{value} lacks something")
        else:
            must(open_now, "nothing may stand outside a calendar")
            into = events[-1] if open_now[-1] == "VEVENT" else calendar
            must(name in KNOWN[open_now[-1]] and name not in into, f"{name} cannot stand here, or not twice")
            into[name] = plain(value) if name in TEXTS else value
    must(not open_now, "something has not ended")
    must(calendar["VERSION"] == "2.0", "another version")
    must(len({event["UID"] for event in events}) == len(events), "two events are one")
    for event in events:
        must(moment(event["DTSTART"]) < moment(event["DTEND"]), "an event ends before it begins")
        moment(event["DTSTAMP"])
    return calendar, events


def unfolded(data: bytes) -> list[str]:
    must(data.endswith(b"\r\n"), "the last line has no end")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    must(all(b"\r" not in line and b"\n" not in line for line in physical), "a line ends otherwise")
    must(all(len(line) <= 75 for line in physical), "a line is longer than 75 octets")
    for line in physical:
        line.decode("utf-8")  # no letter is cut in two
    return b"\r\n".join(physical).replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def plain(value: str) -> str:
    must(TEXT.fullmatch(value), f"not escaped: {value!r}")
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def moment(value: str) -> datetime:
    must(MOMENT.fullmatch(value), f"not a moment in UTC: {value!r}")
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
