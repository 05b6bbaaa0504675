"""The alert while registering, on the open set: a small version of what `make bench` prints."""

from datetime import date
from random import Random

import pytest

from serai.people import rules
from serai.people.models import Name, Person, Registration
from serai.people.operations.names import refresh_tokens
from tests.names.crowd import called
from tests.names.doubles import notice

PEOPLE, ASKED = 250, 50
DAY = date(2026, 11, 20)
NATIONALITIES = ("ETH", "SOM", "SDN", "ERI", "YEM")


@pytest.fixture
def crowd(harbour, rita):
    for number in range(PEOPLE):
        chance = Random(number)
        birth = rules.aged(chance.randint(15, 45), on=DAY)
        person = Person.objects.create(
            code=f"HAR-26-{number:05d}-X",
            sex=chance.choice(("male", "male", "female")),
            birth_precision=birth.precision,
            born_earliest=birth.earliest,
            born_latest=birth.latest,
            nationality=chance.choice(NATIONALITIES),
        )
        Name.objects.create(person=person, **dict(zip(("given", "father", "grandfather"), called(number), strict=True)))
        Registration.objects.create(
            person=person,
            centre=harbour,
            registered_on=DAY,
            registered_by=rita.user,
            consent_status="given",
            form_version="1",
            sex=person.sex,
            age_band=person.band_on(DAY),
            child_status="adult",
            nationality=person.nationality,
        )
        refresh_tokens(person=person)


def test_who_comes_again_in_another_script_is_noticed_and_who_is_new_is_left_in_peace(rita, crowd):
    """At one false alarm in twenty, at least 85 in 100 are noticed. The level from which the desk is asked was lowered,
    and the weight of another sex raised, after looking at this set: this holds them there, and is no proof of how they
    do on names that nobody has looked at."""
    found = notice(rita, on=DAY, asked=ASKED)
    assert found.noticed_at_five >= 0.85
    assert found.alarms <= 0.05
    assert found.noticed >= 0.85
