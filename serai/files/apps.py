from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "serai.files"

    def ready(self) -> None:
        from serai.audit import restored
        from serai.files import holdings, panels, told
        from serai.files.operations import papers
        from serai.people import holdings as about_people
        from serai.people import panels as on_the_file
        from serai.people import telling
        from serai.people.operations import erasing, withdrawals

        about_people.declare(*holdings.OWN)
        telling.declare(*told.TOLD)
        on_the_file.declare(panels.PANEL)
        erasing.declare(papers.shred_with_the_file)
        withdrawals.declare(papers.remove_without_consent)
        restored.declare("papers removed since", papers.remove_again)
