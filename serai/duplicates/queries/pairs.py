"""Pairs that wait, and two files side by side."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import countries, places
from serai.codes.prepared import Prepared
from serai.codes.words import Words
from serai.duplicates.choices import WORDS, Said
from serai.duplicates.models import Merge, Pair
from serai.duplicates.queries.alike import facts_of
from serai.duplicates.rules import AGAINST, Facts, compare
from serai.people.access import people_in_reach, reached
from serai.people.models import Document, JourneyLeg, Membership, Name, NumberToken, Person, Registration
from serai.people.queries.names import called
from serai.people.words import birth_words

MOST = 100


@dataclass(frozen=True)
class Side:
    """One of two files: what is shown of it, in the order of the rows, and what is compared."""

    person: Person
    name: str
    shown: list[str]
    facts: Facts


LABELS: tuple[Words, ...] = (
    _("Name"),
    _("Sex"),
    _("Age"),
    _("Nationality"),
    _("Place of origin"),
    _("Telephone"),
    _("Documents"),
    _("Countries on the way"),
    _("Registered here on"),
)


def waiting(*, posting: Posting) -> QuerySet[Pair]:
    """Pairs of this centre that wait to be compared, and those that are one person and wait to be made one file. Both
    files are in reach."""
    here = Pair.objects.filter(centre_id=posting.here, said__in=[Said.OPEN, Said.SAME])
    return here.filter(reached(posting=posting, person="first"), reached(posting=posting, person="second"))


def rows(*, posting: Posting) -> list[Pair]:
    """The first of those that wait, the oldest first, with the names of both."""
    names = Name.objects.order_by("pk")
    found = waiting(posting=posting).select_related("first", "second", "opened_by").order_by("pk")
    both = [Prefetch(f"{one}__names", queryset=names) for one in ("first", "second")]
    return list(found.prefetch_related(*both)[:MOST])


def pair_or_404(*, posting: Posting, public_id: UUID) -> Pair:
    """A pair that waits; one that is decided, out of reach or not there is the same answer."""
    found = waiting(posting=posting).filter(public_id=public_id).select_related("first", "second", "opened_by").first()
    if found is None:
        raise Http404
    return found


def today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """How many pairs wait for somebody else than who asked, and how many to be made one."""
    open_ones = Q(said=Said.OPEN) & ~Q(opened_by=posting.user_id)
    counts = waiting(posting=posting).aggregate(
        open=Count("pk", filter=open_ones), same=Count("pk", filter=Q(said=Said.SAME))
    )
    return {**counts, "may_merge": posting.may(May.MERGE_FILES)}


def side_by_side(*, posting: Posting, pair: Pair) -> dict[str, Any]:
    """Both files, row by row, and what speaks for and against their being one person."""
    one, other = sides(posting=posting, people=[pair.second_id, pair.first_id])
    found = compare(one.facts, other.facts)
    reasons = {
        "speaks_for": [WORDS[reason] for reason in found.reasons if reason not in AGAINST],
        "speaks_against": [WORDS[reason] for reason in found.reasons if reason in AGAINST],
    }
    lines = [line for line in zip(LABELS, one.shown, other.shown, strict=True) if line[1] or line[2]]
    return {"one": one, "other": other, "lines": lines, "reasons": reasons}


def sides(*, posting: Posting, people: list[int]) -> list[Side]:
    """These files in this order, in a number of questions that does not grow."""
    names = Prefetch("names", queryset=Name.objects.order_by("pk"))
    found = people_in_reach(posting=posting).filter(pk__in=people).prefetch_related(names).in_bulk()
    if len(found) != len(set(people)):
        raise Http404
    held = _held(posting, people)
    return [_side(found[pk], held) for pk in people]


@dataclass(frozen=True)
class _Held:
    documents: dict[int, list[str]]
    countries: dict[int, list[str]]
    days: dict[int, list[str]]
    facts: dict[int, dict[str, Any]]


def _held(posting: Posting, people: list[int]) -> _Held:
    documents, ways, days = defaultdict(list), defaultdict(list), defaultdict(list)
    for document in Document.objects.filter(person__in=people).order_by("pk"):
        documents[document.person_id].append(" ".join([countries.name(document.country), document.number]).strip())
    for leg in JourneyLeg.objects.filter(person__in=people).order_by("position"):
        ways[leg.person_id].append(leg.country)
    here = Registration.objects.filter(person__in=people, centre_id=posting.here).order_by("registered_on", "pk")
    for person_id, day in here.values_list("person_id", "registered_on"):
        days[person_id].append(date_format(day))
    numbers = defaultdict(set)
    tokens = NumberToken.objects.filter(person__in=people, centre_id=posting.here)
    for person_id, token in tokens.values_list("person_id", "token"):
        numbers[person_id].add(token)
    together = _companions(posting, people)
    facts = {
        pk: {"numbers": frozenset(numbers[pk]), "journey": frozenset(ways[pk]), **together.get(pk, {})} for pk in people
    }
    return _Held(documents, ways, days, facts)


def _companions(posting: Posting, people: list[int]) -> dict[int, dict[str, Any]]:
    """The household of each, and the names of those of it who are in reach."""
    mine = dict(Membership.objects.filter(person__in=people, left_on=None).values_list("person_id", "household_id"))
    others = Membership.objects.filter(household__in=mine.values(), left_on=None).exclude(person__in=people)
    seen = others.filter(reached(posting=posting, person="person")).order_by("pk")
    names = defaultdict(set)
    for name in Name.objects.filter(person__in=seen.values("person")).order_by("pk"):
        names[name.person_id].add(name.full)
    of: dict[int, set[str]] = defaultdict(set)
    for person_id, household in seen.values_list("person_id", "household_id"):
        of[household] |= names[person_id] - {""}
    return {pk: {"household": home, "companions": frozenset(of[home])} for pk, home in mine.items()}


def _side(person: Person, held: _Held) -> Side:
    known = called(person.names.all())
    facts = facts_of(person)
    shown = [
        " · ".join([known.main, *known.others]),
        str(person.get_sex_display()),
        birth_words(person.birth, on=timezone.localdate(), told_on=person.age_told_on),
        countries.name(person.nationality),
        " · ".join(text for text in (places.path(person.origin_place), person.origin_detail) if text),
        person.phone,
        " · ".join(held.documents[person.pk]),
        " · ".join(countries.name(code) for code in held.countries[person.pk]),
        " · ".join(held.days[person.pk]),
    ]
    more = held.facts[person.pk]
    compared = Facts(facts.names, facts.sex, facts.birth, facts.nationality, facts.origin, **more)
    return Side(person, known.main or person.code, shown, compared)


merges_into = Prepared(
    lambda person, centre: (
        Merge.objects.filter(kept=person, centre=centre, undone_at=None).select_related("gone").order_by("-pk")
    )
)


def merges_of(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the person's page: the files that went into this one here, and those in reach that were made out of it. That
    somebody had one elsewhere is not told."""
    found = merges_into(person.pk, posting.here)
    made = [merge.gone_id for merge in found if merge.is_split]
    shown = set(people_in_reach(posting=posting).filter(pk__in=made).values_list("pk", flat=True)) if made else set()
    merges = [merge for merge in found if not merge.is_split or merge.gone_id in shown]
    may_undo = posting.may(May.MERGE_FILES)
    return {"is_shown": bool(merges) or may_undo, "merges": merges, "may_undo": may_undo, "person": person}


def merge_or_404(*, posting: Posting, public_id: UUID) -> Merge:
    """A merge or a split that holds, made at this centre, of files in reach."""
    both = Q(is_split=False) | reached(posting=posting, person="gone")
    here = Merge.objects.filter(both, centre_id=posting.here, undone_at=None)
    found = here.filter(reached(posting=posting, person="kept"), public_id=public_id)
    merge = found.select_related("kept", "gone").first()
    if merge is None:
        raise Http404
    return merge
