from uuid import uuid4

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.centres.models import Desk
from serai.centres.tests.factories import CentreFactory
from serai.people.choices import AgeBand, Sex
from serai.reception.choices import Direction, GateBand, TriageLevel
from serai.reception.models import HeadCount, QueueToken, Visit


class HeadCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HeadCount

    centre = factory.SubFactory(CentreFactory)
    at = factory.LazyFunction(timezone.now)
    on = factory.LazyAttribute(lambda row: timezone.localdate(row.at))
    direction = Direction.IN
    sex = Sex.MALE
    age_band = GateBand.ADULT
    number = 1
    client_token = factory.LazyFunction(uuid4)
    by = factory.SubFactory(UserFactory)


class DeskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Desk

    centre = factory.SubFactory(CentreFactory)
    code = factory.Sequence(lambda n: f"D{n}")
    kind = "reception"


class VisitFactory(factory.django.DjangoModelFactory):
    """Somebody unnamed who arrived just now; `person=` names them, `seen=True` is after triage."""

    class Meta:
        model = Visit

    class Params:
        seen = factory.Trait(triage_level=TriageLevel.GREEN, triaged_at=factory.LazyFunction(timezone.now))

    centre = factory.SubFactory(CentreFactory)
    sex = Sex.MALE
    age_band = AgeBand.FROM_18
    arrived_at = factory.LazyFunction(timezone.now)
    arrived_on = factory.LazyAttribute(lambda visit: timezone.localdate(visit.arrived_at))
    recorded_by = factory.SubFactory(UserFactory)


class QueueTokenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QueueToken

    visit = factory.SubFactory(VisitFactory, centre=factory.SelfAttribute("..desk.centre"), seen=True)
    desk = factory.SubFactory(DeskFactory)
    centre = factory.SelfAttribute("desk.centre")
    number = factory.Sequence(lambda n: n + 1)
    issued_at = factory.LazyFunction(timezone.now)
    waiting_since = factory.SelfAttribute("issued_at")
    on = factory.LazyAttribute(lambda token: timezone.localdate(token.issued_at))
