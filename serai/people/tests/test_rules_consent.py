from datetime import date

import pytest

from serai.people import rules
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.rules.consent import Gap, How, Said, gaps_in, is_live, recipient_code
from serai.people.rules.reach import MAY_CORRECT, REACH, Reach, may_correct, reach

TODAY = date(2026, 11, 22)
ADULT = rules.born_on(date(1995, 5, 17))
YES = Said(Purpose.SERVICES_HERE, Decision.GRANTED)
NO = Said(Purpose.SERVICES_HERE, Decision.REFUSED)
WRITTEN = How(ConsentForm.WRITTEN, "eng")
MOTHER = How(
    ConsentForm.PROXY, "amh", proxy_name="Hiwot", proxy_relation="parent", proxy_reason="child", child_assented=True
)


def gaps(said=(YES,), how=WRITTEN, birth=ADULT):
    return gaps_in(said=said, how=how, birth=birth, today=TODAY)


def test_a_written_yes_of_an_adult_is_good():
    assert gaps() == []


def test_silence_is_not_an_answer():
    assert gaps(said=()) == [Gap.NOTHING_SAID]


def test_spoken_consent_is_certified_by_who_heard_it():
    """Statement 15."""
    assert gaps(how=How(ConsentForm.VERBAL, "eng")) == [Gap.NO_CERTIFIER]
    assert gaps(how=How(ConsentForm.VERBAL, "eng", certified=True)) == []


def test_a_proxy_has_a_name_a_relation_and_a_reason():
    """Statement 15."""
    assert gaps(how=How(ConsentForm.PROXY, "eng", proxy_name=" ")) == [
        Gap.NO_PROXY_NAME,
        Gap.NO_PROXY_RELATION,
        Gap.NO_PROXY_REASON,
    ]


@pytest.mark.parametrize("purpose", [Purpose.REFERRAL, Purpose.CONSULATE, Purpose.AUTHORITIES, Purpose.UNHCR])
def test_nothing_leaves_for_anybody_in_general(purpose):
    """Statement 13."""
    assert gaps(said=[Said(purpose, Decision.GRANTED)]) == [Gap.NO_RECIPIENT, Gap.NO_FIELDS]
    assert gaps(said=[Said(purpose, Decision.GRANTED, "service:1", "Clinic", ("name",))]) == []
    assert gaps(said=[Said(purpose, Decision.REFUSED)]) == []


@pytest.mark.parametrize(
    ("born", "how", "expected"),
    [
        (date(2008, 12, 1), WRITTEN, []),  # 17: the child's own word
        (date(2013, 1, 1), WRITTEN, [Gap.CAREGIVER_DECIDES]),
        (date(2013, 1, 1), MOTHER, []),
        (date(2013, 1, 1), How(**{**MOTHER.__dict__, "child_assented": None}), [Gap.CHILD_NOT_ASKED]),
        (date(2013, 1, 1), How(**{**MOTHER.__dict__, "child_assented": False}), [Gap.CHILD_SAID_NO]),
        (date(2023, 1, 1), How(**{**MOTHER.__dict__, "child_assented": None}), []),  # 3 years old
    ],
)
def test_a_child_under_fifteen_is_asked_and_the_caregiver_decides(born, how, expected):
    assert gaps(how=how, birth=rules.born_on(born)) == expected


def test_a_childs_no_needs_nobody_elses_yes():
    assert gaps(said=(NO,), birth=rules.born_on(date(2013, 1, 1))) == []


def test_consent_holds_until_its_last_day():
    assert is_live(decision=Decision.GRANTED, valid_until=TODAY, on=TODAY)
    assert not is_live(decision=Decision.GRANTED, valid_until=date(2026, 11, 21), on=TODAY)
    assert not is_live(decision=Decision.WITHDRAWN, valid_until=None, on=TODAY)
    assert gaps(how=How(ConsentForm.WRITTEN, "eng", valid_until=date(2026, 11, 21))) == [Gap.PAST_ALREADY]


def test_one_recipient_has_one_code():
    assert recipient_code("consulate", "Ethiopia ") == recipient_code("consulate", "ETHIOPIA") == "consulate:ethiopia"
    assert recipient_code("consulate", " ") == ""


def test_the_table_of_reach_answers_every_case_and_names_alone_never_reach_another_centre():
    assert len(REACH) == 8
    for network_consent in (True, False):
        answer = reach(registered_here=False, in_hand=False, network_consent=network_consent)
        assert answer == Reach.NONE
    assert reach(registered_here=False, in_hand=True, network_consent=False) == Reach.NONE
    assert reach(registered_here=False, in_hand=True, network_consent=True) == Reach.OFFER


def test_reception_corrects_only_what_was_registered_today():
    assert len(MAY_CORRECT) == 8
    for day, answer in ((TODAY, True), (date(2026, 11, 21), False), (None, False)):
        assert may_correct(edits_profile=False, edits_basic=True, registered_on=day, today=TODAY) is answer
    assert may_correct(edits_profile=True, edits_basic=True, registered_on=None, today=TODAY)
