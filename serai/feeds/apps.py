from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "serai.feeds"

    def ready(self) -> None:
        from serai.audit import restored
        from serai.feeds import operations

        restored.declare("addresses of calendars", operations.end_every_feed)
