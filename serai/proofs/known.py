"""Every proof there is, in the order of the promises."""

from collections.abc import Callable
from dataclasses import dataclass

from serai.proofs.ground import Ground
from serai.proofs.operations import keeping, losing
from serai.proofs.rules import Found


@dataclass(frozen=True)
class Proof:
    """`promise` is its number in choices.PROMISES; `name` is what one types after --only."""

    promise: int
    name: str
    act: Callable[[Ground], Found]


PROOFS = [
    Proof(1, "kill", losing.kill),
    Proof(1, "cut", losing.cut),
    Proof(1, "full", losing.fill),
    Proof(19, "keep", keeping.keep),
]
