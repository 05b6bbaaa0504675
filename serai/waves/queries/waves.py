"""The waves of a centre, how far each is, and what was handed out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import FETCH_RAISE, Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.http import Http404

from serai.assistance.models import Delivery
from serai.assistance.queries import offered
from serai.centres.models import Posting
from serai.codes import lists
from serai.people.access import shown_to
from serai.people.choices import AgeBand, ConsentStatus
from serai.people.models import Card, Registration
from serai.reception.models import HeadCount
from serai.screening.models import Screening
from serai.waves.choices import SheetKind
from serai.waves.models import Row, Sheet, Wave

LATEST = 30
HANDED_OUT = ("WATER", "MEAL", "DRY_RATION", "BABY_FEEDING", "NFI_KIT", "HYGIENE_KIT", "DIGNITY_KIT", "CLOTHES_SHOES")


def waves(*, posting: Posting) -> QuerySet[Wave]:
    """The last waves of the posting's centre, or of every centre for the network, with how many rows each has."""
    here = Wave.objects.all() if posting.is_network else Wave.objects.filter(centre_id=posting.here)
    return here.select_related("centre").order_by("-on", "-pk").fetch_mode(FETCH_RAISE)[:LATEST]


def wave_or_404(*, posting: Posting, public_id: UUID) -> Wave:
    """A wave of this centre; another centre's is the same 404 as none."""
    found = None if posting.centre_id is None else Wave.objects.filter(centre_id=posting.here, public_id=public_id)
    wave = found.first() if found is not None else None
    if wave is None:
        raise Http404
    return wave


def rows_of(*, posting: Posting, wave: Wave) -> QuerySet[Row]:
    """The rows of a wave that this posting may know of, with what is there of each."""
    here = shown_to(Row.objects.filter(wave=wave), posting=posting, person="visit__person")
    person = OuterRef("visit__person")
    asked = Registration.objects.filter(person=person, centre_id=posting.here).exclude(
        consent_status=ConsentStatus.NOT_ASKED
    )
    return here.annotate(
        was_asked=Exists(asked),
        was_screened=Exists(Screening.objects.filter(person=person, centre_id=posting.here)),
        has_card=Exists(Card.objects.filter(person=person, revoked_at=None)),
    )


NAMED = Q(visit__person__isnull=False)
LANE = ~Q(visit__triage_level="")
COMPLETE = LANE & (
    ~NAMED
    | Q(was_asked=True, was_screened=True) & ~Q(visit__age_band=AgeBand.UNKNOWN) & ~Q(visit__nationality="unknown")
)


def numbers(*, posting: Posting, wave: Wave) -> dict[str, int]:
    """How far a wave is: how many are keyed, have a lane, were seen, carry a wristband, were asked, are complete."""
    return rows_of(posting=posting, wave=wave).aggregate(
        keyed=Count("pk"),
        named=Count("pk", filter=NAMED),
        laned=Count("pk", filter=LANE),
        waiting=Count("pk", filter=LANE & Q(seen_at=None, visit__left_at=None)),
        bound=Count("pk", filter=Q(has_card=True)),
        asked=Count("pk", filter=Q(was_asked=True)),
        screened=Count("pk", filter=Q(was_screened=True)),
        complete=Count("pk", filter=COMPLETE),
    )


def counted(*, wave: Wave) -> list[dict[str, Any]]:
    """The head-count of a wave by sex and age group, corrections taken off."""
    tokens = Sheet.objects.filter(wave=wave, kind=SheetKind.COUNT).values("token")
    of_wave = Q(client_token__in=tokens) | Q(corrects__client_token__in=tokens)
    rows = HeadCount.objects.filter(of_wave, centre_id=wave.centre_id).values("sex", "age_band")
    found = rows.annotate(people=Sum("number")).order_by("sex", "age_band")
    return [dict(row) for row in found if row["people"]]


@dataclass(frozen=True)
class HandedOut:
    """One service: how many times without a name for this wave, and to how many of its people by card."""

    label: str
    code: str
    tallied: int = 0
    scanned: int = 0


def handed_out(*, posting: Posting, wave: Wave, on: date) -> list[HandedOut]:
    """What there is to hand out here, and how much of it this wave got."""
    sessions = Sheet.objects.filter(wave=wave, kind=SheetKind.GIVING).values("token")
    people = Row.objects.filter(wave=wave, person__isnull=False).values("person")
    here = Delivery.objects.counted().filter(centre_id=wave.centre_id, service_type__in=HANDED_OUT)
    tallied = dict(_by_type(here.filter(session__in=sessions)))
    scanned = dict(_by_type(shown_to(here.filter(person__in=people, given_on__gte=wave.on), posting=posting)))
    codes = [code for code in offered(posting=posting, on=on) if code in HANDED_OUT]
    return [
        HandedOut(lists.label("service_type", code), code, tallied.get(code, 0), scanned.get(code, 0))
        for code in sorted(codes, key=HANDED_OUT.index)
    ]


def _by_type(rows: QuerySet[Delivery]) -> QuerySet[Delivery, tuple[str, int]]:
    return rows.order_by().values_list("service_type").annotate(people=Sum(F("number")))
