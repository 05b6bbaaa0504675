from uuid import uuid4

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.cards.choices import Paper
from serai.cards.models import TABLE, Batch, BlankCard
from serai.centres.tests.factories import CentreFactory
from serai.people import rules
from serai.people.keyed import card_token, seal_card


class BatchFactory(factory.django.DjangoModelFactory):
    """Nothing is printed of it yet; `with_cards=3` makes three."""

    class Meta:
        model = Batch
        skip_postgeneration_save = True

    centre = factory.SubFactory(CentreFactory)
    paper = Paper.CARD_A4
    number = 10
    made_at = factory.LazyFunction(timezone.now)
    made_by = factory.SubFactory(UserFactory)
    form_token = factory.LazyFunction(uuid4)

    @factory.post_generation
    def with_cards(batch, create, number):  # noqa: N805 - factory boy hands over what was made
        for place in range(1, (number or 0) + 1):
            code = rules.new_card_code()
            sealed = seal_card(code, owner=batch.public_id, table=TABLE)
            BlankCard.objects.create(batch=batch, number=place, token=card_token(code), sealed=sealed)
