from datetime import date, time

import factory

from serai.interpreters.models import Conversation, Hours, Interpreter, Tongue
from serai.people.choices import Sex


class InterpreterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interpreter
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Interpreter {n}")
    sex = Sex.FEMALE
    modes = ["in_person"]
    oath_signed_on = date(2020, 1, 1)

    @factory.post_generation
    def languages(self, create, extracted, **kwargs):
        for language in extracted or ["tir"]:
            Tongue.objects.create(interpreter=self, language=language)

    @factory.post_generation
    def at(self, create, extracted, **kwargs):
        for weekday in range(7) if extracted else ():
            Hours.objects.create(interpreter=self, centre=extracted, weekday=weekday, opens=time(8), closes=time(17))


class ConversationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conversation

    language = "tir"
    interpreter_mode = "none_available"
    on = factory.Faker("date_object")
    sex = factory.SelfAttribute("person.sex")
    age_band = factory.LazyAttribute(lambda one: one.person.band_on(one.on))
