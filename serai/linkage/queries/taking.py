"""What the search takes in: what is compared of the files of all centres, and which files it leaves out; and what is
known of two files that were found."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from serai.duplicates.models import Pair
from serai.linkage.choices import Said
from serai.linkage.models import Suggestion
from serai.linkage.rules import File, days, split
from serai.people.choices import Purpose
from serai.people.models import Consent, KeptFile, Membership, NameToken, NumberToken, Person, Registration
from serai.people.operations.erasing import everybody
from serai.people.rules.consent import is_live
from serai.watch.models import Decoy

AT_ONCE = 5_000
NOT_SAID = {"", "unknown", "refused", "not_asked"}
COLUMNS = ("pk", "sex", "born_earliest", "born_latest", "nationality", "origin_place")


def compared() -> QuerySet[Person]:
    """Whose files are compared: not those that went into another, nor those kept to a team, anywhere, nor those of
    invented people. Sealed files are not read at all; a file is compared whether there is one or not."""
    kept = KeptFile.objects.filter(person=OuterRef("pk"), ended_at=None)
    decoys = Decoy.objects.filter(person=OuterRef("pk"))
    return everybody().filter(~Exists(kept), ~Exists(decoys), merged_into=None)


def files() -> Iterator[File]:
    """What is compared of each file that has a name, a few thousand at a time."""
    last = 0
    while rows := list(compared().filter(pk__gt=last).order_by("pk").values_list(*COLUMNS)[:AT_ONCE]):
        span = {"person__gt": last, "person__lte": rows[-1][0]}
        last = rows[-1][0]
        tokens, numbers = defaultdict(set), defaultdict(set)
        for person, token in NameToken.objects.filter(**span).values_list("person_id", "token"):
            tokens[person].add(token)
        for person, token in NumberToken.objects.filter(**span).values_list("person_id", "token"):
            numbers[person].add(token)
        for pk, sex, earliest, latest, nationality, origin in rows:
            if pk not in tokens:
                continue
            words, one, two, three = split(tokens[pk])
            born, till = days(earliest, latest)
            told = (_said(sex), born, till, _said(nationality), _said(origin), sorted(numbers[pk]) or None)
            yield File(pk, words, one, two, three, *told)


def _said(value: str) -> str | None:
    return None if value in NOT_SAID else value


def settled(people: Collection[int]) -> set[frozenset[int]]:
    """Pairs of these people that somebody has answered, or that wait for a second pair of eyes: not to be asked
    again, at any centre."""
    answered = Suggestion.objects.exclude(said=Said.OPEN)
    return {
        frozenset(pair)
        for rows in (answered.filter(first__in=people), Pair.objects.filter(first__in=people))
        for pair in rows.values_list("first_id", "second_id")
    } | {
        frozenset(pair)
        for rows in (answered.filter(second__in=people), Pair.objects.filter(second__in=people))
        for pair in rows.values_list("first_id", "second_id")
    }


def centres_of(people: Collection[int]) -> dict[int, set[int]]:
    """At which centres each of these people is registered."""
    found: dict[int, set[int]] = defaultdict(set)
    here = Registration.objects.filter(person__in=people).order_by("person_id", "centre_id")
    for person, centre in here.values_list("person_id", "centre_id").distinct():
        found[person].add(centre)
    return found


def households_of(people: Collection[int]) -> dict[int, int]:
    """In which household each of these people is now."""
    now = Membership.objects.filter(person__in=people, left_on=None).order_by("pk")
    return dict(now.values_list("person_id", "household_id"))


def seen_by_the_network(people: Collection[int], *, on: date) -> set[int]:
    """Of these people, those who let other centres of the network see their file."""
    said = Consent.objects.filter(person__in=people, purpose=Purpose.NETWORK, recipient="").order_by("pk")
    last = {line.person_id: line for line in said}
    return {
        person for person, line in last.items() if is_live(decision=line.decision, valid_until=line.valid_until, on=on)
    }


def of_all(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Everybody in these pairs."""
    return {person for pair in pairs for person in pair}
