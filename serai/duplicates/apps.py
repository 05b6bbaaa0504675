from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    name = "serai.duplicates"

    def ready(self) -> None:
        from serai.duplicates import holdings
        from serai.people import telling
        from serai.people.holdings import declare

        declare(*holdings.OWN)
        telling.keep_quiet(holdings.QUIET)
