"""Who may be meant: people of the centre whose names share sounds with what was typed, from the index, then compared
word by word. The number of rows read is bounded whatever the size of the network."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from serai.centres.models import Posting
from serai.codes.folding import last_beginning_with
from serai.names.alike import How, Likeness, alike
from serai.names.keys import keys
from serai.names.parts import Part
from serai.names.parts import parts as parts_of
from serai.people.access import kept_from, people_in_reach, shown_to
from serai.people.models import Name, NameToken

PROBE = 100  # people read for one key; a key that more people share tells little
COMPARED = 60  # candidates of each of the two ways (begins so, sounds so) that are compared word by word
ENOUGH = 20  # found by rarer keys: commoner ones are not asked for
LIKELY = 0.6  # below this, it is another name
MOST_WORDS = 6
KEYS_AT_ONCE = 60
# Each key has a probe of its own, so that a common one does not crowd out a rare one; both engines stop it at LIMIT.
ONE_PROBE = (
    'SELECT * FROM (SELECT "token", "person_id" FROM "people_nametoken"'
    ' WHERE "centre_id" = %s AND "token" = %s AND "person_id" NOT IN (SELECT "person_id" FROM "kept")'
    ' ORDER BY "person_id" DESC LIMIT %s) AS "probe"'
)


@dataclass(frozen=True)
class Match:
    """Somebody who may be meant, by the number of their row, and how their name is like the one asked for."""

    person: int
    likeness: Likeness


def matches(*, posting: Posting, text: str) -> list[Match]:
    """People in reach of this name in any spelling, script or order, or of a part of it; the likeliest first."""
    asked = parts_of(text)[:MOST_WORDS]
    if not asked or not posting.centre_id:
        return []
    shared = _sharing(posting, asked)
    begun = dict.fromkeys(beginning(posting=posting, words=[part.word for part in asked]))
    likely = [person for person, _weight in shared.most_common(COMPARED) if person not in begun]
    return _compared(posting, asked, [*begun, *likely])


def _sharing(posting: Posting, asked: list[Part]) -> Counter[int]:
    """People by the keys they share with what was asked, a rare key counting more. Keys of three sounds and two are
    asked for first; those of one only if these found too few."""
    found = _probed(posting, keys(asked, count=3) | keys(asked, count=2))
    if len(found) < ENOUGH:
        found += _probed(posting, keys(asked, count=1))
    return found


def _probed(posting: Posting, wanted: set[str]) -> Counter[int]:
    chosen = sorted(wanted)[-KEYS_AT_ONCE:]  # those of three sounds are last
    people = defaultdict(list)
    if chosen:
        values = [value for key in chosen for value in (posting.centre_id, key, PROBE)]
        kept, of_kept = kept_from(posting=posting).query.sql_with_params()  # a kept file weighs and crowds out nothing
        probes = " UNION ALL ".join([ONE_PROBE] * len(chosen))
        with connection.cursor() as cursor:
            cursor.execute(f'WITH "kept" ("person_id") AS MATERIALIZED ({kept}) {probes}', [*of_kept, *values])
            for key, person in cursor.fetchall():
                people[key].append(person)
    weights: Counter[int] = Counter()
    for sharing in people.values():
        for person in sharing:
            weights[person] += PROBE // len(sharing)
    return weights


def beginning(*, posting: Posting, words: list[str]) -> QuerySet[NameToken, int]:
    """People of whose names every word begins a word, in the order of the index: the shortest fitting word first."""
    here = NameToken.objects.filter(centre_id=posting.here)
    longest, *others = sorted(set(words), key=lambda word: (-len(word), word))
    fitting = shown_to(here.filter(token__gte=longest, token__lte=last_beginning_with(longest)), posting=posting)
    for word in others:
        fits = here.filter(token__gte=word, token__lte=last_beginning_with(word), person=OuterRef("person"))
        fitting = fitting.filter(Exists(fits))
    return fitting.order_by("token", "person_id").values_list("person_id", flat=True)[:COMPARED]


def _compared(posting: Posting, asked: list[Part], people: Iterable[int]) -> list[Match]:
    reached = people_in_reach(posting=posting).filter(pk__in=list(people))
    names = Name.objects.filter(person__in=reached).order_by("person_id", "pk")
    best: dict[int, Likeness] = {}
    for person, given, father, grandfather, family, nickname in names.values_list(
        "person_id", "given", "father", "grandfather", "family", "nickname"
    ):
        for known in (f"{given} {father} {grandfather} {family}", nickname):
            likeness = alike(asked, parts_of(known)) if known.strip() else Likeness(0.0, How.SPELLING)
            if likeness.score >= max(LIKELY, best[person].score if person in best else 0.0):
                best[person] = likeness
    found = [Match(person, likeness) for person, likeness in best.items()]
    return sorted(found, key=lambda match: (-match.likeness.score, -match.person))
