import uuid
from datetime import UTC, datetime

import factory

from serai.accounts.tests.factories import UserFactory
from serai.centres.tests.factories import CentreFactory
from serai.people.tests.factories import PersonFactory
from serai.screening import rules
from serai.screening.choices import Kind, TaskState, Urgency
from serai.screening.models import Flag, Screening, Task

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class ScreeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Screening

    centre = factory.SubFactory(CentreFactory)
    person = factory.LazyAttribute(lambda made: PersonFactory(registered_at=made.centre))
    filled_at = NOW
    filled_on = NOW.date()
    filled_by = factory.SubFactory(UserFactory)
    instrument = "quick_1"
    sex = factory.SelfAttribute("person.sex")
    age_band = factory.LazyAttribute(lambda screening: screening.person.band_on(screening.filled_on))
    form_token = factory.LazyFunction(uuid.uuid4)


class FlagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Flag

    centre = factory.SubFactory(CentreFactory)
    person = factory.LazyAttribute(lambda made: PersonFactory(registered_at=made.centre))
    screening = factory.SubFactory(
        ScreeningFactory, centre=factory.SelfAttribute("..centre"), person=factory.SelfAttribute("..person")
    )
    kind = Kind.DISABILITY
    function = factory.LazyAttribute(lambda flag: rules.FUNCTION_OF[flag.kind])
    urgency_suggested = Urgency.MEDIUM
    urgency = factory.SelfAttribute("urgency_suggested")
    led_by = ["wg_seeing:a_lot"]
    raised_at = NOW


class TaskFactory(factory.django.DjangoModelFactory):
    """A waiting task of a flag: `TaskFactory(flag=FlagFactory(kind=…))`."""

    class Meta:
        model = Task

    flag = factory.SubFactory(FlagFactory)
    person = factory.SelfAttribute("flag.person")
    centre = factory.SelfAttribute("flag.centre")
    function = factory.SelfAttribute("flag.function")
    state = TaskState.OPEN
    raised_at = NOW
    due_at = NOW
