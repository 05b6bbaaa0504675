"""What takes two persons: a room declares each kind, the pages here ask and agree. Nothing is done before the second
person, somebody else than the first, has said yes."""

from collections.abc import Callable
from dataclasses import dataclass

from serai.centres.models import Decision, Posting
from serai.codes.words import Words


class CannotBeDone(Exception):
    """Things have changed since it was asked: it can no longer be done."""


@dataclass(frozen=True)
class Kind:
    """`may_agree(posting, decision)`: who may be the second person, in one query at most; the one who asked
    never is.
    `carry_out(by, decision)`: does it, in the transaction of the yes; raises CannotBeDone.
    `describe(decision)`: what it is about, for the page: label and value, at most a few queries."""

    code: str
    title: Words
    may_agree: Callable[[Posting, Decision], bool]
    carry_out: Callable[[Posting, Decision], None]
    describe: Callable[[Decision], list[tuple[Words, str]]]


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Called from a room's `ready()`."""
    for kind in kinds:
        _kinds.setdefault(kind.code, kind)


def kind_of(decision: Decision) -> Kind:
    return _kinds[decision.kind]


def may_agree(*, posting: Posting, decision: Decision) -> bool:
    """Whether this posting may be the second person. Whoever asked never is."""
    return posting.user_id != decision.asked_by_id and kind_of(decision).may_agree(posting, decision)
