from django.db import models
from django.utils.translation import gettext_lazy as _

ACTS = {
    "suggestions.sought": _("Looked for two files of one person"),
    "suggestion.answered": _("Answered whether two files are one person’s"),
    "question.asked": _("Asked the data-protection focal point about somebody"),
    "question.answered": _("Answered what a desk asked about somebody"),
}


class Said(models.TextChoices):
    """What was said of two files that are alike."""

    OPEN = "open", _("To be compared")
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Not the same person")
    UNSURE = "unsure", _("Not sure")


class Answer(models.TextChoices):
    """What a desk is told that asks whether somebody is known at another centre. None of it says whether anybody is."""

    OPEN = "", _("Waits for an answer")
    SPOKEN = "spoken", _("We speak about it by telephone")
    CARD = "card", _("Ask the person for a card or a file number of the other centre")
    REGISTER = "register", _("Register the person here; files are compared at night")
