from datetime import UTC, date, datetime, time

import pytest

from serai.directory.choices import Freshness
from serai.directory.rules import opening
from serai.directory.rules.opening import Hours

SUNDAY, MONDAY = 7, 1
OFFICE = Hours(MONDAY, time(8, 30), time(17, 0))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T05:29", False),  # 08:29 in Amman, a Monday
        ("2026-11-23T05:30", True),
        ("2026-11-23T13:59", True),
        ("2026-11-23T14:00", False),  # 17:00: the hour of closing is closed
        ("2026-11-24T06:00", False),  # Tuesday
    ],
)
def test_hours_are_read_on_the_clock_of_the_place(moment, is_open):
    assert opening.is_open([OFFICE], at=at(moment), zone="Asia/Amman") is is_open


def test_the_day_is_that_of_the_place_not_of_the_reader():
    late_sunday_in_utc = at("2026-11-22T22:30")  # already Monday 01:30 in Nairobi
    night = Hours(MONDAY, time(1, 0), time(2, 0))
    assert opening.is_open([night], at=late_sunday_in_utc, zone="Africa/Nairobi")
    assert not opening.is_open([night], at=late_sunday_in_utc, zone="UTC")


def test_a_night_shelter_stays_open_after_midnight():
    night = Hours(SUNDAY, time(20, 0), time(6, 0))
    assert opening.is_open([night], at=at("2026-11-22T23:00"), zone="UTC")
    assert opening.is_open([night], at=at("2026-11-23T05:59"), zone="UTC")
    assert not opening.is_open([night], at=at("2026-11-23T06:00"), zone="UTC")
    assert not opening.is_open([night], at=at("2026-11-22T05:00"), zone="UTC")  # Saturday night is another's


def test_the_same_opening_and_closing_time_is_all_day():
    always = Hours(MONDAY, time(0, 0), time(0, 0))
    assert opening.is_open([always], at=at("2026-11-23T00:00"), zone="UTC")
    assert opening.is_open([always], at=at("2026-11-23T23:59"), zone="UTC")


def test_without_a_closing_time_it_is_not_known_to_be_open():
    assert not opening.is_open([Hours(MONDAY, time(8, 0), None)], at=at("2026-11-23T09:00"), zone="UTC")


def test_hours_hold_between_their_dates_only():
    winter = Hours(MONDAY, time(8, 0), time(12, 0), valid_from=date(2026, 11, 24), valid_to=date(2026, 12, 7))
    assert not opening.is_open([winter], at=at("2026-11-23T09:00"), zone="UTC")
    assert opening.is_open([winter], at=at("2026-12-07T09:00"), zone="UTC")
    assert not opening.is_open([winter], at=at("2026-12-14T09:00"), zone="UTC")


@pytest.mark.parametrize(
    ("assured_on", "freshness"),
    [(date(2026, 8, 24), Freshness.FRESH), (date(2026, 8, 23), Freshness.STALE), (None, Freshness.NEVER)],
)
def test_knowledge_is_stale_after_ninety_days(assured_on, freshness):
    assert opening.freshness(assured_on=assured_on, today=date(2026, 11, 22)) == freshness


def test_a_service_verified_after_its_announced_end_goes_on():
    today, end = date(2026, 11, 22), date(2026, 6, 30)
    assert opening.has_ended(ends_on=end, assured_on=None, today=today)
    assert opening.has_ended(ends_on=end, assured_on=date(2026, 6, 1), today=today)
    assert not opening.has_ended(ends_on=end, assured_on=date(2026, 7, 1), today=today)
    assert not opening.has_ended(ends_on=today, assured_on=None, today=today)
