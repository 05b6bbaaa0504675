"""Child status, from who is with the child."""

from dataclasses import dataclass

from serai.people.choices import ChildStatus, HouseholdRole, Relation


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
