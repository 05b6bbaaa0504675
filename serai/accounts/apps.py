from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "serai.accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from serai.accounts.operations import begin_session

        user_logged_in.connect(begin_session, dispatch_uid="serai.accounts.begin_session")
