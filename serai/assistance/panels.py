"""What help given shows on other pages: the services of a person, and those of today."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.assistance import queries
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.centres.today import TodayBlock
from serai.people.models import Person
from serai.people.panels import Panel
from serai.search.places import Place


def load_services(*, posting: Posting, person: Person) -> dict[str, Any]:
    return {
        "public_id": person.public_id,
        "deliveries": queries.given_to(posting=posting, person=person),
        "unmet": queries.unmet_of(posting=posting, person=person),
        "may_record": posting.may(May.RECORD_SERVICE),
    }


def load_given_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    return {
        "given": queries.given_by_type(posting=posting, on=timezone.localdate(now)),
        "may_record": posting.may(May.RECORD_SERVICE) and not posting.is_network,
    }


def to_give(*, person: Person, **_at: Any) -> str:
    return reverse("assistance:give_person", args=[person.public_id])


SCANNED = Place(name="service", label=_("Give a service"), needs=May.RECORD_SERVICE, find=to_give, order=30)

PANELS = [
    Panel(
        name="services",
        title=_("Services given"),
        needs=May.SEE_SERVICES,
        template="assistance/panel_services.html",
        load=load_services,
        order=50,
    ),
]

TODAY = [
    TodayBlock(
        name="given",
        title=_("Services given today"),
        needs=May.SEE_SERVICES,
        template="assistance/today_given.html",
        load=load_given_today,
        order=50,
    ),
]
