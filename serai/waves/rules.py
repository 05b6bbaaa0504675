"""How an age is typed in a row, and what a row still needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from serai.people.choices import AgeBand, ConsentStatus
from serai.waves.choices import ASKED_OF_ALL, Missing

ROWS_A_PAGE = 25
DRAFTS = 4 * ROWS_A_PAGE  # of one user in one wave
DRAFTS_LAST = timedelta(hours=24)
IDENTITY = ("name", "card")  # what is not kept, not even for a moment, of who says no to being recorded
OLDEST = 120
NOT_KNOWN = {"", "?", "؟"}
DASHES = re.compile(r"\s*[-–—‑]\s*")


@dataclass(frozen=True)
class Age:
    """An age in years, or an age group."""

    years: int | None = None
    band: str = AgeBand.UNKNOWN


def read_age(typed: str) -> Age | None:
    """`34`, `18-29`, `60+`; `?` or nothing when it is not known. None if it is none of these."""
    said = DASHES.sub("-", typed.strip())
    if said in NOT_KNOWN:
        return Age()
    if said in AgeBand.values:
        return Age(band=said)
    if said.isdecimal() and len(said) <= 3 and int(said) <= OLDEST:
        return Age(years=int(said))
    return None


def may_wait(typed: Mapping[str, str]) -> dict[str, str]:
    """What of a row that is being typed may be kept until it is whole."""
    refuses = typed.get("consent") == ConsentStatus.REFUSED
    return {name: value for name, value in typed.items() if value and not (refuses and name in IDENTITY)}


@dataclass(frozen=True)
class State:
    """What is there of one row."""

    has_file: bool
    has_lane: bool
    was_asked: bool = False
    was_screened: bool = False
    has_card: bool = False
    age_band: str = AgeBand.UNKNOWN
    nationality: str = "unknown"


def missing(state: State) -> list[Missing]:
    """What a row still needs, the most pressing first. Of who does not want to be recorded: a lane, and no more. A
    card is offered, and nobody is incomplete without one."""
    lacks = {
        Missing.LANE: not state.has_lane,
        Missing.CONSENT: state.has_file and not state.was_asked,
        Missing.SCREENING: state.has_file and not state.was_screened,
        Missing.AGE: state.has_file and state.age_band == AgeBand.UNKNOWN,
        Missing.NATIONALITY: state.has_file and state.nationality == "unknown",
        Missing.CARD: state.has_file and not state.has_card,
    }
    return [what for what, is_missing in lacks.items() if is_missing]


def is_complete(state: State) -> bool:
    """Whether nothing is left to ask or to do."""
    return not set(missing(state)) & set(ASKED_OF_ALL)
