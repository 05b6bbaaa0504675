from datetime import timedelta

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.appointments.models import Appointment, Room
from serai.centres.tests.factories import CentreFactory
from serai.people.tests.factories import PersonFactory


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Room

    centre = factory.SubFactory(CentreFactory)
    name = factory.Sequence(lambda n: f"Room {n}")


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    centre = factory.SubFactory(CentreFactory)
    person = factory.LazyAttribute(lambda made: PersonFactory(registered_at=made.centre))
    service_type = "COUNSEL_BASIC"
    starts_at = factory.LazyFunction(timezone.now)
    on = factory.LazyAttribute(lambda made: timezone.localdate(made.starts_at))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(minutes=30))
    staff = factory.SubFactory(UserFactory)
    sex = factory.SelfAttribute("person.sex")
    age_band = factory.LazyAttribute(lambda made: made.person.band_on(made.on))
    booked_by = factory.SelfAttribute("staff")
