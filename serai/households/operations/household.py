"""Households: join, change, leave; who is with a child, and what a named person decides from it."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.access import people_in_reach
from serai.people.choices import ChildStatus, HouseholdRole, Relation
from serai.people.models import Care, Household, Membership, Person, Registration
from serai.ui.editors import ChangedMeanwhile


class Why(StrEnum):
    """Why somebody cannot join like this. The form has a sentence for each."""

    SAME_PERSON = "same_person"
    IN_ANOTHER = "in_another"
    HEAD_TAKEN = "head_taken"
    NO_HEAD = "no_head"
    NOBODY_STAYS = "nobody_stays"


class CannotJoin(Exception):
    """Somebody is not taken into the household; `why` says why not."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Place:
    """Somebody's place in a household: the role towards its head, how far it is believed, here or not."""

    role: str
    relation: str
    is_present: bool = True


def _locked(*, by: Posting, people: list[Person]) -> QuerySet[Person]:
    """Ours until the transaction ends; who is out of reach is not there."""
    found = people_in_reach(posting=by).filter(pk__in=[person.pk for person in people])
    return found.select_for_update(of=("self",)).order_by("pk")


@transaction.atomic
def add_member(*, by: Posting, person: Person, member: Person, place: Place) -> Membership:
    """Put `member` into the household of `person`, who becomes its head if there is none yet. Raises CannotJoin."""
    if person.pk == member.pk:
        raise CannotJoin(Why.SAME_PERSON)
    list(_locked(by=by, people=[person, member]))
    household = _household_of(by=by, person=person, head_wanted=place.role == HouseholdRole.HEAD)
    known = Membership.objects.filter(person=member, left_on=None).first()
    if known is not None and known.household_id != household.pk:
        raise CannotJoin(Why.IN_ANOTHER)
    if known is not None:
        return known
    _only_one_head(household, place.role)
    return join(by=by, household=household, person=member, place=place)


def _household_of(*, by: Posting, person: Person, head_wanted: bool) -> Household:
    known = Membership.objects.filter(person=person, left_on=None).select_related("household").first()
    if known is not None:
        return known.household
    if head_wanted:
        raise CannotJoin(Why.HEAD_TAKEN)
    household = Household.objects.create(centre_id=by.here)
    join(by=by, household=household, person=person, place=Place(HouseholdRole.HEAD, "claimed"))
    return household


def _only_one_head(household: Household, role: str) -> None:
    heads = Membership.objects.filter(household=household, role=HouseholdRole.HEAD, left_on=None)
    with second_line.everywhere("a household has one head, in reach or not"):
        is_taken = role == HouseholdRole.HEAD and heads.exists()
    if is_taken:
        raise CannotJoin(Why.HEAD_TAKEN)


def join(*, by: Posting, household: Household, person: Person, place: Place) -> Membership:
    """One more in a household. Part of a larger act, which has seen to it that this may be."""
    joined = Membership.objects.create(
        household=household,
        person=person,
        role=place.role,
        relation=place.relation,
        is_present=place.is_present,
        joined_on=timezone.localdate(),
    )
    record(by=by, act="household.joined", subject=person, role=place.role)
    return joined


@transaction.atomic
def change_place(*, by: Posting, membership: Membership, place: Place, seen: Place) -> None:
    """Correct somebody's role, or whether they are here. Raises CannotJoin, ChangedMeanwhile."""
    Household.objects.select_for_update().get(pk=membership.household_id)
    now = Membership.objects.select_related("household", "person").get(pk=membership.pk)
    if now.left_on is not None or Place(now.role, now.relation, now.is_present) != seen:
        raise ChangedMeanwhile
    if place.role != now.role:
        _only_one_head(now.household, place.role)
    now.role, now.relation, now.is_present = place.role, place.relation, place.is_present
    now.save(update_fields=["role", "relation", "is_present"])
    record(by=by, act="household.changed", subject=now.person, role=place.role, is_present=place.is_present)


@transaction.atomic
def rearrange(*, by: Posting, roles: dict[int, str], going: set[int], seen: dict[int, str]) -> None:
    """Give those in reach their roles, by the person's id; `going` leave together, with roles towards a head of their
    own. Of two households that come of it each has one head. `seen` is what the page showed. Raises CannotJoin,
    ChangedMeanwhile."""
    mine = Membership.objects.filter(person__in=people_in_reach(posting=by), person_id__in=roles, left_on=None)
    now = list(mine.select_related("household", "person").order_by("pk"))
    households = {one.household_id for one in now}
    if {one.person_id: one.role for one in now} != seen or len(households) != 1:
        raise ChangedMeanwhile
    household = Household.objects.select_for_update().get(pk__in=households)
    staying = [one for one in now if one.person_id not in going]
    gone = [one for one in now if one.person_id in going]
    if not staying:
        raise CannotJoin(Why.NOBODY_STAYS)
    _one_head_each(household, roles=roles, staying=staying, gone=gone)
    for one in gone:
        leave_household(by=by, person=one.person)
    for one in sorted(staying, key=lambda one: roles[one.person_id] == HouseholdRole.HEAD):
        if one.role != roles[one.person_id]:
            one.role = roles[one.person_id]
            one.save(update_fields=["role"])
            record(by=by, act="household.changed", subject=one.person, role=one.role, is_present=one.is_present)
    if len(gone) > 1:
        new = Household.objects.create(centre_id=by.here)
        for one in gone:
            place = Place(roles[one.person_id], one.relation, one.is_present)
            join(by=by, household=new, person=one.person, place=place)


def _one_head_each(
    household: Household, *, roles: dict[int, str], staying: list[Membership], gone: list[Membership]
) -> None:
    heads = [
        sum(roles[one.person_id] == HouseholdRole.HEAD for one in part) for part in (staying, gone if gone[1:] else [])
    ]
    others = Membership.objects.filter(household=household, role=HouseholdRole.HEAD, left_on=None)
    with second_line.everywhere("a household has one head, in reach or not"):
        heads[0] += others.exclude(person_id__in=roles).count()
    if heads[0] > 1 and len(staying) and not gone:
        raise CannotJoin(Why.HEAD_TAKEN)
    if heads[0] != 1 or (gone[1:] and heads[1] != 1):
        raise CannotJoin(Why.NO_HEAD)


@transaction.atomic
def leave_household(*, by: Posting, person: Person) -> None:
    """The person is no longer of this household; what was recorded stays in each file. Twice is once."""
    left = Membership.objects.filter(person=person, left_on=None).update(left_on=timezone.localdate())
    if left:
        record(by=by, act="household.left", subject=person)


@dataclass(frozen=True)
class Carer:
    """Who an adult is to a child: in what role, how far it is believed and on what, since when."""

    role: str
    relation: str = Relation.CLAIMED
    proof: str = ""
    since: str = ""


@transaction.atomic
def say_relations(*, by: Posting, child: Person, said: dict[int, Carer], seen: dict[int, Carer]) -> None:
    """Who each adult is to the child, by the adult's id; no role removes what was said. `seen` is what the page showed.
    Raises ChangedMeanwhile."""
    _locked(by=by, people=[child]).get()
    held = Care.objects.filter(child=child, adult__in=said).order_by("pk")
    known = {care.adult_id: Carer(care.role, care.relation, care.proof, care.since) for care in held}
    if known != {adult: carer for adult, carer in seen.items() if carer.role}:
        raise ChangedMeanwhile
    for adult, carer in said.items():
        if carer.role:
            Care.objects.update_or_create(child=child, adult_id=adult, defaults=asdict(carer))
        else:
            Care.objects.filter(child=child, adult_id=adult).delete()
    roles = sorted({carer.role for carer in said.values() if carer.role})
    record(by=by, act="child.relations_said", subject=child, roles=roles)


@transaction.atomic
def decide_child_status(*, by: Posting, child: Person, status: str, suggested: str | None) -> None:
    """A named person decides; the trail keeps what had been suggested. The latest registration here is that of the
    day on which it holds."""
    person = _locked(by=by, people=[child]).get()
    person.child_status = ChildStatus(status)
    person.version += 1
    person.save(update_fields=["child_status", "version", "updated_at"])
    here = Registration.objects.filter(person=person, centre_id=by.here).order_by("-registered_on", "-pk").first()
    if here is not None:
        here.child_status = person.child_status
        here.save(update_fields=["child_status"])
    record(by=by, act="child.status_decided", subject=person, decided=status, suggested=suggested)
