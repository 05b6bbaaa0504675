"""Compiles the catalogues while a wheel (or an editable install) is built, so that installing needs no gettext."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        sys.path.insert(0, self.root)
        from serai.config.catalogues import compile_all  # noqa: PLC0415 - the path is known only now

        compile_all()
