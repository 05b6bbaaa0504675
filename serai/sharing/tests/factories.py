from datetime import date
from typing import Any

import factory
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.people.models import OUTSIDE
from serai.sharing.models import Agreement, AuthorityRequest, Notice
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


class NoticeFactory(factory.django.DjangoModelFactory):
    """A recipient that has to be told."""

    class Meta:
        model = Notice

    recipient = "unhcr:unhcr"
    recipient_name = "UNHCR"
    purpose = "unhcr"
    fields = factory.LazyFunction(lambda: ["name"])
    queued_at = factory.LazyFunction(timezone.now)


class RequestFactory(factory.django.DjangoModelFactory):
    """The police asked for a list, and got nothing."""

    class Meta:
        model = AuthorityRequest

    asked_on = date(2026, 11, 2)
    asker = "police"
    shown = "letter"
    asked_for = "list"
    how_many = 30
    logged_by = factory.SubFactory(UserFactory)
