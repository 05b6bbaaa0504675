"""Who speaks for a child: the whole table, written a second time by hand."""

from datetime import date
from itertools import product

import pytest

from serai.people import rules
from serai.people.choices import ConsentForm, Decision, GuardianTold, Purpose
from serai.people.rules.birth import Birth
from serai.people.rules.children import DUTIES, Age, age_of
from serai.people.rules.consent import Gap, How, Said, gaps_in

TODAY = date(2026, 11, 22)
BORN = {age: rules.born_on(date(2026 - age, 11, 22)) for age in (0, 3, 5, 6, 9, 11, 12, 14, 15, 17, 18, 40)}
GROUPS = {
    0: Age.UP_TO_5, 3: Age.UP_TO_5, 5: Age.UP_TO_5, 6: Age.FROM_6, 9: Age.FROM_6, 11: Age.FROM_6, 12: Age.FROM_12,
    14: Age.FROM_12, 15: Age.FROM_15, 17: Age.FROM_15, 18: Age.ADULT, 40: Age.ADULT,
}  # fmt: skip


@pytest.mark.parametrize("age", BORN)
def test_each_age_belongs_to_its_group_from_the_birthday_on(age):
    assert age_of(BORN[age], TODAY) == GROUPS[age]


def test_every_group_has_its_duty():
    assert set(DUTIES) == set(Age)


@pytest.mark.parametrize(
    ("birth", "group"),
    [
        (Birth("unknown", None, None), Age.ADULT),  # nobody is silenced because nothing is known
        (Birth("band", date(2008, 1, 1), date(2016, 1, 1)), Age.ADULT),  # 10 to 18: may speak alone
        (Birth("band", date(2010, 1, 1), date(2015, 1, 1)), Age.FROM_15),  # 11 to 16: may decide alone
        (Birth("band", date(2017, 6, 1), date(2022, 6, 1)), Age.UP_TO_5),  # 4 to 9: may be too young to be asked
        (Birth("band", date(2012, 6, 1), date(2017, 6, 1)), Age.FROM_6),  # 9 to 14
    ],
)
def test_a_doubtful_age_speaks_where_it_may_and_is_not_pressed_where_it_may_not(birth, group):
    assert age_of(birth, TODAY) == group


def expected(*, age: int, purpose: str, form: str, assent: bool | None, guardian: str) -> list[Gap]:
    """The table of the guidelines, in other words than the code's."""
    if age >= 18:
        return []
    if age >= 15:
        return [Gap.GUARDIAN_NOT_SAID] if purpose == Purpose.REFERRAL and guardian == "" else []
    if form != ConsentForm.PROXY:
        return [Gap.CAREGIVER_DECIDES]
    if age <= 5:
        return []
    return {None: [Gap.CHILD_NOT_ASKED], False: [Gap.CHILD_SAID_NO], True: []}[assent]


def test_a_yes_for_a_child_needs_what_its_age_asks_for():
    """Statement 17: the caregiver's consent and the child's assent, both, under 15."""
    ways = product(
        BORN, (Purpose.SERVICES_HERE, Purpose.REFERRAL), (ConsentForm.WRITTEN, ConsentForm.PROXY), (None, False, True),
        ("", GuardianTold.YES, GuardianTold.UNSAFE),
    )  # fmt: skip
    for age, purpose, form, assent, guardian in ways:
        how = How(
            form, "eng", proxy_name="Hiwot", proxy_relation="mother", proxy_reason="a child", child_assented=assent,
            guardian_told=guardian,
        )  # fmt: skip
        said = [Said(purpose, Decision.GRANTED, "service:1", "Clinic", ("name",))]
        found = gaps_in(said=said, how=how, birth=BORN[age], today=TODAY)
        assert found == expected(age=age, purpose=purpose, form=form, assent=assent, guardian=guardian), (age, form)


def test_a_no_needs_nobody():
    """Statement 2: at any age."""
    for birth in BORN.values():
        said = [Said(Purpose.REFERRAL, Decision.REFUSED)]
        assert gaps_in(said=said, how=How(ConsentForm.WRITTEN, "eng"), birth=birth, today=TODAY) == []
