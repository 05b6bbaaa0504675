"""For how long files are kept changes when two persons say so."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision
from serai.centres.operations import decisions
from serai.privacy import queries
from serai.privacy.operations import erasing, periods
from serai.privacy.queries import keep_files_for

WHY = "The law of this country asks for five years."


@pytest.fixture
def kofi(posted):
    return posted("kofi", Role.DATA_PROTECTION, None)


def asked(by, days=1825):
    return periods.ask_to_keep_for(by=by, days=days, reason=WHY)


def test_it_holds_when_a_second_person_has_agreed(kofi, dima):
    decision = asked(kofi)
    assert keep_files_for() == timedelta(days=730)

    decisions.agree(by=dima, decision=decision)

    assert keep_files_for() == timedelta(days=1825)
    line = Entry.objects.get(act="retention.period_changed")
    assert (line.actor_id, line.detail) == (dima.user_id, {"days": 1825, "instead_of": 730})


def test_nobody_agrees_to_their_own_and_no_keeper_of_one_centre_agrees(kofi, posted, harbour):
    decision = asked(kofi)
    for who in (kofi, posted("here", Role.DATA_PROTECTION, harbour), posted("maya", Role.MANAGER, harbour)):
        with pytest.raises(decisions.NotYoursToDecide):
            decisions.agree(by=who, decision=decision)
    assert keep_files_for() == timedelta(days=730)


def test_what_was_asked_of_another_time_than_holds_now_cannot_be_done(kofi, dima):
    first, second = asked(kofi), asked(kofi, days=365)
    decisions.agree(by=dima, decision=first)
    with pytest.raises(CannotBeDone):
        decisions.agree(by=dima, decision=second)


def test_a_time_that_may_not_be_chosen_is_not_done_by_who_asks_past_the_form(kofi, dima):
    with pytest.raises(CannotBeDone):
        decisions.agree(by=dima, decision=asked(kofi, days=1))


def test_a_list_that_waits_goes_by_the_time_of_now(kofi, dima, posted, bilal):
    """Who was due after two years is not erased any more once five hold."""
    today = timezone.localdate()
    bilal.registrations.update(registered_on=today - timedelta(days=800))
    type(bilal).objects.filter(pk=bilal.pk).update(created_at=timezone.now() - timedelta(days=800))
    due_list = erasing.list_what_is_due(by=kofi, on=today)
    decisions.agree(by=dima, decision=erasing.ask_to_erase(by=kofi, due_list=due_list))
    decisions.agree(by=dima, decision=asked(kofi))

    due_list.refresh_from_db()
    erasing.erase_some(by=kofi, due_list=due_list, now=timezone.now(), on=today)

    assert type(bilal).objects.filter(pk=bilal.pk).exists()


class TestThePage:
    def test_asks_and_says_that_a_second_person_is_needed(self, kofi, at_work):
        answer = at_work(kofi).post(reverse("privacy:keep_for"), {"days": "1825", "reason": WHY}, follow=True)
        assert "until a second person agrees" in answer.text
        assert Decision.objects.get(kind=queries.KEEPING).what == {"days": 1825, "instead_of": 730}

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"days": "7"}, "greater than or equal to 30"),
            ({"days": "99999"}, "less than or equal to 3650"),
            ({"days": "730"}, "That is the time of now"),
            ({"days": "soon"}, "whole number"),
            ({"reason": "Because"}, "at least 20"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, kofi, at_work, typed, sentence):
        answer = at_work(kofi).post(reverse("privacy:keep_for"), {"days": "1825", "reason": WHY, **typed})
        assert sentence in answer.text
        assert typed.get("days", "1825") in answer.text
        assert not Decision.objects.exists()

    def test_the_registers_say_what_holds(self, kofi, dima, at_work):
        decisions.agree(by=dima, decision=asked(kofi, days=400))
        assert "400" in at_work(kofi).get(reverse("privacy:retention")).text
        assert "400" in at_work(kofi).get(reverse("privacy:processing")).text
