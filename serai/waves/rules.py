"""How an age is typed in a row, and what a row still needs."""

import re
from dataclasses import dataclass

from serai.people.choices import AgeBand
from serai.waves.choices import ASKED_OF_ALL, Missing

ROWS_A_PAGE = 25
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
