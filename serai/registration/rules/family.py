"""Child status, from who is with the child."""

from dataclasses import dataclass

from serai.people.choices import ChildStatus, HouseholdRole, Relation

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
