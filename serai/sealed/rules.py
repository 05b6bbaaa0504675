"""Who may begin, read, approve and recover. Written as tables, so that anybody can check them."""

from collections.abc import Collection, Iterable
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
    Kind.PSEA: frozenset({Role.PSEA}),
    Kind.SAFE_PLACE: frozenset({Role.GBV, Role.TRAFFICKING, Role.CHILD_PROTECTION}),
}
# What the quick screening says of these goes into a letter, once the centre has the compartment.
LETTERS = (Kind.GBV, Kind.TRAFFICKING, Kind.CHILD, Kind.MEDICAL, Kind.MHPSS)
# Of the whole network, never of a centre: nobody who works where somebody is named begins it, reads it or agrees.
OF_THE_NETWORK = frozenset({Kind.PSEA})
READS_SEALED = "sealed_reader"  # the kind of decision that a new reader is
AGREES_FROM_OUTSIDE = frozenset({Role.SUPERVISOR})
AGREES_FOR_THE_NETWORK = frozenset({Role.DATA_PROTECTION})
FEWEST_COVERS = 64  # letters with nothing to say that stay among the network's, and as many more by chance
COVERS_A_SCREENING = 4  # fewer than this, by chance
HOLDERS = 3
SHORTEST_PASSPHRASE = 20
TRIES, TRIES_MINUTES = 8, 15
IDLE_MINUTES = 10


def is_right_place(*, kind: str, centre_id: int | None) -> bool:
    """Whether this class belongs to a centre, or to the network, as this posting does."""
    return (kind in OF_THE_NETWORK) == (centre_id is None)


def stands_outside(*, kind: str, postings: Iterable[tuple[int | None, str]]) -> bool:
    """Whether somebody with these postings of today (centre, role) may read what is the network's: its focal points
    who are nothing else, at no centre. Two persons who agree change nothing about it."""
    held = list(postings)
    return bool(held) and all(centre is None and role in SET_UP_BY[kind] for centre, role in held)


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
    """Who is the second person for a new reader: another of the function, or the supervisor; of the network's, the
    data-protection focal point. Never the newcomer."""
    from_outside = AGREES_FOR_THE_NETWORK if kind in OF_THE_NETWORK else AGREES_FROM_OUTSIDE
    return user != newcomer and (role in SET_UP_BY[kind] or role in from_outside)


def are_holders(users: Collection[int]) -> bool:
    """Whether these are three different people."""
    return len(set(users)) == HOLDERS
