from datetime import timedelta

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.centres.tests.factories import CentreFactory
from serai.people.tests.factories import PersonFactory
from serai.watch.models import Asking, EmergencyOpening


class EmergencyOpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmergencyOpening

    person = factory.SubFactory(PersonFactory)
    centre = factory.SubFactory(CentreFactory)
    opened_by = factory.SubFactory(UserFactory)
    reason = "life"
    why = "The person lost consciousness at the desk."
    opened_at = factory.LazyFunction(timezone.now)
    until = factory.LazyAttribute(lambda opening: opening.opened_at + timedelta(minutes=60))


class AskingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Asking

    opening = factory.SubFactory(EmergencyOpeningFactory)
    kind = "gbv"
    asked_by = factory.SelfAttribute("opening.opened_by")
    asked_at = factory.SelfAttribute("opening.opened_at")
    public = b"x" * 32
