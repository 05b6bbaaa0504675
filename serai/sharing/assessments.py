"""Whether an impact assessment stands behind an agreement: the room that keeps them says so as the program starts."""

from collections.abc import Callable

_signed: list[Callable[[str], bool]] = []


def declare(is_signed: Callable[[str], bool]) -> None:
    """Called from a room's `ready()`. Gets the number, as it stands on the agreement."""
    if is_signed not in _signed:
        _signed.append(is_signed)


def is_assessed(number: str) -> bool:
    return any(is_signed(number) for is_signed in _signed)
