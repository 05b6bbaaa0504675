"""Where each field stands, layout by layout: ICAO Doc 9303, parts 4 to 7. Places count from 0, line by line."""

from dataclasses import dataclass
from enum import StrEnum

type Cell = tuple[int, int, int]  # line, first sign, sign after the last


class Check(StrEnum):
    """What a check digit speaks for. Whoever shows it has words for each."""

    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    WHOLE = "whole"


@dataclass(frozen=True, eq=False)
class Layout:
    """One kind of zone: so many lines of such a length, its fields, and which check digit stands where."""

    name: str
    lines: int
    length: int
    cells: dict[str, Cell]
    checks: dict[Check, Cell]
    whole: tuple[Cell, ...] = ()  # what the last check digit is reckoned over


_SECOND: dict[str, Cell] = {
    "number": (1, 0, 9),
    "nationality": (1, 10, 13),
    "birth": (1, 13, 19),
    "sex": (1, 20, 21),
    "expiry": (1, 21, 27),
}
_CHECKS: dict[Check, Cell] = {Check.NUMBER: (1, 9, 10), Check.BIRTH: (1, 19, 20), Check.EXPIRY: (1, 27, 28)}


def _two_lines(name: str, length: int, *, optional: Cell, last: dict[Check, Cell]) -> Layout:
    first: dict[str, Cell] = {"type": (0, 0, 2), "issuer": (0, 2, 5), "names": (0, 5, length)}
    whole = ((1, 0, 10), (1, 13, 20), (1, 21, length - 1)) if last else ()
    return Layout(name, 2, length, {**first, **_SECOND, "optional": optional}, {**_CHECKS, **last}, whole)


TD1 = Layout(
    "TD1",
    3,
    30,
    {
        "type": (0, 0, 2),
        "issuer": (0, 2, 5),
        "number": (0, 5, 14),
        "optional": (0, 15, 30),
        "birth": (1, 0, 6),
        "sex": (1, 7, 8),
        "expiry": (1, 8, 14),
        "nationality": (1, 15, 18),
        "names": (2, 0, 30),
    },
    {Check.NUMBER: (0, 14, 15), Check.BIRTH: (1, 6, 7), Check.EXPIRY: (1, 14, 15), Check.WHOLE: (1, 29, 30)},
    ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
)
TD2 = _two_lines("TD2", 36, optional=(1, 28, 35), last={Check.WHOLE: (1, 35, 36)})
TD3 = _two_lines("TD3", 44, optional=(1, 28, 42), last={Check.OPTIONAL: (1, 42, 43), Check.WHOLE: (1, 43, 44)})
MRV_A = _two_lines("MRV-A", 44, optional=(1, 28, 44), last={})
MRV_B = _two_lines("MRV-B", 36, optional=(1, 28, 36), last={})
