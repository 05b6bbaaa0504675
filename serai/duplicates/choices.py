from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

ACTS = {
    "person.compared": _("Compared a new registration with files"),
    "pair.kept": _("Asked a colleague to compare two files"),
    "pair.decided": _("Decided about two files"),
    "file.merged": _("Made two files one"),
    "file.went": _("Made the file part of another"),
    "file.unmerged": _("Took back that two files were one"),
    "file.came_back": _("Took the file out of another again"),
    "file.split": _("Took what is another person’s out of the file"),
    "file.made": _("Made the file out of another"),
    "file.rejoined": _("Put back what was taken out of the file"),
}


class Said(models.TextChoices):
    """What was said of two files."""

    OPEN = "open", _("To be compared")
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Not the same person")


class Why(models.TextChoices):
    """Why two files are to be compared."""

    UNSURE = "unsure", _("Whoever registered was not sure")
    LATER = "later", _("There was no time to compare")
    FOUND = "found", _("Found by the search for files that are alike")


class Reason(StrEnum):
    """What speaks for two files being one person, or against it."""

    NAME = "name"
    NAME_PART = "name_part"
    NAME_ORDER = "name_order"
    NAME_SPELLING = "name_spelling"
    NAME_SOME = "name_some"
    BORN_SAME_DAY = "born_same_day"
    AGE_AGREES = "age_agrees"
    AGE_ONE = "age_one"
    AGE_FEW = "age_few"
    AGE_FAR = "age_far"
    SEX = "sex"
    NATIONALITY = "nationality"
    NATIONALITY_OTHER = "nationality_other"
    ORIGIN = "origin"
    NUMBER = "number"
    COMPANIONS = "companions"
    TOGETHER = "together"
    JOURNEY = "journey"


WORDS = {
    Reason.NAME: _("The same name"),
    Reason.NAME_PART: _("Part of the name"),
    Reason.NAME_ORDER: _("The same words in another order"),
    Reason.NAME_SPELLING: _("The same name in another spelling"),
    Reason.NAME_SOME: _("Only some words of the name"),
    Reason.BORN_SAME_DAY: _("Born on the same day"),
    Reason.AGE_AGREES: _("The age agrees"),
    Reason.AGE_ONE: _("About one year apart"),
    Reason.AGE_FEW: _("A few years apart"),
    Reason.AGE_FAR: _("Many years apart"),
    Reason.SEX: _("Another sex"),
    Reason.NATIONALITY: _("The same nationality"),
    Reason.NATIONALITY_OTHER: _("Another nationality"),
    Reason.ORIGIN: _("From the same place"),
    Reason.NUMBER: _("The same telephone or document number"),
    Reason.COMPANIONS: _("Others of the household have the same names"),
    Reason.TOGETHER: _("In one household, as two people"),
    Reason.JOURNEY: _("Came through the same places"),
}
