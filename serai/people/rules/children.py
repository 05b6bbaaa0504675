"""Who speaks for a child, by age: a table. Sources: inter-agency guidelines for case management with children."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from serai.people.rules.birth import Birth, years_before


class Age(Enum):
    """The ages at which it changes whose yes is needed, and who is asked."""

    UP_TO_5 = 0
    FROM_6 = 6
    FROM_12 = 12
    FROM_15 = 15
    ADULT = 18


@dataclass(frozen=True)
class Duty:
    """What has to be there beside a yes: a caregiver's word, the child's own assent, whether a guardian knows."""

    caregiver: bool = False
    assent: bool = False
    guardian: bool = False


# Where no caregiver can or should answer, two people decide in the child's best interests (room `sharing`).
DUTIES: dict[Age, Duty] = {
    Age.UP_TO_5: Duty(caregiver=True),
    Age.FROM_6: Duty(caregiver=True, assent=True),
    Age.FROM_12: Duty(caregiver=True, assent=True),
    Age.FROM_15: Duty(guardian=True),
    Age.ADULT: Duty(),
}


def age_of(birth: Birth, on: date) -> Age:
    """The group that this birth surely belongs to. Who may be old enough speaks for themselves, though as a child while
    the age is disputed; who may be too young is not asked to assent."""
    if birth.earliest is None or birth.earliest <= years_before(on, Age.ADULT.value):
        return Age.FROM_15 if birth.is_disputed else Age.ADULT
    if birth.earliest <= years_before(on, Age.FROM_15.value):
        return Age.FROM_15
    for group in (Age.FROM_12, Age.FROM_6):
        if birth.latest is not None and birth.latest <= years_before(on, group.value):
            return group
    return Age.UP_TO_5


def duty_to(birth: Birth, on: date) -> Duty:
    """What is owed to a person of this age: whose yes is needed, and who must be asked."""
    return DUTIES[age_of(birth, on)]
