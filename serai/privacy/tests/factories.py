import uuid
from datetime import date, timedelta

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.centres.tests.factories import CentreFactory
from serai.people.tests.factories import PersonFactory
from serai.privacy.models import Assessment, Breach, DataRequest


class DataRequestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DataRequest

    centre = factory.SubFactory(CentreFactory)
    person = factory.LazyAttribute(lambda made: PersonFactory(registered_at=made.centre))
    right = "correction"
    asked_by = "self"
    language = "ar"
    received_on = date(2026, 11, 2)
    due_on = date(2026, 12, 2)
    recorded_by = factory.SubFactory(UserFactory)
    form_token = factory.LazyFunction(uuid.uuid4)


class BreachFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Breach

    centre = factory.SubFactory(CentreFactory)
    what = "A printed list was left on the bus."
    happened_on = date(2026, 11, 2)
    reported_at = factory.LazyFunction(timezone.now)
    reported_by = factory.SubFactory(UserFactory)
    form_token = factory.LazyFunction(uuid.uuid4)


class AssessmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assessment

    title = "A new partner for shelter"
    occasion = "partner"
    flows = "Code, name and needs, from our centre to the shelter"
    necessity = "The shelter has to know who comes"
    risks = factory.LazyFunction(lambda: {"raid": [2, 3]})
    measures = "Only by hand"
    residual = "low"
    written_by = factory.SubFactory(UserFactory)
    written_at = factory.LazyFunction(timezone.now)
    review_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=300))
