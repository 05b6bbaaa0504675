from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "serai.vault"

    def ready(self) -> None:
        from serai.audit import restored
        from serai.vault import operations

        restored.declare("sessions", operations.end_every_session)
