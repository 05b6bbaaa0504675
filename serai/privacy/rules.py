"""When a file is due, and what stops it. Source of two years after the last contact: domain 8.4, a default to change
for the country (`SERAI_KEEP_FILES_DAYS`)."""

from datetime import date, timedelta

from serai.privacy.choices import ItemState

NOTICE = timedelta(days=30)
LONGEST_HOLD = timedelta(days=365)


def due_on(*, last_contact: date, keep_for: timedelta) -> date:
    """The first day on which a file may be erased."""
    return last_contact + keep_for


def state_on(*, day: date, due: date, is_held: bool) -> ItemState | None:
    """What a list of that day says of a file; None: not on the list yet."""
    if due > day + NOTICE:
        return None
    if is_held:
        return ItemState.HELD
    return ItemState.DUE if due <= day else ItemState.SOON


def may_erase(*, day: date, due: date, is_held: bool) -> bool:
    """Whether a file may be erased on that day."""
    return state_on(day=day, due=due, is_held=is_held) == ItemState.DUE
