from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "serai.people"

    def ready(self) -> None:
        from serai.audit import restored
        from serai.people import holdings, telling, told
        from serai.people.operations.numbers import hash_anew

        holdings.declare(*holdings.OWN)
        telling.declare(*told.TOLD)
        telling.keep_quiet(told.QUIET)
        restored.declare("numbers hashed anew", hash_anew)
