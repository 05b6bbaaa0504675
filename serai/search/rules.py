"""How often somebody may look for people: a queue needs many searches, guessing and curiosity more."""

from collections.abc import Collection

from serai.centres.choices import Role

LOOKUPS_A_MINUTE = 10
LOOKUPS_A_DAY = 100
SEARCHES_A_SHIFT = 400  # a queue of four hundred people; curiosity needs more, and stands in the trail


def may_look_up(*, misses_in_the_last_minute: int, misses_in_the_last_day: int) -> bool:
    """A card is random and a code has a check, so many misses in a minute, or in a day, are guesses."""
    return misses_in_the_last_minute < LOOKUPS_A_MINUTE and misses_in_the_last_day < LOOKUPS_A_DAY


def may_search(*, searches_in_this_shift: int) -> bool:
    """Searching by name has a measure for each shift; cards, codes and registering go on without it."""
    return searches_in_this_shift < SEARCHES_A_SHIFT


# Where a role goes on from a scan, unless it says otherwise.
GOES_FIRST = {Role.RECEPTIONIST: "queue", Role.SHELTER: "service", Role.HEALTH: "queue"}


def goes_first(*, role: str, offered: Collection[str]) -> str:
    """Where this role is sent when it chooses nothing: to the file, where its own place is not offered."""
    first = GOES_FIRST.get(Role(role), "file")
    return first if first in offered else "file"
