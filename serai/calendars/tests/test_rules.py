"""Conversions go there and back, agree with known days and with another way of reckoning. Statement 5."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serai.calendars.choices import Calendar
from serai.calendars.rules import NoSuchDate, Told, Why, as_told_on, ethiopian, hijri, span_of

KNOWN = [  # published conversions: the millennium, famous days, new years before and after a leap year
    ((2000, 1, 1), date(2007, 9, 12)),
    ((2007, 1, 12), date(2014, 9, 22)),
    ((1888, 6, 23), date(1896, 3, 1)),  # Adwa, 23 Yekatit
    ((1967, 1, 2), date(1974, 9, 12)),  # 2 Meskerem: the emperor deposed
    ((1992, 4, 22), date(2000, 1, 1)),
    ((2015, 13, 6), date(2023, 9, 11)),
    ((2016, 1, 1), date(2023, 9, 12)),
    ((2016, 13, 5), date(2024, 9, 10)),
    ((2017, 1, 1), date(2024, 9, 11)),
    ((1892, 1, 1), date(1899, 9, 11)),
    ((1893, 1, 1), date(1900, 9, 11)),  # 1900 has no 29 February
]


@pytest.mark.parametrize(("told", "day"), KNOWN)
def test_known_ethiopian_days(told, day):
    assert ethiopian.to_day(*told) == day
    assert ethiopian.from_day(day) == told


def counted_through_julian(day):
    """Beyene and Kudlek's formula, over Julian day numbers: another way to the same day."""
    number = day.toordinal() + 1721425
    within = (number - 1723856) % 1461
    n = within % 365 + 365 * (within // 1460)
    year = 4 * ((number - 1723856) // 1461) + within // 365 - within // 1460
    return year, n // 30 + 1, n % 30 + 1


def test_every_ethiopian_day_of_three_hundred_years_agrees_with_another_formula():
    day, last = date(1800, 1, 1), date(2100, 1, 1)
    while day < last:
        told = ethiopian.from_day(day)
        assert told == counted_through_julian(day), day
        assert ethiopian.to_day(*told) == day
        assert 1 <= told[2] <= ethiopian.days_in(told[0], told[1])
        day += timedelta(days=1)


@given(st.dates(date(1100, 1, 1), date(2900, 1, 1)))
def test_an_ethiopian_day_goes_there_and_back(day):
    told = as_told_on(day, Calendar.ETHIOPIAN)
    assert span_of(told) == (day, day)


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_a_hijri_day_goes_there_and_back_and_is_never_said_to_the_day(day):
    told = as_told_on(day, Calendar.HIJRI)
    assert hijri.to_day(told.year, told.month, told.day) == day
    assert span_of(told) == (day - timedelta(days=1), day + timedelta(days=1))


@pytest.mark.parametrize(
    ("told", "day"),
    [((1436, 1, 1), date(2014, 10, 25)), ((1400, 1, 1), date(1979, 11, 20)), ((1445, 9, 1), date(2024, 3, 11))],
)
def test_known_hijri_days(told, day):
    assert hijri.to_day(*told) == day


def test_a_year_of_another_calendar_spans_two_of_ours():
    assert span_of(Told(2007, calendar="ethiopian")) == (date(2014, 9, 11), date(2015, 9, 11))
    assert span_of(Told(2008, calendar="ethiopian")) == (date(2015, 9, 12), date(2016, 9, 10))
    assert span_of(Told(1436, calendar="hijri")) == (date(2014, 10, 24), date(2015, 10, 14))
    assert span_of(Told(2007)) == (date(2007, 1, 1), date(2007, 12, 31))


@given(st.sampled_from(Calendar.values), st.integers(1400, 1499), st.integers(1, 12), st.integers(1, 29))
def test_a_day_lies_in_its_month_and_a_month_in_its_year(calendar, year, month, day):
    year = year if calendar == Calendar.HIJRI else year + 520
    day = min(day, 28)
    spans = [span_of(Told(year, *rest, calendar=calendar)) for rest in ((month, day), (month,), ())]
    assert spans[2][0] <= spans[1][0] <= spans[0][0] <= spans[0][1] <= spans[1][1] <= spans[2][1]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told(2016, 13, 6, "ethiopian"), Why.DAY),
        (Told(2016, 14, calendar="ethiopian"), Why.MONTH),
        (Told(1445, 13, calendar="hijri"), Why.MONTH),
        (Told(1445, 1, 31, "hijri"), Why.DAY),
        (Told(1300, calendar="hijri"), Why.YEAR),
        (Told(2023, 2, 29), Why.DAY),
        (Told(2023, 0), Why.MONTH),
        (Told(-5, calendar="ethiopian"), Why.YEAR),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_its_reason(told, why):
    with pytest.raises(NoSuchDate) as refused:
        span_of(told)
    assert refused.value.why == why


def test_a_day_outside_the_tables_has_no_hijri_name():
    with pytest.raises(NoSuchDate):
        as_told_on(date(1900, 1, 1), Calendar.HIJRI)
