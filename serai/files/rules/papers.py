"""What may be kept of whom, and how much."""

from dataclasses import dataclass
from enum import StrEnum

from serai.people.choices import Purpose

MEGABYTE = 1024 * 1024
CONSENT_OF = {"papers": Purpose.PAPERS, "photo": Purpose.PHOTO}  # the column `consent` of the list `paper_kind`


class Why(StrEnum):
    """Why something cannot be kept. The form has a sentence for each."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    NOT_A_PAPER = "not_a_paper"
    HEIC = "heic"
    DAMAGED = "damaged"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    PASSWORD = "password"  # noqa: S105 - a reason
    TOO_MANY_PAGES = "too_many_pages"
    CANNOT_BE_CLEANED = "cannot_be_cleaned"
    NO_ROOM = "no_room"


class CannotKeep(Exception):
    """What was sent is not kept; `why` says why not."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Limits:
    """How many bytes one thing that is sent may have, and all the papers of a person together."""

    sent: int
    person: int


def is_too_big(size: int, *, limits: Limits) -> bool:
    """Whether one thing that is sent has more bytes than are taken."""
    return size > limits.sent


def has_room(*, kept: int, more: int, limits: Limits) -> bool:
    """Whether a paper of this size still finds room beside those kept of the person."""
    return kept + more <= limits.person
