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

    called = at_once(
        *(
            lambda posting=posting: call_next(by=posting, desk=desk, at=timezone.now()).pk
            for posting in (rita, ruth) * 3
        )
    )

    assert sorted(called) == sorted(token.pk for token in tokens)


def test_two_desks_never_give_the_same_number(at_once, rita, ruth, harbour):
    desk, other = DeskFactory.create_batch(2, centre=harbour)
    visits = VisitFactory.create_batch(6, centre=harbour)

    at_once(
        *(lambda visit=visit: issue_token(by=rita, visit=visit, desk=desk, at=timezone.now()) for visit in visits[:3]),
        *(lambda visit=visit: issue_token(by=ruth, visit=visit, desk=other, at=timezone.now()) for visit in visits[3:]),
    )

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
