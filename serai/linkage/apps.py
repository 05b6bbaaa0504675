from django.apps import AppConfig


class LinkageConfig(AppConfig):
    name = "serai.linkage"

    def ready(self) -> None:
        from serai.linkage import holdings
        from serai.people import telling
        from serai.people.holdings import declare

        declare(*holdings.OWN)
        telling.keep_quiet(holdings.QUIET)
