from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "serai.people"

    def ready(self) -> None:
        from serai.people import holdings  # noqa: PLC0415 - models are ready only now

        holdings.declare(*holdings.OWN)
