"""Pairs of files at two centres, for the data-protection focal point of the network: which wait, and what of the two
files tells whether they are one person's. Never a telephone, a number of a document, a day or a note."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Centre, Posting
from serai.codes import countries, lists, places
from serai.codes.words import Words
from serai.duplicates.choices import WORDS
from serai.duplicates.queries.alike import facts_of
from serai.duplicates.rules import AGAINST, Facts, compare
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.linkage.queries.taking import centres_of, compared, seen_by_the_network
from serai.people.choices import BirthPrecision
from serai.people.models import Document, JourneyLeg, Name, NumberToken, Person
from serai.people.queries.names import called
from serai.people.rules import born_in_year
from serai.people.words import birth_words

MOST = 100
NEARER_THAN_A_YEAR = {BirthPrecision.EXACT, BirthPrecision.MONTH, BirthPrecision.SPAN}
LABELS: tuple[Words, ...] = (_("Name"), _("Sex"), _("Age"), _("Nationality"), _("Place of origin"), _("Documents"))


@dataclass(frozen=True)
class Line:
    """One pair of the list: at which two centres, and nothing of either person."""

    suggestion: Suggestion
    centres: list[str]


@dataclass(frozen=True)
class Side:
    """One of the two files, as far as it decides."""

    person: Person
    centres: list[str]
    shown: list[str]
    facts: Facts


def waiting(*, posting: Posting) -> QuerySet[Suggestion]:
    """Pairs that the search found at two centres, one row a pair, until somebody says that they are two persons or they
    are one file: nobody's file that is kept to a team, and no invented person's. Only for a posting to the whole
    network; of nobody who took back since that the network sees the file (seen)."""
    if not posting.is_network:
        return Suggestion.objects.none()
    found = Suggestion.objects.filter(is_elsewhere=True, first__gt=F("second")).exclude(said=Said.DIFFERENT)
    sides = [Exists(compared().filter(pk=OuterRef(one))) for one in ("first", "second")]
    return found.filter(*sides)


def _seen(found: list[Suggestion]) -> list[Suggestion]:
    both = {pk for one in found for pk in (one.first_id, one.second_id)}
    seen = seen_by_the_network(both, on=timezone.localdate())
    return [one for one in found if {one.first_id, one.second_id} <= seen]


def lines(*, posting: Posting) -> list[Line]:
    """The first of those that wait: those nobody answered yet, then those not sure, the likeliest first."""
    ordered = waiting(posting=posting).order_by("said", "-in_a_hundred", "pk")
    found = _seen(list(ordered[:MOST]))
    where = _where({pk for one in found for pk in (one.first_id, one.second_id)})
    return [Line(one, sorted({*where[one.first_id], *where[one.second_id]})) for one in found]


def pair_or_404(*, posting: Posting, public_id: UUID) -> Suggestion:
    """One of those; answered, kept to a team, no longer shown to the network and none are the same answer."""
    both = waiting(posting=posting).filter(public_id=public_id).select_related("first", "second")
    found = _seen(list(both))
    if not found:
        raise Http404
    return found[0]


def side_by_side(*, suggestion: Suggestion) -> dict[str, Any]:
    """What of both files decides, and what speaks for and against it. That a number, the way or the day of birth agrees
    is said as a reason, without the number, the way or the day."""
    one, other = _sides([suggestion.second_id, suggestion.first_id])
    found = compare(one.facts, other.facts)
    lines = [line for line in zip(LABELS, one.shown, other.shown, strict=True) if line[1] or line[2]]
    reasons = {
        "speaks_for": [WORDS[reason] for reason in found.reasons if reason not in AGAINST],
        "speaks_against": [WORDS[reason] for reason in found.reasons if reason in AGAINST],
    }
    return {"sides": [one, other], "lines": lines, "reasons": reasons}


def _sides(people: list[int]) -> list[Side]:
    names = Prefetch("names", queryset=Name.objects.order_by("pk"))
    found = compared().filter(pk__in=people).prefetch_related(names).in_bulk()
    kinds, ways, numbers = defaultdict(list), defaultdict(set), defaultdict(set)
    for person, kind, country in (
        Document.objects.filter(person__in=people).order_by("pk").values_list("person_id", "kind", "country")
    ):
        kinds[person].append(" ".join([lists.label("document_kind", kind), countries.name(country)]).strip())
    for person, country in JourneyLeg.objects.filter(person__in=people).values_list("person_id", "country"):
        ways[person].add(country)
    for person, token in NumberToken.objects.filter(person__in=people).values_list("person_id", "token"):
        numbers[person].add(token)
    where = _where(set(people))
    return [_side(found[pk], where[pk], kinds[pk], numbers[pk], ways[pk]) for pk in people]


def _side(person: Person, where: list[str], kinds: list[str], numbers: set[str], way: set[str]) -> Side:
    known, facts = called(person.names.all()), facts_of(person)
    shown = [
        " · ".join([known.main, *known.others]),
        str(person.get_sex_display()),
        _age(person),
        countries.name(person.nationality),
        places.path(person.origin_place),
        " · ".join(kinds),
    ]
    return Side(person, where, shown, replace(facts, numbers=frozenset(numbers), journey=frozenset(way)))


def _age(person: Person) -> str:
    """As it was told, but never nearer than the year: that two days are the same is one of the reasons."""
    birth = person.birth
    if birth.middle is not None and birth.precision in NEARER_THAN_A_YEAR:
        birth = born_in_year(birth.middle.year)
    return birth_words(birth, on=timezone.localdate(), told_on=person.age_told_on)


def _where(people: set[int]) -> dict[int, list[str]]:
    """The names of the centres where each of them is registered."""
    found = centres_of(people)
    names = dict(Centre.objects.filter(pk__in={pk for some in found.values() for pk in some}).values_list("pk", "name"))
    return {person: sorted(names[pk] for pk in found[person]) for person in people}
