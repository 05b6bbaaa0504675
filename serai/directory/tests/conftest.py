"""Who reads sealed safe places comes from the room that seals."""

from serai.sealed.tests.conftest import grace, opened, ring, unlocked

__all__ = ["grace", "opened", "ring", "unlocked"]
