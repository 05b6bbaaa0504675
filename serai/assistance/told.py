"""What this room tells a person who asks what is held about them."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.assistance.models import Delivery, UnmetNeed
from serai.assistance.queries import is_hidden_from
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import lists
from serai.duplicates.parts import Part, words
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines


def _hidden(posting: Posting) -> list[str]:
    return [code for code in lists.entries("service_type") if is_hidden_from(posting, code)]


def _given(*, posting: Posting, person: Person) -> list[Entry]:
    here = Delivery.objects.filter(person=person, centre_id=posting.here).exclude(service_type__in=_hidden(posting))
    return [
        lines(
            (_("Day"), date_format(given.given_on)),
            (_("Service"), given.service_label),
            (_("Crossed out because"), given.get_why_undone_display() if given.why_undone else ""),
        )
        for given in here.order_by("given_on", "pk")
    ]


def _missing(*, posting: Posting, person: Person) -> list[Entry]:
    here = UnmetNeed.objects.filter(person=person, centre_id=posting.here).exclude(service_type__in=_hidden(posting))
    return [
        lines(
            (_("Day"), date_format(need.noted_on)),
            (_("Service"), need.service_label),
            (_("Why it could not be given"), need.reason_label),
        )
        for need in here.order_by("noted_on", "pk")
    ]


TOLD = [
    Telling(_("Services given"), (Delivery,), _given, 55),
    Telling(_("What you needed and we could not give"), (UnmetNeed,), _missing, 57),
]


def _seen(model: type[Delivery | UnmetNeed]) -> Callable[..., list[Any]]:
    def rows(*, posting: Posting, person: Person) -> list[Any]:
        here = model._base_manager.filter(person=person, centre_id=posting.here)
        return list(here.exclude(service_type__in=_hidden(posting)).order_by("pk"))

    return rows


APART = [
    Part(
        Delivery,
        _("Services given"),
        May.SEE_SERVICES,
        _seen(Delivery),
        lambda given: words(date_format(given.given_on), given.service_label),
    ),
    Part(
        UnmetNeed,
        _("What was needed and could not be given"),
        May.SEE_SERVICES,
        _seen(UnmetNeed),
        lambda need: words(date_format(need.noted_on), need.service_label),
    ),
]
