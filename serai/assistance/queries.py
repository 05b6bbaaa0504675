"""What was given, to whom, and what this centre gives; every list ends here."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.db.models import FETCH_RAISE, Count, Q, QuerySet, Sum, prefetch_related_objects
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from serai.assistance import rules
from serai.assistance.models import Delivery, DeliveryQuerySet, UnmetNeed
from serai.centres.models import OfferedService, Posting
from serai.centres.rules import May
from serai.codes import lists
from serai.people.access import TWIN, people_in_reach, shown_to
from serai.people.keyed import card_token
from serai.people.models import Person
from serai.people.queries.names import called
from serai.people.rules import read_card_code
from serai.reception.queries.visits import visits_at

LAST_LINES = 30
OF_PERSON = 20


class HelpGiven(Protocol):
    """What the form says of help: which services, and when."""

    @property
    def services(self) -> list[str]: ...
    @property
    def on(self) -> date: ...


def own_centre(posting: Posting) -> int:
    """Help is given at a centre: a posting to the whole network records none."""
    if posting.centre_id is None:
        raise Http404
    return posting.centre_id


# --- the catalogue --------------------------------------------------------------------------------------------------
def offered(*, posting: Posting, on: date) -> list[str]:
    """The service types that this centre gives on that day, in the order of the catalogue."""
    codes = set(
        OfferedService.objects.filter(Q(until=None) | Q(until__gte=on), centre_id=own_centre(posting)).values_list(
            "service_type", flat=True
        )
    )
    return [code for code in lists.entries("service_type") if code in codes]


def catalogue(codes: Iterable[str]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The services with their labels, the minimum package first, then by group."""
    known = lists.entries("service_type")
    told = [(code, known[code].more["group"], known[code].more["minimum"] == "yes") for code in codes]
    return [
        (
            _("Minimum package") if group == "minimum" else lists.label("service_group", group),
            [(code, lists.label("service_type", code)) for code in services],
        )
        for group, services in rules.grouped(told)
    ]


def service_or_404(*, posting: Posting, code: str, on: date) -> str:
    """The code again if this centre offers that service on that day; Http404 if not."""
    if code not in offered(posting=posting, on=on):
        raise Http404
    return code


def is_hidden_from(posting: Posting, service_type: str) -> bool:
    """Whether who this service was given to is not for this role to see."""
    known = lists.entries("service_type").get(service_type)
    private = rules.is_private(service_type=service_type, group=known.more["group"] if known else "")
    return private and not posting.may(May.SEE_PROFILE)


# --- what was given -------------------------------------------------------------------------------------------------
def deliveries_at(posting: Posting) -> DeliveryQuerySet:
    """Everything given at the posting's own centre, undone lines included, but to people whose file is kept from it or
    who were erased."""
    here = Delivery.objects.filter(centre_id=posting.here).exclude(person__code__startswith=TWIN)
    return shown_to(here, posting=posting)


def given_that_day(*, posting: Posting, people: list[Person], help_given: HelpGiven) -> set[tuple[int, str]]:
    """(person, service) pairs that were already given here on that day, as far as this posting may know of them: a
    warning must not tell what the person's page hides."""
    told = [service for service in help_given.services if not is_hidden_from(posting, service)]
    return set(
        deliveries_at(posting)
        .counted()
        .given_on(help_given.on)
        .filter(person__in=people, service_type__in=told)
        .values_list("person_id", "service_type")
    )


def delivery_or_404(*, posting: Posting, pk: int) -> Delivery:
    """One delivery of this centre; another centre's, and one that this posting may not know of, is the same 404 as
    none."""
    delivery = known(posting=posting, deliveries=deliveries_at(posting)).filter(pk=pk).first()
    if delivery is None:
        raise Http404
    return delivery


def last_lines(*, posting: Posting, on: date, service_type: str = "") -> list[dict[str, Any]]:
    """The last deliveries recorded for that day, newest first."""
    found = known(posting=posting, deliveries=deliveries_at(posting).given_on(on))
    return lines(posting=posting, deliveries=found.filter(service_type=service_type) if service_type else found)


def known(*, posting: Posting, deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Less the services that this posting may not know of, given to somebody with a file: the hour, the sex and the age
    of a line would name them to who saw them come. What somebody recorded themselves they may still undo."""
    hidden = [code for code in lists.entries("service_type") if is_hidden_from(posting, code)]
    others = Q(service_type__in=hidden, person__isnull=False) & ~Q(recorded_by=posting.user_id)
    return deliveries.exclude(others)


def lines(*, posting: Posting, deliveries: QuerySet[Delivery]) -> list[dict[str, Any]]:
    """The latest deliveries as a page shows them; no file code where the service says too much to this reader."""
    found = deliveries.select_related("person").order_by("-recorded_at", "-pk").fetch_mode(FETCH_RAISE)[:LAST_LINES]
    return [
        {
            "delivery": delivery,
            "code": delivery.person.code
            if delivery.person and not is_hidden_from(posting, delivery.service_type)
            else "",
        }
        for delivery in found
    ]


def given_to(*, posting: Posting, person: Person) -> list[Delivery]:
    """The services given to a person at this centre, the last first; those that this role may know of."""
    hidden = [code for code in lists.entries("service_type") if is_hidden_from(posting, code)]
    return list(
        deliveries_at(posting)
        .filter(person=person)
        .exclude(service_type__in=hidden)
        .order_by("-given_on", "-pk")
        .fetch_mode(FETCH_RAISE)[:OF_PERSON]
    )


def unmet_of(*, posting: Posting, person: Person) -> list[UnmetNeed]:
    """What this centre could not give to the person, less the services that this reader may not know of."""
    hidden = [code for code in lists.entries("service_type") if is_hidden_from(posting, code)]
    return list(
        UnmetNeed.objects.filter(centre_id=posting.here, person=person)
        .exclude(service_type__in=hidden)
        .order_by("-noted_on", "-pk")[:OF_PERSON]
    )


def given_by_type(*, posting: Posting, on: date) -> list[dict[str, Any]]:
    """How many people were given each service that day: those with a file and those without, counted apart. Less what
    the lines leave out: one who came, and one private service given, is who got it."""
    rows = (
        known(posting=posting, deliveries=deliveries_at(posting).counted().given_on(on))
        .values("service_type")
        .annotate(
            named=Count("pk", filter=Q(person__isnull=False)),
            unnamed=Sum("number", filter=Q(person=None), default=0),
        )
        .order_by("service_type")
    )
    told = [{**row, "label": lists.label("service_type", row["service_type"])} for row in rows]
    return sorted(told, key=lambda row: (-(row["named"] + row["unnamed"]), row["label"]))


# --- many people at once --------------------------------------------------------------------------------------------
def people_of_today(*, posting: Posting, on: date) -> list[dict[str, Any]]:
    """The people with a file whose visit is open, or was on that day: to be ticked."""
    visits = (
        visits_at(posting)
        .filter(Q(arrived_on=on) | Q(left_at=None), person__isnull=False)
        .select_related("person")
        .prefetch_related("person__names")
        .order_by("arrived_at", "pk")
    )
    people = {visit.person.pk: visit.person for visit in visits if visit.person}
    return with_names(list(people.values()))


def with_names(people: list[Person]) -> list[dict[str, Any]]:
    """Each person with the name they are called by, in one query for all."""
    prefetch_related_objects(people, "names")
    return [{"person": person, "called": called(person.names.all()).main} for person in people]


def people_by_public_id(*, posting: Posting, public_ids: list[str]) -> list[Person]:
    """Those of these people whom the posting may reach; the others are left out without a word."""
    return list(people_in_reach(posting=posting).filter(public_id__in=public_ids).order_by("pk"))


def people_by_codes(*, posting: Posting, codes: list[str]) -> tuple[list[Person], list[str]]:
    """The people of these cards or file codes, and the codes that open nothing here. Another centre's, a revoked
    card's and no code at all are the same answer."""
    by_card = {card_token(card): code for code in codes if (card := read_card_code(code))}
    reach = people_in_reach(posting=posting)
    of_cards = reach.filter(cards__token__in=by_card, cards__revoked_at=None).values_list("cards__token", "pk")
    of_files = reach.filter(code__in=[code.upper() for code in codes]).values_list("code", "pk")
    found = {by_card[card]: pk for card, pk in of_cards}
    pk_of_file = dict(of_files)
    found |= {code: pk_of_file[code.upper()] for code in codes if code.upper() in pk_of_file}
    people = reach.in_bulk(set(found.values()))
    in_order = dict.fromkeys(found[code] for code in codes if code in found)
    return [people[pk] for pk in in_order], [code for code in codes if code not in found]
