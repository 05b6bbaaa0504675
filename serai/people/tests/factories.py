from datetime import date

import factory

from serai.accounts.tests.factories import UserFactory
from serai.centres.tests.factories import CentreFactory
from serai.people import rules
from serai.people.choices import ChildStatus, ConsentStatus, Sex
from serai.people.models import Name, Person, Registration
from serai.people.operations.names import refresh_tokens


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with a name, registered at `registered_at` (a centre) unless that is None."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        birth = rules.born_on(date(1995, 5, 17))
        child = factory.Trait(birth=rules.born_on(date(2012, 3, 4)), child_status=ChildStatus.UNACCOMPANIED)

    code = factory.Sequence(lambda n: f"HAR-26-{n + 50_000:05d}-X")
    sex = Sex.MALE
    birth_precision = factory.SelfAttribute("birth.precision")
    born_earliest = factory.SelfAttribute("birth.earliest")
    born_latest = factory.SelfAttribute("birth.latest")
    nationality = "ETH"
    child_status = ChildStatus.ADULT

    @factory.post_generation
    def name(self, create, extracted, **kwargs):
        if create:
            Name.objects.create(person=self, **(extracted or {"given": "Bilal", "father": "Ahmed"}))
            refresh_tokens(person=self)

    @factory.post_generation
    def registered_at(self, create, extracted, **kwargs):
        if create and extracted is not None:
            RegistrationFactory(person=self, centre=extracted, **kwargs)


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    centre = factory.SubFactory(CentreFactory)
    registered_on = date(2026, 11, 2)
    registered_by = factory.SubFactory(UserFactory)
    consent_status = ConsentStatus.GIVEN
    form_version = "1"
    sex = factory.SelfAttribute("person.sex")
    age_band = factory.LazyAttribute(lambda registration: registration.person.band_on(registration.registered_on))
    child_status = factory.SelfAttribute("person.child_status")
    nationality = factory.SelfAttribute("person.nationality")

    @factory.post_generation
    def findable(self, create, extracted, **kwargs):
        if create:
            refresh_tokens(person=self.person)
