"""Finding a person by name, or by a number that is theirs alone. Both engines answer from an index, however many
people there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.models import Posting
from serai.codes import countries
from serai.codes.words import Words
from serai.names.alike import How
from serai.people.access import people_in_reach, shown_to
from serai.people.choices import Sex
from serai.people.keyed import hashed
from serai.people.models import NumberToken, Person, Registration
from serai.people.queries.names import Called, called
from serai.people.rules import numbers
from serai.people.words import birth_words
from serai.search.candidates import matches
from serai.search.choices import WHY
from serai.search.rules import may_look_up, may_search

MOST = 20
A_MINUTE = timedelta(minutes=1)
A_SHIFT = timedelta(hours=10)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Found:
    """One line of the results: enough to know the person by, without opening the file."""

    public_id: str
    code: str
    called: Called
    sex: str
    age: str
    nationality: str
    registered_on: date
    why: Words = ""


@dataclass(frozen=True)
class Results:
    """The first of those found; `has_more` says that one more word would help."""

    people: list[Found]
    has_more: bool


def matching(*, posting: Posting, text: str) -> Results:
    """People in reach who have this number. If there are none: those whose names are like the one typed, each with the
    reason why."""
    if numbered := with_number(posting=posting, text=text):
        return _results(posting, numbered)
    found = matches(posting=posting, text=text)
    return _results(posting, [match.person for match in found], {match.person: match.likeness.how for match in found})


def with_number(*, posting: Posting, text: str) -> list[int]:
    """People of this centre who have this telephone or document number, exactly. The question to the database holds
    hashes and no number."""
    region = countries.two_letters(posting.centre.country) if posting.centre else ""
    issuing = [code for code, _label in countries.only()]
    tokens = [hashed(form) for form in sorted(numbers.sought(text, region=region, countries=issuing))]
    return list(numbered(posting=posting, tokens=tokens)) if tokens else []


def numbered(*, posting: Posting, tokens: list[str]) -> QuerySet[NumberToken, int]:
    """People of this centre with one of these hashes, from the index."""
    here = shown_to(NumberToken.objects.filter(centre_id=posting.here, token__in=tokens), posting=posting)
    return here.order_by("person_id").values_list("person_id", flat=True).distinct()[: MOST + 1]


def _results(posting: Posting, ids: list[int], how: dict[int, How] | None = None) -> Results:
    return Results(lines(posting=posting, ids=ids[:MOST], how=how), has_more=len(ids) > MOST)


def lines(*, posting: Posting, ids: Iterable[int], how: dict[int, How] | None = None) -> list[Found]:
    """What the results show of these people, in the order of `ids`, and how their names are like what was typed."""
    here = Registration.objects.filter(person=OuterRef("pk"), centre_id=posting.here)
    order = {pk: place for place, pk in enumerate(ids)}
    people = (
        people_in_reach(posting=posting)
        .filter(pk__in=order)
        .annotate(seen_on=Subquery(here.order_by("-registered_on").values("registered_on")[:1]))
        .prefetch_related("names")
        .order_by("pk")
    )
    ordered = sorted(people, key=lambda person: order[person.pk])
    why = {pk: WHY[one] for pk, one in (how or {}).items()}
    return [_line(person, person.seen_on, why.get(person.pk, "")) for person in ordered]


def _line(person: Person, seen_on: date, why: Words) -> Found:
    return Found(
        public_id=str(person.public_id),
        code=person.code,
        called=called(person.names.all()),
        sex=str(Sex(person.sex).label),
        age=birth_words(person.birth, on=timezone.localdate(), told_on=person.age_told_on),
        nationality=countries.name(person.nationality),
        registered_on=seen_on,
        why=why,
    )


def may_try_codes(*, posting: Posting) -> bool:
    """Whether this user may type another card or code now; one limit, whichever page they are typed on.

    What counts is each card or code, in any centre, that opened nothing.
    """
    now = timezone.now()
    missed = Entry.objects.filter(
        actor_id=posting.user_id, at__gte=now - A_DAY, act="person.looked_up", detail__found=False
    )
    counted = missed.aggregate(minute=Count("pk", filter=Q(at__gte=now - A_MINUTE)), day=Count("pk"))
    return may_look_up(misses_in_the_last_minute=counted["minute"], misses_in_the_last_day=counted["day"])


def may_search_names(*, posting: Posting) -> bool:
    """Whether this user may search by name once more in this shift. Files shown beside a registration count as
    well."""
    since, looked = timezone.now() - A_SHIFT, ["person.searched", "person.compared"]
    searches = Entry.objects.filter(actor_id=posting.user_id, at__gte=since, act__in=looked)
    return may_search(searches_in_this_shift=searches.count())
