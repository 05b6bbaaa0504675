"""Child status, from who is with the child."""

from dataclasses import dataclass
from datetime import date

from serai.people.choices import ChildStatus, HouseholdRole, Relation
from serai.people.rules.birth import ADULT_AT, Birth, age_on

TOWARDS_A_CHILD = (
    HouseholdRole.PARENT,
    HouseholdRole.CAREGIVER,
    HouseholdRole.SIBLING,
    HouseholdRole.GRANDPARENT,
    HouseholdRole.RELATIVE,
    HouseholdRole.UNRELATED,
)


@dataclass(frozen=True)
class Companion:
    """Somebody of the child's household who is present."""

    role: str
    is_adult: bool
    relation: str = Relation.CLAIMED


# Who the head of a household is to a child, told by the child's role towards the head.
HEAD_TO_A_CHILD: dict[str, str] = {
    HouseholdRole.CHILD: HouseholdRole.PARENT,
    HouseholdRole.SIBLING: HouseholdRole.SIBLING,
    HouseholdRole.RELATIVE: HouseholdRole.RELATIVE,
    HouseholdRole.UNRELATED: HouseholdRole.UNRELATED,
}


def of_the_head_to_a_child(role: str) -> str:
    """Who the head is to a child with this role, where the role says it; else nothing."""
    return HEAD_TO_A_CHILD.get(role, "")


def is_led_by_unrelated(*, head: Birth, role: str, on: date) -> bool:
    """Whether somebody who may be an adult, and is no relative, leads this child."""
    may_be_adult = head.earliest is None or age_on(head.earliest, on) >= ADULT_AT
    return role == HouseholdRole.UNRELATED and may_be_adult


def child_status(*, is_child: bool, companions: list[Companion]) -> str:
    """HTCDS definitions. With a parent or the previous legal or customary caregiver: accompanied. With another adult
    relative only (an aunt): separated. With no adult relative or caregiver: unaccompanied. A doubtful relation does
    not count. Roles are those towards the child."""
    if not is_child:
        return ChildStatus.ADULT
    adults = {c.role for c in companions if c.is_adult and c.relation != Relation.DOUBTFUL}
    if adults & {HouseholdRole.PARENT, HouseholdRole.CAREGIVER}:
        return ChildStatus.ACCOMPANIED
    if adults & {HouseholdRole.SIBLING, HouseholdRole.GRANDPARENT, HouseholdRole.RELATIVE}:
        return ChildStatus.SEPARATED
    return ChildStatus.UNACCOMPANIED


def suggested_status(*, is_child: bool, companions: list[Companion], not_asked: int) -> str | None:
    """What the answers point to, for a person to decide. None while the relation of an adult who is present has not
    been asked and could change it: roles towards the head of the household say nothing about the child."""
    status = child_status(is_child=is_child, companions=companions)
    settled = status in {ChildStatus.ADULT, ChildStatus.ACCOMPANIED}
    return status if settled or not not_asked else None
