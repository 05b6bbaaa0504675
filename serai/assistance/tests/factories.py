import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.assistance.models import Delivery, UnmetNeed
from serai.centres.tests.factories import CentreFactory
from serai.people.choices import AgeBand, Sex


class DeliveryFactory(factory.django.DjangoModelFactory):
    """A meal given just now to nobody in particular; `person=` names the receiver."""

    class Meta:
        model = Delivery

    centre = factory.SubFactory(CentreFactory)
    service_type = "MEAL"
    recorded_at = factory.LazyFunction(timezone.now)
    given_on = factory.LazyAttribute(lambda delivery: timezone.localdate(delivery.recorded_at))
    sex = Sex.MALE
    age_band = AgeBand.FROM_18
    recorded_by = factory.SubFactory(UserFactory)


class UnmetNeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnmetNeed

    centre = factory.SubFactory(CentreFactory)
    service_type = "BED_NIGHT"
    reason = "no_place"
    recorded_at = factory.LazyFunction(timezone.now)
    noted_on = factory.LazyAttribute(lambda unmet: timezone.localdate(unmet.recorded_at))
    recorded_by = factory.SubFactory(UserFactory)
