"""When two persons may decide that somebody who cannot answer is recorded here. Pure."""

from enum import StrEnum

from serai.people.choices import Decision
from serai.people.rules.children import Age
from serai.sharing.choices import Why

HERE = "centre"  # the recipient of such an exception: nothing leaves on it
RECORDING = (Why.CHILD, Why.VITAL)


class CannotDecide(StrEnum):
    """Why it is not for two of us to decide."""

    HOLDS = "holds"
    SAID_NO = "said_no"
    NO_CHILD = "no_child"
    NOT_FOR_THIS = "not_for_this"


def hindrance(*, why: str, age: Age, last_word: str, is_live: bool) -> CannotDecide | None:
    """A child's best interests may stand against what was said; nobody decides against an adult's own no, nor against
    that of who is old enough to speak for themselves. `last_word`: of the ledger, empty if nobody asked."""
    if why not in RECORDING:
        return CannotDecide.NOT_FOR_THIS
    if is_live:
        return CannotDecide.HOLDS
    if why == Why.CHILD:
        return CannotDecide.NO_CHILD if age == Age.ADULT else None
    speaks = age in {Age.ADULT, Age.FROM_15}
    return CannotDecide.SAID_NO if speaks and last_word in {Decision.REFUSED, Decision.WITHDRAWN} else None
