from datetime import UTC, date, datetime

import pytest
import time_machine

from serai.accounts.tests.factories import UserFactory
from serai.assistance.tests.factories import DeliveryFactory
from serai.insights.queries import activity
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.reception.choices import Direction
from serai.reception.tests.factories import HeadCountFactory, VisitFactory
from serai.referrals import operations
from serai.referrals.tests.factories import draft, sent
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


@pytest.mark.django_db
def test_services_count_how_often_they_were_given_and_not_what_was_undone(harbour):
    person = PersonFactory()
    DeliveryFactory(centre=harbour, service_type="MEAL", person=person, given_on=date(2026, 11, 2))
    DeliveryFactory(centre=harbour, service_type="MEAL", number=40, given_on=date(2026, 11, 2))
    DeliveryFactory(centre=harbour, service_type="MEAL", mode="referral", given_on=date(2026, 11, 2))
    DeliveryFactory(
        centre=harbour,
        service_type="MEAL",
        number=9,
        given_on=date(2026, 11, 2),
        undone_at=IN_NOVEMBER,
        undone_by=UserFactory(),
        why_undone="twice",
    )
    counts = activity.counts_of(first=date(2026, 11, 1), before=date(2026, 12, 1))
    meals = {count.column: count.number for count in counts if count.row == "MEAL"}
    assert meals == {"direct": 41, "referral": 1}
    assert counted()["headline", "HAR", "people"] == 1


@pytest.mark.django_db
@time_machine.travel("2026-11-02 10:00", tick=False)
def test_a_referral_counts_as_received_only_when_the_person_says_so(ruth):
    """Statement 30: accepted alone does not count, and what was never sent is not a referral."""
    people = [PersonFactory(registered_at=ruth.centre) for _number in range(3)]
    accepted, received = (sent(by=ruth, person=person) for person in people[:2])
    draft(by=ruth, person=people[2])
    for referral in (accepted, received):
        operations.note_step(by=ruth, referral=referral, status="received")
        operations.note_step(by=ruth, referral=referral, status="accepted")
    operations.note_step(by=ruth, referral=received, status="service_delivered")
    operations.note_word_of_person(by=ruth, referral=received, outcome="helped")

    numbers = counted()

    assert numbers["referrals", "HAR", "confirmed"] == 1
    assert numbers["referrals", "HAR", "not_confirmed"] == 1
