from datetime import date

import factory

from serai.directory.models import Area, Location, Organization, Service, ServiceAtLocation
from serai.directory.operations.services import write_schedules, write_terms, write_words


class OrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Helpers {n}")


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("key",)

    names = {"en": "Obock", "ar": "أوبوك"}
    key = factory.LazyAttribute(lambda area: f"DJI {area.names['en'].casefold()}")
    country = "DJI"
    time_zone = "Africa/Djibouti"


class LocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Location

    area = factory.Maybe("is_hidden", None, factory.SubFactory(AreaFactory))
    is_hidden = False


class ServiceFactory(factory.django.DjangoModelFactory):
    """A free service with its place, terms, hours and words: `ServiceFactory(needs=["food"], hours=[Hours(…)])`."""

    class Meta:
        model = Service
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    names = {"en": "Clinic", "ar": "عيادة"}
    sort_name = factory.LazyAttribute(lambda service: next(iter(service.names.values())))
    is_free = True
    accepts_referrals = True
    assured_on = date(2026, 11, 1)

    @factory.post_generation
    def whole(self, create, extracted, **kwargs):
        location = kwargs.get("location") or LocationFactory()
        ServiceAtLocation.objects.create(service=self, location=location)
        write_terms(
            self,
            needs=kwargs.get("needs", ["medical"]),
            service_types=kwargs.get("service_types", ["MED_CONSULT"]),
            languages=kwargs.get("languages", []),
        )
        write_schedules(
            self, hours=kwargs.get("hours", []), time_zone=location.area.time_zone if location.area else "UTC"
        )
        write_words(self)
