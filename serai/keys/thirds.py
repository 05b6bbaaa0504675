"""Two holders out of three. Each pair of holders has the secret boxed to one inside the other, in both orders:
AB, BA, AC, CA, BC, CB, so that it does not matter who comes first.

No holder alone opens anything, and no sharing library is needed. The first of a pair opens the outer box and passes on
what is inside, which only the second can open.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations

from serai.keys.boxes import box, unbox
from serai.keys.place import Place

HOLDERS = 3


class NotThree(ValueError):
    """Recovery needs three different holders."""


def share(secret: bytes, *, holders: Mapping[str, bytes], place: Place) -> dict[tuple[str, str], bytes]:
    """For each pair of names, the secret sealed to both public keys, one within the other. Raises NotThree."""
    if len(holders) != HOLDERS or len(set(holders.values())) != HOLDERS:
        raise NotThree
    return {
        (first, second): box(
            box(secret, to=holders[second], place=_inside(place)), to=holders[first], place=_outside(place)
        )
        for first, second in permutations(sorted(holders), 2)
    }


def pass_on(share: bytes, *, private: bytes, place: Place) -> bytes:
    """The first holder's part: what comes out opens for the second holder only. Raises CannotOpen."""
    return unbox(share, private=private, place=_outside(place))


def finish(passed_on: bytes, *, private: bytes, place: Place) -> bytes:
    """The second holder's part: the secret. Raises CannotOpen."""
    return unbox(passed_on, private=private, place=_inside(place))


def _outside(place: Place) -> Place:
    return replace(place, field=f"{place.field}.first")


def _inside(place: Place) -> Place:
    return replace(place, field=f"{place.field}.second")
