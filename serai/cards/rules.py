"""What a code that opens no file still is, as far as somebody may know."""

from enum import StrEnum


class Kind(StrEnum):
    """What is said of a card that opens nothing."""

    STOPPED = "stopped"  # somebody's in reach, and no longer valid: a new one is given
    UNKNOWN = "unknown"  # mistyped, of nobody, or of a file out of reach: one and the same answer
