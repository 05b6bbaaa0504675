from datetime import date

import pytest
from django.conf import settings

from serai.duplicates.choices import WORDS, Reason
from serai.duplicates.rules import AGAINST, WEIGHS, Facts, compare
from serai.people import rules

DAY = date(2026, 11, 20)
ENOUGH = settings.DUPLICATE_WEIGHT


def facts(name="Bilal Ahmed Hassan", **more):
    return Facts(**{"names": (name,), "sex": "male", "nationality": "SOM", "birth": rules.aged(25, on=DAY)} | more)


def test_every_reason_has_words():
    assert set(WORDS) == set(Reason)
    assert {reason for reason in AGAINST if reason in WEIGHS and WEIGHS[reason] > 0} == set()


@pytest.mark.parametrize("other", ["بلال أحمد حسن", "Hassan Bilal Ahmed", "Bilaal Axmed Xasan", "ቢላል አህመድ ሀሰን"])
def test_the_same_name_in_another_script_order_or_spelling_is_alike(other):
    found = compare(facts(), facts(other))
    assert found.weight >= ENOUGH
    assert found == compare(facts(other), facts())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sex": "female"}, Reason.SEX),
        ({"birth": rules.aged(45, on=DAY)}, Reason.AGE_FAR),
        ({"name": "Yonas Tesfay Kidane"}, Reason.NAME_SPELLING),
        ({"name": "Bilal Tesfay Kidane"}, Reason.NAME_SOME),
    ],
)
def test_another_sex_age_or_name_is_not_alike_and_says_so(change, reason):
    found = compare(facts(), facts(**change))
    assert found.weight < ENOUGH
    assert reason in found.reasons or change.get("name")


def test_a_brother_is_not_alike():
    brother = facts("Khalid Ahmed Hassan", birth=rules.aged(22, on=DAY))
    assert compare(facts(), brother).weight < ENOUGH


def test_no_more_precision_than_was_told():
    """Statement 4: a first of January, or a year, agrees as a year and never as a day."""
    day = rules.born_on(date(1999, 1, 1))
    assert Reason.BORN_SAME_DAY not in compare(facts(birth=day), facts(birth=day)).reasons
    year = rules.born_in_year(1999)
    assert Reason.BORN_SAME_DAY not in compare(facts(birth=year), facts(birth=year)).reasons
    told = rules.born_on(date(1999, 3, 4))
    assert Reason.BORN_SAME_DAY in compare(facts(birth=told), facts(birth=told)).reasons
    group = rules.in_band("18-29", on=DAY)
    assert compare(facts(birth=group), facts()).weight < compare(facts(), facts()).weight


def test_what_is_not_known_weighs_nothing():
    alone = compare(Facts(names=("Bilal Ahmed",)), Facts(names=("Bilal Ahmed",)))
    asked = compare(Facts(names=("Bilal Ahmed",), sex="unknown", nationality="unknown"), facts("Bilal Ahmed"))
    assert alone.weight == asked.weight


def test_a_number_tells_more_than_a_name():
    number = frozenset({"a"})
    common = compare(facts("Mohamed Ali", numbers=number), facts("Mahamed Ali Omar", numbers=number))
    assert common.weight >= ENOUGH + 5
    assert common.reasons[0] in {Reason.NAME_SPELLING, Reason.NAME_PART}


def test_two_of_one_household_are_two_people():
    one = compare(facts(household=3), facts(household=3))
    assert one.weight < ENOUGH + 4
    assert Reason.TOGETHER in one.reasons
    others = {"companions": frozenset({"Amina Yusuf"})}
    assert Reason.COMPANIONS in compare(facts(**others), facts(companions=frozenset({"Aamina Yuusuf"}))).reasons
