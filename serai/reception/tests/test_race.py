"""Several desks at the same moment, each in its own connection: nothing is given twice, nothing is lost."""

from uuid import uuid4

from django.utils import timezone

from serai.people.choices import AgeBand, Sex
from serai.reception.models import QueueToken, Visit
from serai.reception.operations.queue import call_next, issue_token
from serai.reception.operations.visits import AlreadyHere, Arrival, open_visit
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory


def test_two_receptionists_never_call_the_same_token(at_once, rita, ruth, harbour):
    desk = DeskFactory(centre=harbour)
    tokens = QueueTokenFactory.create_batch(6, desk=desk)

    def call_three(posting):
        return [call_next(by=posting, desk=desk, at=timezone.now()).pk for _ in range(3)]

    called = at_once(lambda: call_three(rita), lambda: call_three(ruth))

    assert sorted(called[0] + called[1]) == sorted(token.pk for token in tokens)


def test_two_desks_never_give_the_same_number(at_once, rita, ruth, harbour):
    desk, other = DeskFactory.create_batch(2, centre=harbour)
    visits = VisitFactory.create_batch(6, centre=harbour)

    def give(posting, desk, visits):
        for visit in visits:
            issue_token(by=posting, visit=visit, desk=desk, at=timezone.now())

    at_once(lambda: give(rita, desk, visits[:3]), lambda: give(ruth, other, visits[3:]))

    assert sorted(QueueToken.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_person_received_at_two_desks_has_one_open_visit(at_once, rita, ruth, bilal):
    def receive(posting):
        try:
            open_visit(
                by=posting,
                arrival=Arrival(Sex.MALE, AgeBand.FROM_30),
                at=timezone.now(),
                client_token=uuid4(),
                person=bilal,
            )
        except AlreadyHere:
            return "already here"
        return "received"

    assert sorted(at_once(lambda: receive(rita), lambda: receive(ruth))) == ["already here", "received"]
    assert Visit.objects.count() == 1
