"""The one door to a person's file. Missing and out of reach are the same answer; each opening is in the trail."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.codes.prepared import Prepared
from serai.people.choices import ConsentStatus, Decision, Purpose
from serai.people.door import knock
from serai.people.keyed import card_token
from serai.people.models import Consent, KeptFile, Person, Registration, TeamMember
from serai.people.rules import Kind, Reading
from serai.people.rules.consent import is_live
from serai.people.rules.reach import Reach, reach

TWIN = "~"  # begins the code of a twin, who stands for an erased person in the figures: no file code does
NOBODY = 0  # no row has this number
CENTRE, USER = -1, -2  # nor these: they keep a place


def kept_at(*, posting: Posting) -> QuerySet[KeptFile, int]:
    """Whose files are kept at the posting's centre, to whichever team."""
    kept = KeptFile.objects.filter(centre_id=posting.here, ended_at=None)
    return kept.order_by().values_list("person_id", flat=True)


def kept_from(*, posting: Posting) -> QuerySet[KeptFile, int]:
    """Whose files are kept at this centre to a team that the posting's user is not in. They are few, and no question of
    their own: the list that leaves them out asks for them once, not once a row."""
    mine = TeamMember.objects.filter(kept=OuterRef("pk"), user_id=posting.user_id, until=None)
    return kept_at(posting=posting).filter(~Exists(mine))


class Listed(Func):
    """A question whether somebody stands in a list of kept files. Half the questions of every page ask one: a list is
    put into words of SQL once, not at each of them."""

    output_field = BooleanField()
    words: ClassVar[str]
    listing: ClassVar[Callable[..., QuerySet[KeptFile, int]]]

    def __init__(self, person: str, *, posting: Posting) -> None:
        super().__init__(person)
        self.whose = {CENTRE: posting.here, USER: posting.user_id}

    def as_sql(self, compiler: SQLCompiler, connection: Any, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        person, named = compiler.compile(self.source_expressions[0])
        listed, places = in_words(type(self).listing, connection.vendor)
        asked = tuple(self.whose.get(place, place) for place in places)
        times = self.words.count("{person}")
        return self.words.format(person=person, listed=listed), (*(named * times), *asked)


class NotKeptFrom(Listed):
    """Nobody, or somebody whose file is not kept from this posting."""

    words = "({person} IS NULL OR {person} NOT IN ({listed}))"
    listing = kept_from


class IsKept(Listed):
    """Somebody whose file is kept at this posting's centre, to whichever team."""

    default_alias = "is_kept"
    words = "{person} IN ({listed})"
    listing = kept_at


@cache
def in_words(listing: Callable[..., QuerySet[KeptFile, int]], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """A list in the SQL of this engine, and its values; where these are CENTRE or USER, the posting's own belong."""
    return listing(posting=Posting(centre_id=CENTRE, user_id=USER)).query.sql_with_params()


def shown_to[Rows: QuerySet[Any]](rows: Rows, *, posting: Posting, person: str = "person") -> Rows:
    """These rows of one centre less those about people whose file is kept from this posting. Every list of rows about
    people goes through here, through `reached` or through `people_in_reach`."""
    return rows.filter(NotKeptFrom(person, posting=posting))


def is_kept_from(*, posting: Posting, person_id: int) -> bool:
    """Whether this one file is kept from the posting at its centre."""
    return kept_from(posting=posting).filter(person=person_id).exists()


def reached(*, posting: Posting, person: str) -> Q:
    """Whether the person that a row's column names is in reach: for lists of rows that are few already. (As a list of
    people to look in, the engine would read everybody first.)"""
    here = Registration.objects.filter(person=OuterRef(person), centre_id=posting.here)
    return Q(Exists(here)) & Q(NotKeptFrom(person, posting=posting))


def people_in_reach(*, posting: Posting) -> QuerySet[Person]:
    """People registered at the posting's centre whose file is not kept from it. A posting to the whole network reaches
    no file at all; nobody reaches what is left of an erased one."""
    here = Registration.objects.filter(person=OuterRef("pk"), centre_id=posting.here)
    if posting.centre_id is None:
        return Person.objects.none()
    people = Person.objects.filter(Exists(here)).exclude(code__startswith=TWIN)
    return shown_to(people, posting=posting, person="pk")


@Prepared
def _file_in_reach(here: int, user: int, public_id: UUID) -> QuerySet[Person]:
    at = Posting(centre_id=here, user_id=user)
    return people_in_reach(posting=at).filter(public_id=public_id).annotate(IsKept("pk", posting=at))


def open_file(*, posting: Posting, public_id: UUID, purpose: str) -> Person:
    """The person, if this posting reaches the file; the opening is recorded with its purpose. Raises Http404."""
    found = _file_in_reach(posting.here, posting.user_id, public_id) if posting.centre_id else []
    person = next(iter(found), None)
    if person is None:
        raise Http404
    knock(posting=posting, person=person)
    record(by=posting, act="person.opened", subject=person, purpose=purpose)
    return person


def live_consent(person: Person, purpose: str, recipient: str = "", *, on: date | None = None) -> Consent | None:
    """The consent that holds on that day for this purpose and recipient: the last word of the ledger, if it is a yes
    that has not run out. Nothing leaves without one."""
    last = Consent.objects.filter(person=person, purpose=purpose, recipient=recipient).order_by("-pk").first()
    day = on or timezone.localdate()
    holds = last is not None and is_live(decision=last.decision, valid_until=last.valid_until, on=day)
    return last if holds else None


def in_hand(*, posting: Posting, read: Reading) -> tuple[Reach, Person | None]:
    """What this posting reaches with a card or a code in hand. Unknown, revoked and out of reach: (NONE, None),
    after the same questions to the database, so that their number tells nothing."""
    is_card = read.kind == Kind.CARD
    held = card_token(read.code) if is_card else read.code
    second_line.take_in_hand(held)
    found_by = {"cards__token": held, "cards__revoked_at": None} if is_card else {"code": held}
    meant = Person.objects.filter(**found_by).values(file=Coalesce("merged_into", "pk"))
    mine = TeamMember.objects.filter(kept=OuterRef("pk"), user_id=posting.user_id, until=None)
    kept = KeptFile.objects.filter(~Exists(mine), person=OuterRef("pk"), ended_at=None)
    person = Person.objects.filter(pk__in=meant).annotate(kept_somewhere=Exists(kept)).first()
    if posting.centre_id is None:
        return Reach.NONE, None
    somebody = person or Person(pk=NOBODY)
    registered_here = people_in_reach(posting=posting).filter(pk=somebody.pk).exists()
    found = reach(
        registered_here=registered_here,
        in_hand=True,
        network_consent=has_network_consent(somebody),
        kept=person is not None and person.kept_somewhere and not registered_here,
    )
    return found, person if found != Reach.NONE else None


def recording_status(person: Person) -> str:
    """What the person last said about being recorded."""
    last = Consent.objects.filter(person=person, purpose=Purpose.SERVICES_HERE, recipient="").order_by("-pk").first()
    if last is None or last.agreed_by_id:  # two of us decided: the person is still to be asked
        return ConsentStatus.NOT_ASKED
    return ConsentStatus.GIVEN if last.decision == Decision.GRANTED else ConsentStatus.REFUSED


def has_network_consent(person: Person, *, on: date | None = None) -> bool:
    """Whether the person lets the other centres of the network see the file."""
    return live_consent(person, Purpose.NETWORK, on=on) is not None
