from datetime import datetime

import factory

from serai.accounts.models import Hand, User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    display_name = factory.LazyAttribute(lambda user: user.username.title())
    language = "en"


def put_in_hand(user: User, *, by: User, at: datetime) -> None:
    """As a password that `by` made at that time would."""
    Hand.objects.create(user=user, by=by, at=at)
    User.objects.filter(pk=user.pk).update(handed_at=at, handed_by=by)
