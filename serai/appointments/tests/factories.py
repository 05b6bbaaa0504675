from datetime import timedelta

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.appointments.models import Appointment, Room, Slot, Waiting
from serai.centres.tests.factories import CentreFactory
from serai.people.tests.factories import PersonFactory


def a_quarter(moment):
    """The quarter of an hour in which it is."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


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


class WaitingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Waiting

    centre = factory.SubFactory(CentreFactory)
    person = factory.LazyAttribute(lambda made: PersonFactory(registered_at=made.centre))
    service_type = "COUNSEL_BASIC"
    minutes = 30
    since = factory.LazyFunction(timezone.now)
    listed_by = factory.SubFactory(UserFactory)


class SlotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Slot

    centre = factory.SubFactory(CentreFactory)
    service_type = "COUNSEL_BASIC"
    starts_at = factory.LazyFunction(lambda: a_quarter(timezone.now() + timedelta(days=1)))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + timedelta(minutes=30))
    staff = factory.SubFactory(UserFactory)
