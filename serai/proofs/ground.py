"""On what the promises are tried: this installation, how it is kept, and how much is tried."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from serai.proofs.rules import Effort


@dataclass(frozen=True)
class Page:
    """One address of the program, and the permission that it needs; without one `open_to` says who may come."""

    name: str
    route: str
    needs: str
    open_to: str = ""


@dataclass(frozen=True)
class Ground:
    """`pages` are told by the house's wiring, which alone knows them all."""

    home: Path
    is_encrypted: bool
    effort: Effort = field(default_factory=Effort)
    pages: Sequence[Page] = ()
