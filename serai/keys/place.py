"""Where a sealed value belongs. It opens there and nowhere else."""

from dataclasses import dataclass
from uuid import UUID

APP = "serai"


class CannotOpen(Exception):
    """Wrong key, wrong place, or changed bytes: which of them is not told."""


class NoSuchPlace(ValueError):
    """A part of the place holds the mark that divides the parts."""


@dataclass(frozen=True)
class Place:
    """A table, a field, a row by its uuid, the version of that row, and the compartment when there is one."""

    table: str
    field: str
    row: UUID
    version: int = 1
    compartment: str = ""

    def __bytes__(self) -> bytes:
        parts = (APP, self.table, self.field, str(self.row), str(self.version), self.compartment)
        if any("|" in part for part in parts):
            raise NoSuchPlace
        return "|".join(parts).encode()
