from tests.insider.world import world

__all__ = ["world"]
