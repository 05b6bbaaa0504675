"""Reads of the directory. Each filter of a search is a look-up in an index; a page loads all that it shows."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from serai.centres.models import Centre, Posting
from serai.centres.rules import May
from serai.directory.choices import Status, Taxonomy
from serai.directory.models import (
    Area,
    Location,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    ServiceWord,
)
from serai.directory.rules import opening, words

PAGE = 20
COUNT_AT_MOST = 1000
AFTER_ALL_LETTERS = "\uffff"


type Moment = tuple[int, time | None, date]  # weekday, time (None: at any hour), day


@dataclass(frozen=True)
class Wish:
    """What is looked for. `moments`: by time zone, when it must be open."""

    text: str = ""
    need: str = ""
    area: int | None = None
    language: str = ""
    age: int | None = None
    free: bool = False
    referrals: bool = False
    all_statuses: bool = False
    moments: dict[str, Moment] = field(default_factory=dict)


class BoundedPages(Paginator):  # type: ignore[type-arg]  # Django has no generic Paginator at run time
    """Pages of twenty. Counts up to COUNT_AT_MOST and no further, so that a long directory costs no more."""

    def __init__(self, services: QuerySet[Service]) -> None:
        super().__init__(services, PAGE)
        self.services = services

    @cached_property
    def count(self) -> int:
        return int(self.services.order_by().values("pk")[:COUNT_AT_MOST].count())

    @property
    def is_bounded(self) -> bool:
        return self.count >= COUNT_AT_MOST


def search(*, wish: Wish, page: str = "1") -> "Page[Service]":
    """Services that meet the wish, by name, one page at a time; those whose announced end has passed come last."""
    ended = Case(When(ends_on__lt=timezone.localdate(), then=Value(1)), default=Value(0))
    found = _matching(wish).annotate(has_ended=ended)
    loaded = found.select_related("organization").prefetch_related(
        "at_locations__location__area", "schedules", "phones"
    )
    return BoundedPages(loaded.order_by("has_ended", "sort_name", "pk").fetch_mode(models.FETCH_RAISE)).get_page(page)


def _matching(wish: Wish) -> QuerySet[Service]:
    found = Service.objects.all() if wish.all_statuses else Service.objects.filter(status=Status.ACTIVE)
    for word in sorted(words.words_of([wish.text])):
        hits = ServiceWord.objects.filter(word__gte=word, word__lt=word + AFTER_ALL_LETTERS)
        found = found.filter(pk__in=hits.values("service"))
    for taxonomy, code in ((Taxonomy.NEED, wish.need), (Taxonomy.LANGUAGE, wish.language)):
        if code:
            terms = ServiceTerm.objects.filter(taxonomy=taxonomy, code=code)
            found = found.filter(pk__in=terms.values("service"))
    if wish.area is not None:
        found = found.filter(pk__in=ServiceAtLocation.objects.filter(location__area=wish.area).values("service"))
    if wish.moments:
        found = found.filter(pk__in=_open_at(wish.moments).values("service"))
    return found.filter(_of_the_service_itself(wish))


def _of_the_service_itself(wish: Wish) -> Q:
    asked = Q(is_free=True) if wish.free else Q()
    if wish.referrals:
        asked &= Q(accepts_referrals=True)
    if wish.age is not None:  # a service that names no age takes everybody
        asked &= Q(minimum_age=None) | Q(minimum_age__lte=wish.age)
        asked &= Q(maximum_age=None) | Q(maximum_age__gte=wish.age)
    return asked


def _open_at(moments: dict[str, Moment]) -> QuerySet[Schedule]:
    """The schedules that hold; the same decision as `rules.opening.is_open`, asked of the index."""
    holds = Q(pk__in=[])
    for zone, (weekday, at, day) in moments.items():
        if at is None:
            holds |= Q(time_zone=zone, weekday=str(weekday)) & _valid_on(day)
            continue
        today, before = Q(time_zone=zone, weekday=str(weekday)), Q(time_zone=zone, weekday=str((weekday - 2) % 7 + 1))
        holds |= today & Q(opens__lte=at, closes__gt=at) & _valid_on(day)
        holds |= today & Q(opens__lte=at, closes__lt=F("opens")) & _valid_on(day)
        holds |= today & Q(closes=F("opens")) & _valid_on(day)
        holds |= before & Q(closes__lt=F("opens"), closes__gt=at) & _valid_on(day - opening.A_DAY)
    return Schedule.objects.filter(holds)


def _valid_on(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def moments_now(now: datetime) -> dict[str, Moment]:
    """This moment on the clock of every zone where there is a service."""
    here = {zone: now.astimezone(ZoneInfo(zone)) for zone in time_zones()}
    return {zone: (at.isoweekday(), at.time().replace(tzinfo=None), at.date()) for zone, at in here.items()}


def moments_on(*, day: date, at: time | None) -> dict[str, Moment]:
    """A day and a time as read on the wall of the service's own place."""
    return {zone: (day.isoweekday(), at, day) for zone in time_zones()}


def time_zones() -> list[str]:
    """Every time zone in which a service lies, to tell which are open now."""
    return list(Area.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct())


def areas(*, language: str) -> list[tuple[int, str]]:
    """Every area in which something is, with its name in the reader's language, in that language's order. One that is
    empty would tell where a house is that was hidden."""
    known = Area.objects.filter(Exists(Location.objects.filter(area=OuterRef("pk")))).order_by("key", "pk")
    named = [(area.pk, words.text_in(area.names, language)[0]) for area in known]
    return sorted(named, key=lambda pair: pair[1])


def languages_spoken() -> list[str]:
    """The languages that some service is known to speak."""
    spoken = ServiceTerm.objects.filter(taxonomy=Taxonomy.LANGUAGE)
    return list(spoken.order_by("code").values_list("code", flat=True).distinct())


def organizations() -> list[str]:
    """The names of all organisations, to choose one from."""
    return list(Organization.objects.order_by("name").values_list("name", flat=True))


def service_or_404(*, public_id: UUID) -> Service:
    """A service with all that its page shows."""
    service = (
        Service.objects.filter(public_id=public_id)
        .select_related("organization", "assured_by")
        .prefetch_related("at_locations__location__area", "schedules", "phones", "terms", "notes")
        .first()
    )
    if service is None:
        raise Http404
    return service


def not_verified(*, today: date, limit: int) -> tuple[list[Service], int]:
    """(the first services to verify, how many there are): never verified, or not for 90 days."""
    old = Q(assured_on=None) | Q(assured_on__lt=opening.not_verified_since(today))
    stale = Service.objects.filter(old, status=Status.ACTIVE)
    first = stale.select_related("organization").order_by(F("assured_on").desc(nulls_last=True), "pk")
    return list(first.fetch_mode(models.FETCH_RAISE)[:limit]), stale.values("pk")[: COUNT_AT_MOST + 1].count()


def editable_or_404(*, posting: Posting, public_id: UUID) -> Service:
    """A service that this posting may change: one with a hidden place only by those who have to do with safe places."""
    service = service_or_404(public_id=public_id)
    hidden = any(held.location.is_hidden for held in service.at_locations.all())
    if hidden and not posting.may(May.SEE_SAFE_PLACES):
        raise Http404
    return service


def safe_house_or_404(*, public_id: UUID) -> tuple[Service, Location]:
    """A service whose place is hidden, with that place."""
    service = service_or_404(public_id=public_id)
    for held in service.at_locations.all():
        if held.location.is_hidden:
            return service, held.location
    raise Http404


def time_zone_for(*, posting: Posting, country: str, service: Service | None = None) -> str:
    """The clock of a new area: that of the country's other areas, of a centre there, or of the writer's centre. A
    safe house names no country: its hours keep the clock they have."""
    if not country and service is not None and (held := service.schedules.first()):
        return held.time_zone
    known = Area.objects.filter(country=country).values_list("time_zone", flat=True).first()
    centre = Centre.objects.filter(country=country).order_by("pk").values_list("time_zone", flat=True).first()
    own = posting.centre.time_zone if posting.centre else timezone.get_default_timezone_name()
    return known or centre or own
