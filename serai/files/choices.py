from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

FOLDER = "attachments"  # in the home of the installation; backups take it along (vault/choices.py)


class Form(TextChoices):
    """How a paper is kept."""

    PICTURE = "picture", _("Picture")
    DOCUMENT = "document", _("PDF")


class WhyRemoved(TextChoices):
    ASKED = "asked", _("The person wants it removed")
    MISTAKE = "mistake", _("Wrong paper, or another person’s")
    UNREADABLE = "unreadable", _("It cannot be read")
    NOT_NEEDED = "not_needed", _("It is no longer needed")


WITHDRAWN = "withdrawn"  # the consent was taken back, and the paper went with it
ERASED = "erased"  # removed already, and brought back by a backup

ACTS = {
    "paper.kept": _("Kept a paper"),
    "paper.opened": _("Opened a paper"),
    "paper.removed": _("Removed a paper"),
}
