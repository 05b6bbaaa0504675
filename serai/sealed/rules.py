"""Who may begin, read, approve and recover. Written as tables, so that anybody can check them."""

from collections.abc import Collection
from enum import StrEnum

from serai.centres.choices import Role
from serai.sealed.choices import Kind

# The focal points of the function begin; whoever gives out accounts never does.
SET_UP_BY: dict[str, frozenset[str]] = {
    Kind.GBV: frozenset({Role.GBV}),
    Kind.TRAFFICKING: frozenset({Role.TRAFFICKING}),
    Kind.CHILD: frozenset({Role.CHILD_PROTECTION}),
    Kind.MEDICAL: frozenset({Role.HEALTH}),
    Kind.MHPSS: frozenset({Role.MHPSS}),
    Kind.PSEA: frozenset({Role.GBV}),
    Kind.SAFE_PLACE: frozenset({Role.GBV, Role.TRAFFICKING, Role.CHILD_PROTECTION}),
}
# What the quick screening says of these goes into a letter, once the centre has the compartment.
LETTERS = (Kind.GBV, Kind.TRAFFICKING, Kind.CHILD, Kind.MEDICAL, Kind.MHPSS)
READS_SEALED = "sealed_reader"  # the kind of decision that a new reader is
AGREES_FROM_OUTSIDE = frozenset({Role.SUPERVISOR})
HOLDERS = 3
SHORTEST_PASSPHRASE = 20
TRIES, TRIES_MINUTES = 8, 15
IDLE_MINUTES = 10


def kinds_set_up_by(role: str) -> list[str]:
    """The classes that this role begins."""
    return [str(kind) for kind in Kind if role in SET_UP_BY[kind]]


class Weak(StrEnum):
    """Why a passphrase is not taken."""

    SHORT = "short"
    ONE_WORD = "one_word"
    SIGN_IN = "sign_in"


def weakness(passphrase: str, *, opens_the_account: bool) -> Weak | None:
    """Several words, long enough; and never the password that somebody else can renew."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return Weak.SHORT
    if len(set(passphrase.split())) < 4:
        return Weak.ONE_WORD
    return Weak.SIGN_IN if opens_the_account else None


def may_try(*, refused_lately: int) -> bool:
    """Each try costs the machine half a second and much memory; a guess limit on top of it."""
    return refused_lately < TRIES


def may_agree(*, role: str, kind: str, user: int, newcomer: int) -> bool:
    """Who is the second person for a new reader: another of the function, or the supervisor. Never the newcomer."""
    return user != newcomer and (role in SET_UP_BY[kind] or role in AGREES_FROM_OUTSIDE)


def are_holders(users: Collection[int]) -> bool:
    """Whether these are three different people."""
    return len(set(users)) == HOLDERS
