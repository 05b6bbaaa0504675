from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class HouseConfig(AppConfig):
    name = "serai.config"

    def ready(self) -> None:
        """Collect what the rooms declare in `choices.ACTS`, and turn on the start-up checks."""
        from serai.audit import acts

        import_module("serai.config.checks")
        for app in apps.get_app_configs():
            if app.name.startswith("serai.") and find_spec(f"{app.name}.choices"):
                acts.declare(getattr(import_module(f"{app.name}.choices"), "ACTS", {}))
