"""Entries as text: read back by a reader written apart. No database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serai.feeds.rules import Entry, calendar
from serai.feeds.tests.reader import NotICalendar, moment, read

NOON = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=3)))


def text(*wheres: str, called: str = "Appointments", each: str = "Appointment") -> bytes:
    entries = [
        Entry(f"{number:032x}", NOON, NOON + timedelta(minutes=45), where) for number, where in enumerate(wheres)
    ]
    return calendar(entries, called=called, each=each, at=NOON).encode()


def test_a_calendar_without_entries_is_one():
    own, events = read(text())
    assert own["X-WR-CALNAME"] == "Appointments"
    assert events == []


def test_an_entry_is_a_time_and_a_room_and_nothing_else():
    _own, (event,) = read(text("Room 2"))
    assert event.keys() == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "CLASS"}
    assert moment(event["DTSTART"]) == NOON.astimezone(UTC)
    assert moment(event["DTEND"]) - moment(event["DTSTART"]) == timedelta(minutes=45)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Appointment", "Room 2")


@pytest.mark.parametrize(
    "where",
    [
        "Upstairs; left, behind C:\\",
        "غرفة هادئة في الطابق الثاني، بجانب قاعة الانتظار الكبيرة للأسر والأطفال",
        "🚪" * 60,
        "Room\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Bilal",
    ],
)
def test_whatever_a_room_is_called_begins_no_line_of_its_own(where):
    _own, (event,) = read(text(where, called="Rendez-vous", each="Rendez-vous"))
    assert event["SUMMARY"] == "Rendez-vous"
    assert event["LOCATION"] == "".join(sign if sign.isprintable() else " " for sign in where)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=90), max_size=3), st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_read_back(wheres, called, each):
    own, events = read(text(*wheres, called=called, each=each))
    assert len(events) == len(wheres)
    assert own["X-WR-CALNAME"] == "".join(sign if sign.isprintable() else " " for sign in called)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\r\n", b"\n"),
        (b"LOCATION:Room 2", b"LOCATION:Room; 2"),
        (b"LOCATION:Room 2", b"LOCATION:" + b"R" * 70),
        (b"T090000Z", b"T120000"),
        (b"UID:00000000000000000000000000000000\r\n", b""),
        (b"CLASS:PRIVATE", b"ATTENDEE:mailto:x"),
    ],
)
def test_the_reader_takes_nothing_wrong(right, wrong):
    good = text("Room 2")
    assert right in good
    with pytest.raises(NotICalendar):
        read(good.replace(right, wrong))
