from datetime import date

import pytest

from serai.people import rules
from serai.people.choices import AgeBand, ChildStatus, HouseholdRole, Relation
from serai.people.rules import Companion


def test_a_year_is_kept_as_its_whole_span():
    birth = rules.born_in_year(1998)
    assert (birth.earliest, birth.latest) == (date(1998, 1, 1), date(1998, 12, 31))


def test_an_age_of_twenty_is_the_year_of_birth_around_it():
    birth = rules.aged(20, on=date(2026, 11, 22))
    assert (birth.earliest, birth.latest) == (date(2005, 11, 23), date(2006, 11, 22))


def test_the_age_band_is_that_of_the_event_not_of_today():
    birth = rules.born_on(date(2008, 6, 1))
    assert rules.band_on(birth, date(2026, 5, 31)) == AgeBand.FROM_15
    assert rules.band_on(birth, date(2026, 6, 1)) == AgeBand.FROM_18


@pytest.mark.parametrize("band", [low_high_name[2] for low_high_name in rules.BANDS])
def test_a_band_told_is_the_band_found(band):
    on = date(2024, 2, 29)
    assert rules.band_on(rules.in_band(band, on=on), on) == band


def test_a_doubtful_age_counts_as_a_childs():
    assert rules.is_child_on(rules.born_in_year(2008), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("companions", "status"),
    [
        ([], ChildStatus.UNACCOMPANIED),
        ([Companion(HouseholdRole.PARENT, is_adult=True)], ChildStatus.ACCOMPANIED),
        ([Companion(HouseholdRole.CAREGIVER, is_adult=True)], ChildStatus.ACCOMPANIED),
        ([Companion(HouseholdRole.RELATIVE, is_adult=True)], ChildStatus.SEPARATED),
        ([Companion(HouseholdRole.SIBLING, is_adult=False)], ChildStatus.UNACCOMPANIED),
        ([Companion(HouseholdRole.UNRELATED, is_adult=True)], ChildStatus.UNACCOMPANIED),
        (
            [Companion(HouseholdRole.PARENT, is_adult=True, relation=Relation.DOUBTFUL)],
            ChildStatus.UNACCOMPANIED,
        ),
    ],
)
def test_a_child_with_an_aunt_is_separated_and_alone_is_unaccompanied(companions, status):
    assert rules.child_status(is_child=True, companions=companions) == status


def test_a_card_code_is_read_however_it_is_typed():
    code = rules.new_card_code()
    typed = rules.shown_card_code(code).lower().replace("0", "o").replace("1", "l")
    assert rules.read_card_code(typed) == code


def test_one_wrong_character_is_caught():
    code = rules.new_card_code()
    for place, character in enumerate(code):
        wrong = "A" if character != "A" else "B"
        assert rules.read_card_code(code[:place] + wrong + code[place + 1 :]) is None
