"""Every proof there is, in the order of the promises."""

from collections.abc import Callable
from dataclasses import dataclass

from serai.proofs.ground import Ground
from serai.proofs.operations import (
    doors,
    editors,
    emergencies,
    erased,
    keeping,
    leaving,
    losing,
    once,
    pictured,
    publishing,
    reporting,
    sealing,
    stolen,
    tampered,
)
from serai.proofs.rules import Found


@dataclass(frozen=True)
class Proof:
    """`promise` is its number in choices.PROMISES; `name` is what one types after --only. A long one is begun first."""

    promise: int
    name: str
    act: Callable[[Ground], Found]
    is_long: bool = False


PROOFS = [
    Proof(1, "kill", losing.kill, is_long=True),
    Proof(1, "cut", losing.cut),
    Proof(1, "full", losing.fill),
    Proof(3, "disk", stolen.take),
    Proof(4, "sealed", sealing.seal),
    Proof(5, "roles", doors.walk, is_long=True),
    Proof(6, "gate", leaving.leave),
    Proof(7, "withdraw", leaving.withdraw),
    Proof(9, "erase", erased.erase),
    Proof(10, "trail", tampered.tamper),
    Proof(11, "emergency", emergencies.ring),
    Proof(12, "stranger", doors.ask_about),
    Proof(13, "figures", publishing.subtract),
    Proof(14, "editors", editors.edit),
    Proof(15, "once", once.send),
    Proof(16, "pictures", pictured.picture),
    Proof(17, "log", stolen.log),
    Proof(18, "restore", erased.restore),
    Proof(19, "keep", keeping.keep),
    Proof(20, "reports", reporting.report),
]
