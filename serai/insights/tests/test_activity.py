from datetime import UTC, date, datetime

import pytest

from serai.accounts.tests.factories import UserFactory
from serai.insights.queries import activity
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.reception.choices import Direction
from serai.reception.tests.factories import HeadCountFactory, VisitFactory
from serai.screening.choices import FlagState, Kind
from serai.screening.tests.factories import FlagFactory

IN_NOVEMBER = datetime(2026, 11, 2, 9, tzinfo=UTC)


def counted() -> dict:
    counts = activity.counts_of(first=date(2026, 11, 1), before=date(2026, 12, 1))
    return {(count.table, count.centre, count.row): count.number for count in counts}


@pytest.mark.django_db
def test_visits_people_and_anonymous_contacts_are_three_numbers(harbour, station):
    """A person registered once who comes twice, and goes on to the next centre, is one person in the network."""
    person = PersonFactory()
    RegistrationFactory(person=person, centre=harbour)
    for left in (IN_NOVEMBER, None):
        VisitFactory(centre=harbour, person=person, arrived_at=IN_NOVEMBER, left_at=left)
    VisitFactory(centre=station, person=person, arrived_at=IN_NOVEMBER)
    VisitFactory(centre=harbour, arrived_at=IN_NOVEMBER)
    wrong = HeadCountFactory(centre=harbour, at=IN_NOVEMBER, number=30)
    HeadCountFactory(centre=harbour, at=IN_NOVEMBER, number=-30, corrects=wrong)
    HeadCountFactory(centre=harbour, at=IN_NOVEMBER, number=12)
    HeadCountFactory(centre=harbour, at=IN_NOVEMBER, number=5, direction=Direction.OUT)

    numbers = counted()

    assert numbers["headline", "HAR", "visits"] == 3
    assert numbers["headline", "HAR", "anonymous"] == 12
    assert numbers["headline", "HAR", "people"] == 1
    assert numbers["headline", "STA", "people"] == 1
    assert numbers["headline", "network", "people"] == 1


@pytest.mark.django_db
def test_only_what_somebody_confirmed_counts_as_a_vulnerability(harbour):
    for state in FlagState:
        FlagFactory(centre=harbour, state=state, decided_by=UserFactory(), reason="as the person said")
    numbers = counted()
    assert numbers["vulnerability", "HAR", "disability"] == 2
    assert numbers["vulnerability", "HAR", "asked"] == 4


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [Kind.GBV, Kind.TIP, Kind.CHILD, Kind.CONTROL, Kind.SECURITY])
def test_what_could_endanger_a_person_is_in_no_monthly_figure(harbour, kind):
    FlagFactory(centre=harbour, kind=kind, state=FlagState.OPEN, decided_by=UserFactory())
    assert kind not in {row for _table, _centre, row in counted()}
