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
