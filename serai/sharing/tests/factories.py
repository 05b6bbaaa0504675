from datetime import date
from typing import Any

import factory

from serai.accounts.tests.factories import UserFactory
from serai.people.models import OUTSIDE
from serai.sharing.models import Agreement
from serai.sharing.rules.need import LEAVABLE

ALL_WAYS = ["secure_link", "paper", "partner_account", "phone", "accompanied", "in_person"]


class AgreementFactory(factory.django.DjangoModelFactory):
    """An agreement in force, for everything that may be agreed at all."""

    class Meta:
        model = Agreement

    party = "unhcr:unhcr"
    party_name = "UNHCR"
    purposes = factory.LazyFunction(lambda: list(OUTSIDE))
    purpose_words = "To help each person who is referred"
    fields = factory.LazyFunction(lambda: sorted(LEAVABLE))
    methods = factory.LazyFunction(lambda: list(ALL_WAYS))
    security = "A locked cabinet and accounts of their own"
    starts_on = date(2026, 1, 1)
    ends_on = date(2027, 12, 31)
    signed_for_us = "Dima"
    signed_for_them = "Paula"
    signed_on = date(2026, 1, 1)
    drafted_by = factory.SubFactory(UserFactory)
    approved_by = factory.SubFactory(UserFactory)


def agreement_with(party: str, **changes: Any) -> Agreement:
    """The agreement with this party, made unless there is one."""
    return Agreement.objects.filter(party=party).first() or AgreementFactory(party=party, **changes)
