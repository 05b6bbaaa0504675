"""The trail in numbers, by day, centre, act and colleague. Whom an act was about is never read here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncDate, TruncHour
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.acts import declared
from serai.audit.models import Entry
from serai.centres.models import Centre, Posting
from serai.codes.words import Words
from serai.oversight import rules
from serai.oversight.choices import LOOKING, Sign

PAGE = 50
OPENED = "person.opened"
BEFORE = timedelta(days=28)
AROUND = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """What a review shows: days, a centre (0: the network, None: all in reach), an act, a colleague."""

    since: date
    until: date
    centre: int | None = None
    act: str = ""
    actor: int | None = None


@dataclass(frozen=True)
class Standing:
    """A day of one colleague that stands out."""

    day: date
    who: str
    centre: str
    numbers: rules.Day
    usual: int | None
    signs: list[Words]


def lines(*, posting: Posting, wanted: Wanted) -> QuerySet[Entry]:
    """The lines asked for; of a posting to one centre, those of that centre."""
    found = Entry.objects.filter(at__gte=_start(wanted.since), at__lt=_start(wanted.until + timedelta(days=1)))
    centre = wanted.centre if posting.is_network else posting.here
    if centre is not None:
        found = found.filter(centre_id=centre)
    if wanted.act:
        found = found.filter(act=wanted.act)
    return found.filter(actor_id=wanted.actor) if wanted.actor else found


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))


def days(*, posting: Posting, wanted: Wanted, page: str) -> Page[Any]:
    """How often who did what where on which day, the latest day first."""
    counted = (
        lines(posting=posting, wanted=wanted)
        .annotate(day=TruncDate("at", tzinfo=ZoneInfo(settings.TIME_ZONE)))
        .values("day", "centre_id", "act", "actor_id", "actor__display_name")
        .annotate(times=Count("pk"))
        .order_by("-day", "centre_id", "actor__display_name", "actor_id", "act")
    )
    found: Page[Any] = Paginator(counted, PAGE).get_page(page)
    acts, names = declared(), _centres()
    for row in found.object_list:
        row["words"] = acts.get(row["act"], row["act"])
        row["centre"] = names.get(row["centre_id"])
    return found


def standing_out(*, posting: Posting, wanted: Wanted) -> list[Standing]:
    """The days of colleagues that deserve a question: openings above their own usual, at night, or without any work
    for the person a month before or after."""
    asked = Wanted(wanted.since - BEFORE, wanted.until, wanted.centre, OPENED, wanted.actor)
    opened = lines(posting=posting, wanted=asked).exclude(actor=None)
    places = {pk: (code, ZoneInfo(zone)) for pk, code, zone in Centre.objects.values_list("pk", "name", "time_zone")}
    per_day: dict[tuple[int, int], dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for actor, centre, hour, times in _hours(opened):
        local = hour.astimezone(places[centre][1] if centre in places else ZoneInfo(settings.TIME_ZONE))
        numbers = per_day[actor, centre][local.date()]
        numbers[0] += times
        numbers[1] += times if rules.is_night(local.hour) else 0
    for actor, centre, hour, times in _hours(opened.filter(at__gte=_start(wanted.since)).filter(~_worked())):
        local = hour.astimezone(places[centre][1] if centre in places else ZoneInfo(settings.TIME_ZONE))
        per_day[actor, centre][local.date()][2] += times
    who = dict(User.objects.filter(pk__in={actor for actor, _ in per_day}).values_list("pk", "display_name"))
    found = []
    for (actor, centre), numbers_of in per_day.items():
        place = places[centre][0] if centre in places else ""
        found += list(_standing(numbers_of, wanted.since, who[actor], place))
    return sorted(found, key=lambda one: (-one.day.toordinal(), -len(one.signs), -one.numbers.opened, one.who))


def _standing(numbers_of: dict[date, list[int]], since: date, who: str, centre: str) -> Iterator[Standing]:
    for day, numbers in numbers_of.items():
        if day < since:
            continue
        before = [those[0] for other, those in numbers_of.items() if day - BEFORE <= other < day]
        usual, counted = rules.usual(before), rules.Day(*numbers)
        if signs := rules.signs(counted, usual):
            yield Standing(day, who, centre, counted, usual, [Sign(name).label for name in signs])


def _hours(opened: QuerySet[Entry]) -> Iterator[tuple[int, int, datetime, int]]:
    by_hour = opened.annotate(hour=TruncHour("at", tzinfo=UTC)).values("actor_id", "centre_id", "hour")
    rows = by_hour.annotate(times=Count("pk")).order_by("hour", "actor_id", "centre_id")
    yield from rows.values_list("actor_id", "centre_id", "hour", "times")


def _worked() -> Exists:
    """Whether the same colleague did something for the same person: found by the pseudonym, told to nobody."""
    acts = Entry.objects.filter(
        person=OuterRef("person"),
        actor=OuterRef("actor"),
        at__gte=OuterRef("at") - AROUND,
        at__lte=OuterRef("at") + AROUND,
    )
    return Exists(acts.exclude(act__in=LOOKING))


def _centres() -> dict[int, str]:
    return dict(Centre.objects.values_list("pk", "name"))


def centres() -> list[tuple[int, str]]:
    """Every centre by its name, to choose one to review."""
    return list(Centre.objects.order_by("name", "pk").values_list("pk", "name"))


def colleagues(*, posting: Posting) -> list[tuple[int, str]]:
    """Who is or was posted where this posting reviews."""
    postings = Posting.objects.all() if posting.is_network else Posting.objects.filter(centre_id=posting.here)
    users = User.objects.filter(pk__in=postings.values("user_id")).order_by("display_name", "pk")
    return list(users.values_list("pk", "display_name"))


def today() -> date:
    """The day of review, in the time zone of this request."""
    return timezone.localdate()
