from uuid import uuid4

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.centres.tests.factories import CentreFactory
from serai.reception.tests.factories import VisitFactory
from serai.waves.choices import AnnouncedBy, WaveKind
from serai.waves.models import Row, Wave


class WaveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Wave

    centre = factory.SubFactory(CentreFactory)
    kind = WaveKind.CONVOY
    on = factory.LazyFunction(timezone.localdate)
    announced_by = AnnouncedBy.AUTHORITIES
    announced = 40
    opened_at = factory.LazyFunction(timezone.now)
    opened_by = factory.SubFactory(UserFactory)
    form_token = factory.LazyFunction(uuid4)


class RowFactory(factory.django.DjangoModelFactory):
    """Somebody without a name, sent to the green lane; `person=` names them."""

    class Meta:
        model = Row

    wave = factory.SubFactory(WaveFactory)
    centre = factory.SelfAttribute("wave.centre")
    person = None
    visit = factory.SubFactory(
        VisitFactory, centre=factory.SelfAttribute("..centre"), person=factory.SelfAttribute("..person"), seen=True
    )
    number = 1
