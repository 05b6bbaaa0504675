"""Oaths, hours, and a need that counts once. No database."""

from datetime import date, time

from serai.interpreters.rules import (
    Need,
    Shift,
    Spoken,
    first_of_month,
    is_sworn,
    is_there,
    needs_by,
    next_month,
    numbers_of,
    people_by,
)

SUNDAY = date(2026, 11, 22)


def spoken(mode, *, person=1, day=SUNDAY, language="tir", centre=1):
    return Spoken(centre, day, language, person, mode)


def test_an_oath_holds_from_its_day_to_its_end():
    assert not is_sworn(signed=None, until=None, on=SUNDAY)
    assert not is_sworn(signed=date(2026, 11, 23), until=None, on=SUNDAY)
    assert is_sworn(signed=SUNDAY, until=SUNDAY, on=SUNDAY)
    assert not is_sworn(signed=date(2026, 1, 1), until=date(2026, 11, 21), on=SUNDAY)


def test_hours_hold_the_whole_of_a_time_on_their_weekday():
    shifts = [Shift(6, time(8), time(12))]
    assert is_there(shifts, on=SUNDAY, starts=time(8), ends=time(12))
    assert not is_there(shifts, on=SUNDAY, starts=time(11, 30), ends=time(12, 30))
    assert not is_there(shifts, on=date(2026, 11, 23), starts=time(9), ends=time(10))


def test_a_person_a_language_and_a_day_are_one_need():
    morning = [spoken("none_available"), spoken("none_available"), spoken("phone"), spoken("not_needed"), spoken("")]
    assert needs_by(morning, by_day=False) == {(1, "tir", None): Need(wanted=1, by_us=1, nobody=1)}


def test_needs_are_kept_apart_by_centre_language_and_day():
    next_day = date(2026, 11, 23)
    rows = [spoken("declined"), spoken("companion", language="som"), spoken("declined", centre=2, day=next_day)]
    assert needs_by(rows, by_day=True) == {
        (1, "tir", SUNDAY): Need(wanted=1, declined=1),
        (1, "som", SUNDAY): Need(wanted=1, by_companion=1),
        (2, "tir", next_day): Need(wanted=1, declined=1),
    }


def test_a_line_has_five_numbers():
    assert numbers_of(Need(wanted=9, by_us=8, nobody=1)) == [9, 8, 0, 1, 0]


def test_in_the_figures_a_person_is_one_under_the_worst_that_they_met():
    """Six days of one person are no six people, and a line adds up: nobody stands in two columns."""
    week = [spoken("none_available", day=date(2026, 11, day)) for day in range(2, 8)]
    others = [spoken("phone", person=2), spoken("companion", person=2), spoken("staff", person=3)]
    neither = [spoken("declined", person=4), spoken("not_needed", person=5), spoken("", person=6)]
    elsewhere = [spoken("phone", centre=2), spoken("video", language="som")]
    assert people_by([*week, spoken("in_person"), *others, *neither, *elsewhere]) == {
        (1, "tir", "nobody"): 1,
        (1, "tir", "by_companion"): 1,
        (1, "tir", "by_us"): 1,
        (2, "tir", "by_us"): 1,
        (1, "som", "by_us"): 1,
    }


def test_months():
    assert first_of_month("2026-11") == date(2026, 11, 1)
    assert [first_of_month(text) for text in ("2026-13", "x", "2026", "٢٠٢٦-99", "1-1")] == [None] * 5
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
