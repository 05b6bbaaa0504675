"""What an authority may be answered. The default is nothing; about several people it is never anything else."""

from enum import StrEnum

from serai.sharing.choices import Answer, AskedFor, Standing


class Refused(StrEnum):
    """Why a request cannot be closed so."""

    BULK = "bulk"
    NO_LEGAL_WORDS = "no_legal_words"
    OVER = "over"


def why_not_close(
    *, asked_for: str, how_many: int | None, answer: str, legal_words: str, standing: str
) -> Refused | None:
    """What stands in the way of closing with this answer, if anything."""
    if standing == Standing.CLOSED:
        return Refused.OVER
    if answer != Answer.LAW:
        return None
    if asked_for == AskedFor.LIST or how_many != 1:
        return Refused.BULK
    return None if legal_words.strip() else Refused.NO_LEGAL_WORDS
