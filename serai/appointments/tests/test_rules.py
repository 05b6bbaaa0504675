"""Quarters of an hour, what is free, what may be said when. No database."""

from datetime import UTC, datetime, time, timedelta

from serai.appointments import rules
from serai.appointments.choices import Channel, Outcome

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_an_appointment_takes_its_quarters_and_no_more():
    assert rules.quarters(NINE, 30) == [NINE, NINE + timedelta(minutes=15)]
    assert all(rules.quarters(NINE, length)[-1] + rules.STEP - NINE == timedelta(minutes=length) for length in (15, 90))


def test_a_day_begins_at_seven_and_the_last_begins_before_eight():
    times = rules.times_of_day()
    assert (times[0], times[-1], len(times)) == (time(7), time(19, 45), 52)


def test_what_is_free_is_said_in_spans():
    taken = {time(8), time(8, 15), time(10)}
    assert rules.free_spans(taken, opens=time(8), closes=time(11)) == [
        (time(8, 30), time(10)),
        (time(10, 15), time(11)),
    ]
    assert rules.free_spans(set(), opens=time(8), closes=time(9)) == [(time(8), time(9))]
    assert rules.free_spans({time(8)}, opens=time(8), closes=time(8, 15)) == []


def test_who_came_is_known_when_the_time_has_come():
    before, after = NINE - timedelta(minutes=1), NINE
    for outcome in (Outcome.SEEN, Outcome.NO_SHOW, Outcome.UNKNOWN):
        assert not rules.may_turn_out(outcome, starts=NINE, now=before)
        assert rules.may_turn_out(outcome, starts=NINE, now=after)
    for outcome in (Outcome.EXCUSED, Outcome.CANCELLED):
        assert rules.may_turn_out(outcome, starts=NINE, now=before)


def test_time_is_given_back_when_nobody_uses_it():
    assert {outcome for outcome in Outcome if rules.frees(outcome)} == {
        Outcome.EXCUSED,
        Outcome.CANCELLED,
        Outcome.NO_SHOW,
    }


def test_a_number_is_used_only_if_the_person_called_it_safe():
    def channel(phone="+253 77", is_safe=True, is_shared=False, wish="text"):
        return rules.safe_channel(phone=phone, is_safe=is_safe, is_shared=is_shared, wish=wish)

    assert channel() == Channel.MESSAGE
    assert channel(is_shared=None) == channel(is_shared=True) == Channel.CALL
    assert channel(wish="") == channel(wish="voice_call") == Channel.CALL
    for unsafe in (
        {"phone": ""},
        {"is_safe": None},
        {"is_safe": False},
        {"wish": "in_person"},
        {"wish": "through_other"},
    ):
        assert channel(**unsafe) == Channel.IN_PERSON


def test_a_time_fits_who_waits_for_that_service_that_long_and_in_that_language():
    def fits(service="MEAL", minutes=30, language=""):
        wish = rules.Wish(service, minutes, language)
        return rules.fits(wish, service_type="MEAL", minutes=30, language="tir")

    assert fits()
    assert fits(minutes=15)
    assert fits(language="tir")
    assert not fits(service="WATER")
    assert not fits(minutes=45)
    assert not fits(language="som")


def test_who_goes_first_goes_first_and_then_who_waits_longest():
    later = NINE + timedelta(hours=1)
    line = [(False, NINE), (True, later), (False, later), (True, NINE)]
    ordered = sorted(line, key=lambda one: rules.place_in_line(goes_first=one[0], since=one[1]))
    assert ordered == [(True, NINE), (True, later), (False, NINE), (False, later)]


def test_what_is_left_of_a_time_begins_on_a_quarter_that_is_still_to_come():
    def left(minutes, length=60):
        now = NINE + timedelta(minutes=minutes)
        return rules.what_is_left(starts=NINE, ends=NINE + timedelta(minutes=length), now=now)

    ten = NINE + timedelta(minutes=60)
    assert left(-600) == (NINE, ten)
    assert left(0) == left(10)
    assert left(10) == (NINE + timedelta(minutes=15), ten)
    assert left(31) == (NINE + timedelta(minutes=45), ten)
    assert left(46) is None
    assert left(10, length=15) is None


def test_an_offer_leaves_time_to_ask_somebody_else():
    assert rules.lapses_at(now=NINE, starts=NINE + timedelta(hours=4)) == NINE + timedelta(hours=2)
    assert rules.lapses_at(now=NINE, starts=NINE + timedelta(days=9)) == NINE + timedelta(days=1)
