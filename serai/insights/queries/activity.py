"""What was done in a month: visits, anonymous contacts, confirmed vulnerabilities, people counted once."""

from collections import defaultdict
from datetime import date

from django.db.models import Count as Number
from django.db.models import F, QuerySet, Sum

from serai.assistance.models import Delivery
from serai.centres.models import Centre
from serai.insights import rules
from serai.insights.choices import Headline, Table
from serai.insights.rules import ALL, NETWORK, Count
from serai.people.models import Registration
from serai.reception.choices import Direction
from serai.reception.models import HeadCount, Visit
from serai.referrals.models import Referral
from serai.screening.choices import FlagState, Kind
from serai.screening.models import Flag, Screening
from serai.watch.queries import real

# Published for the whole network and a quarter at the least (too few a month to hide behind), so never in a month.
NEVER_IN_A_MONTH = (Kind.GBV, Kind.TIP, Kind.CHILD, Kind.CONTROL, Kind.SECURITY)

CONFIRMED, NOT_YET = "confirmed", "not_confirmed"


def counts_of(*, first: date, before: date) -> list[Count]:
    """Every count of the days from `first` to the day before `before`, in a fixed number of queries."""
    visits = real(Visit.objects.filter(arrived_on__gte=first, arrived_on__lt=before))
    given = real(Delivery.objects.counted().filter(given_on__gte=first, given_on__lt=before))
    referred = real(Referral.objects.filter(referred_on__gte=first, referred_on__lt=before, sent_at__isnull=False))
    gate = HeadCount.objects.filter(on__gte=first, on__lt=before, direction=Direction.IN)
    return [
        *_headline(visits, Headline.VISITS),
        *_anonymous(gate),
        *_services(given),
        *_referrals(referred),
        *_vulnerabilities(first, before),
        *_people_once(visits, given, first, before),
    ]


def _headline(rows: QuerySet[Visit], name: str) -> list[Count]:
    grouped = rows.order_by().values(code=F("centre__code")).annotate(number=Number("pk"))
    return [Count(Table.HEADLINE, row["code"], name, ALL, row["number"]) for row in grouped]


def _anonymous(gate: QuerySet[HeadCount]) -> list[Count]:
    """Indicator A3: the sum of head-counts, corrections taken off."""
    grouped = gate.order_by().values(code=F("centre__code")).annotate(total=Sum("number"))
    return [Count(Table.HEADLINE, row["code"], Headline.ANONYMOUS, ALL, max(0, row["total"])) for row in grouped]


def _services(given: QuerySet[Delivery]) -> list[Count]:
    """How often each service was given, here or by a partner, with a name or without; what was undone is left out."""
    grouped = given.order_by().values("service_type", "mode", code=F("centre__code")).annotate(total=Sum("number"))
    return [Count(Table.SERVICES, row["code"], row["service_type"], row["mode"], row["total"]) for row in grouped]


def _referrals(referred: QuerySet[Referral]) -> list[Count]:
    """Referrals that were sent, by what became of them; only the person's own word counts as received."""
    grouped = referred.order_by().values("status", code=F("centre__code")).annotate(number=Number("pk"))
    confirmed = referred.filter(confirmed_at__isnull=False).order_by().values(code=F("centre__code"))
    received = {row["code"]: row["number"] for row in confirmed.annotate(number=Number("pk"))}
    sent: dict[str, int] = defaultdict(int)
    for row in grouped:
        sent[row["code"]] += row["number"]
    return [
        count
        for code, number in sent.items()
        for count in (
            Count(Table.REFERRALS, code, CONFIRMED, ALL, received.get(code, 0)),
            Count(Table.REFERRALS, code, NOT_YET, ALL, number - received.get(code, 0)),
        )
    ]


def _vulnerabilities(first: date, before: date) -> list[Count]:
    """People for whom a flag was confirmed, of those screened; what could endanger them is left out."""
    screened = real(Screening.objects.filter(filled_on__gte=first, filled_on__lt=before))
    flags = Flag.objects.filter(screening__in=screened, state__in=[FlagState.OPEN, FlagState.CLOSED])
    by_kind = (
        flags.exclude(kind__in=NEVER_IN_A_MONTH)
        .order_by()
        .values("kind", code=F("centre__code"))
        .annotate(number=Number("person", distinct=True))
    )
    asked = screened.order_by().values(code=F("centre__code")).annotate(number=Number("person", distinct=True))
    return [
        *(Count(Table.VULNERABILITY, row["code"], row["kind"], ALL, row["number"]) for row in by_kind),
        *(Count(Table.VULNERABILITY, row["code"], rules.ASKED, ALL, row["number"]) for row in asked),
    ]


def _people_once(visits: QuerySet[Visit], given: QuerySet[Delivery], first: date, before: date) -> list[Count]:
    """Indicator A2: each person once at a centre, and once in the network, whatever brought them."""
    registered = real(Registration.objects.filter(registered_on__gte=first, registered_on__lt=before))
    seen = registered.order_by().values_list("centre_id", "person_id")
    came = visits.filter(person__isnull=False).order_by().values_list("centre_id", "person_id")
    at_centre: dict[int, set[int]] = defaultdict(set)
    helped = given.filter(person__isnull=False).order_by().values_list("centre_id", "person_id")
    for centre, person in seen.union(came, helped).iterator():
        at_centre[centre].add(person)
    codes = dict(Centre.objects.values_list("pk", "code"))
    everybody = set().union(*at_centre.values())
    return [
        *(Count(Table.HEADLINE, codes[pk], Headline.PEOPLE, ALL, len(people)) for pk, people in at_centre.items()),
        Count(Table.HEADLINE, NETWORK, Headline.PEOPLE, ALL, len(everybody)),
    ]
