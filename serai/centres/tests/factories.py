from datetime import date

import factory

from serai.accounts.tests.factories import UserFactory
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, OfferedService, Posting, StatusPeriod


class CentreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Centre
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"C{n}")
    name = factory.LazyAttribute(lambda centre: f"Centre {centre.code}")
    country = "DJI"
    place = "Obock"
    facility_types = ["multifunctional"]

    @factory.post_generation
    def opened(self, create, extracted, **kwargs):
        if create:
            StatusPeriod.objects.create(centre=self, status=CentreStatus.OPEN, since=date(2020, 1, 1))


class PostingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    centre = factory.SubFactory(CentreFactory)
    role = Role.CASEWORKER
    starts_on = date(2020, 1, 1)


class OfferedServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfferedService

    centre = factory.SubFactory(CentreFactory)
    service_type = "MEAL"
    since = date(2020, 1, 1)
