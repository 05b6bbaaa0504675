"""Who reaches a file, and who may still correct it. Written as tables, so that anybody can check them."""

from datetime import date
from enum import StrEnum

from serai.centres.choices import Role
from serai.people.choices import WhyOpen

NOT_SERVING = frozenset({Role.SUPERVISOR, Role.MANAGER})  # they say why they open a file, each time


class Reach(StrEnum):
    """What a posting may do with somebody whose code it has."""

    OPEN = "open"  # the file opens
    OFFER = "offer"  # registering the person here is offered, then the file opens
    NONE = "none"  # the same answer as for a person who does not exist


# (registered here, card or code in hand, live consent to the network) -> what a look-up answers.
# Search by name answers as with nothing in hand.
REACH: dict[tuple[bool, bool, bool], Reach] = {
    (True, True, True): Reach.OPEN,
    (True, True, False): Reach.OPEN,
    (True, False, True): Reach.OPEN,
    (True, False, False): Reach.OPEN,
    (False, True, True): Reach.OFFER,
    (False, True, False): Reach.NONE,
    (False, False, True): Reach.NONE,
    (False, False, False): Reach.NONE,
}


# (kept to its team, who asks is in the team) -> the file is there at all, whatever else is so.
# Kept: at the centre that asks; where the person is not registered there, at any.
IS_THERE: dict[tuple[bool, bool], bool] = {
    (False, False): True,
    (False, True): True,
    (True, True): True,
    (True, False): False,
}


def reach(
    *, registered_here: bool, in_hand: bool, network_consent: bool, kept: bool = False, in_team: bool = False
) -> Reach:
    """What somebody at a centre reaches of a person's file."""
    return REACH[registered_here, in_hand, network_consent] if IS_THERE[kept, in_team] else Reach.NONE


# (edits profiles, edits basic data, registered here today) -> may correct the basic data
MAY_CORRECT: dict[tuple[bool, bool, bool], bool] = {
    (True, True, True): True,
    (True, True, False): True,
    (True, False, True): True,
    (True, False, False): True,
    (False, True, True): True,  # reception corrects what was typed today ...
    (False, True, False): False,  # ... and asks a caseworker for the rest
    (False, False, True): False,
    (False, False, False): False,
}


def may_correct(*, edits_profile: bool, edits_basic: bool, registered_on: date | None, today: date) -> bool:
    """Reception corrects the registrations of the day; caseworkers correct at any time."""
    return MAY_CORRECT[edits_profile, edits_basic, registered_on == today]


def purpose_of(*, asked: str, role: str) -> str:
    """Why a file is opened: as said, else to give a service for those who serve people. Empty: ask."""
    if asked in WhyOpen.values:
        return asked
    return "" if role in NOT_SERVING else WhyOpen.SERVICE
