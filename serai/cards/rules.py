"""What a code that opens no file still is, and how many pieces fit on a paper."""

from enum import StrEnum

from serai.cards.choices import Paper

MOST_AT_ONCE = 200

# How many pieces lie on one sheet, or side by side on a roll.
ON_A_SHEET = {
    Paper.CARD_A4: 10,
    Paper.CARD_58: 1,
    Paper.CARD_80: 1,
    Paper.BAND_A4: 8,
    Paper.BAND_58: 2,
    Paper.BAND_80: 3,
}


class Kind(StrEnum):
    """What is said of a card that opens nothing."""

    STOPPED = "stopped"  # somebody's in reach, and no longer valid: a new one is given
    FREE = "free"  # printed at this centre, and nobody's yet
    SPOILED = "spoiled"  # printed at this centre, and not to be given
    UNKNOWN = "unknown"  # mistyped, of nobody, or of a file out of reach: one and the same answer


def whole_sheets(number: int, *, paper: str) -> int:
    """As many as fill the last sheet that is begun, so that no paper is left empty; never more than can be made at
    once."""
    on_one = ON_A_SHEET[Paper(paper)]
    return min(-(-number // on_one) * on_one, MOST_AT_ONCE // on_one * on_one)
