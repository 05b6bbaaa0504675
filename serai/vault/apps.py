from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "serai.vault"

    def ready(self) -> None:
        from django.conf import settings

        from serai.audit import restored
        from serai.centres import today
        from serai.ui import nav
        from serai.vault import operations, panels, snapshot

        today.declare(panels.WORRIES)
        if settings.DATABASES["default"]["ENGINE"] == snapshot.CIPHER:
            nav.declare(panels.LOCK, panels.UNLOCKING)
        restored.declare("sessions", operations.end_every_session)
