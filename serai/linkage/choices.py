from django.db import models
from django.utils.translation import gettext_lazy as _

ACTS = {
    "suggestions.sought": _("Looked for two files of one person"),
    "suggestion.answered": _("Answered whether two files are one person’s"),
}


class Said(models.TextChoices):
    """What was said of two files that are alike."""

    OPEN = "open", _("To be compared")
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Not the same person")
    UNSURE = "unsure", _("Not sure")
