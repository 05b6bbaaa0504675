from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "serai.accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - needs the registry of apps

        from serai.accounts.operations import begin_session  # noqa: PLC0415

        user_logged_in.connect(begin_session, dispatch_uid="serai.accounts.begin_session")
