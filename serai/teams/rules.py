"""What makes a team: so few that it protects, so many that nobody waits before a closed door."""

from collections.abc import Set
from enum import StrEnum

FEWEST = 2


class Gap(StrEnum):
    """Why these colleagues are no team. The form has a sentence for each."""

    TOO_FEW = "too_few"
    NOBODY_CHANGES_IT = "nobody_changes_it"


def gap_in(*, members: Set[int], changers: Set[int]) -> Gap | None:
    """`members`: who would be in the team and works here now. `changers`: whose role here may change a team."""
    if len(members) < FEWEST:
        return Gap.TOO_FEW
    return None if members & changers else Gap.NOBODY_CHANGES_IT
