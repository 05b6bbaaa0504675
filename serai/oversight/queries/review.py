"""The trail in numbers, by day, centre, act and colleague. Whom an act was about is never read here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.acts import declared
from serai.audit.models import Entry
from serai.centres.models import Centre, Posting
from serai.codes.words import Words
from serai.oversight import rules
from serai.oversight.choices import LOOKING, Sign

PAGE = 50
OPENED, ANY = "person.opened", ""
BEFORE = timedelta(days=28)
AROUND = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """What a review shows: days, the centres asked for and in reach (0: the network), an act, a colleague."""

    since: date
    until: date
    centres: tuple[int, ...]
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


def lines(wanted: Wanted) -> QuerySet[Entry]:
    """The lines asked for. The centres are named one by one, so that the index of each is used."""
    found = Entry.objects.filter(
        centre_id__in=wanted.centres,
        at__gte=_start(wanted.since),
        at__lt=_start(wanted.until + timedelta(days=1)),
    )
    if wanted.act:
        found = found.filter(act=wanted.act)
    return found.filter(actor_id=wanted.actor) if wanted.actor else found


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))


def days(*, wanted: Wanted, page: str) -> Page[Any]:
    """How often who did what where on which day, the latest day first."""
    counted = (
        lines(wanted)
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


def standing_out(*, wanted: Wanted) -> list[Standing]:
    """The days of colleagues that deserve a question: openings above their own usual, at night, or without any work
    for the person a month around. Counted here and not in SQL: one pass, where a look-up for each opening takes
    minutes."""
    first = _start(wanted.since)
    asked = replace(wanted, since=wanted.since - BEFORE, act=OPENED)
    opened = lines(asked).exclude(actor=None)
    places = {pk: (name, ZoneInfo(zone)) for pk, name, zone in Centre.objects.values_list("pk", "name", "time_zone")}
    worked, clock = _worked(wanted), Clock(places)
    per_day: dict[tuple[int, int], dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    rows = opened.order_by("pk").values_list("actor_id", "centre_id", "at", "person")
    for actor, centre, at, person in rows.iterator(chunk_size=5000):
        day, hour = clock.at(centre, at)
        numbers = per_day[actor or 0, centre][day]
        numbers[0] += 1
        numbers[1] += rules.is_night(hour)
        numbers[2] += at >= first and (actor, person) not in worked
    who = dict(User.objects.filter(pk__in={actor for actor, _ in per_day}).values_list("pk", "display_name"))
    found = []
    for (actor, centre), numbers_of in per_day.items():
        place = places[centre][0] if centre in places else ""
        found += list(_standing(numbers_of, wanted.since, who[actor], place))
    return sorted(found, key=lambda one: (-one.day.toordinal(), -len(one.signs), -one.numbers.opened, one.who))


class Clock:
    """The day and the hour at a centre; each hour is worked out once."""

    def __init__(self, places: dict[int, tuple[str, ZoneInfo]]) -> None:
        self._places, self._network = places, ZoneInfo(settings.TIME_ZONE)
        self._known: dict[tuple[int, datetime], tuple[date, int]] = {}

    def at(self, centre: int, at: datetime) -> tuple[date, int]:
        quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)  # zones differ by such steps
        if (found := self._known.get((centre, quarter))) is None:
            zone = self._places[centre][1] if centre in self._places else self._network
            local = quarter.astimezone(zone)
            found = self._known[centre, quarter] = local.date(), local.hour
        return found


def _standing(numbers_of: dict[date, list[int]], since: date, who: str, centre: str) -> Iterator[Standing]:
    for day, numbers in numbers_of.items():
        if day < since:
            continue
        before = [those[0] for other, those in numbers_of.items() if day - BEFORE <= other < day]
        usual, counted = rules.usual(before), rules.Day(*numbers)
        if signs := rules.signs(counted, usual):
            yield Standing(day, who, centre, counted, usual, [Sign(name).label for name in signs])


def _worked(wanted: Wanted) -> set[tuple[int | None, str]]:
    """Which colleague did something for whom, in these days or a month around: by pseudonym, and told to nobody."""
    around = replace(wanted, since=wanted.since - AROUND, until=wanted.until + AROUND, act=ANY)
    acts = lines(around).exclude(act__in=LOOKING).exclude(person="").exclude(actor=None)
    return set(acts.order_by().values_list("actor_id", "person").distinct())


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
