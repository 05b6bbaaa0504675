from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "serai.screening"

    def ready(self) -> None:
        from serai.people import holdings as declared  # noqa: PLC0415 - models are ready only now
        from serai.screening import holdings  # noqa: PLC0415 - models are ready only now

        declared.declare(*holdings.OWN)
