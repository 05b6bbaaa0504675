from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Weekday(TextChoices):
    MONDAY = "0", _("Monday")
    TUESDAY = "1", _("Tuesday")
    WEDNESDAY = "2", _("Wednesday")
    THURSDAY = "3", _("Thursday")
    FRIDAY = "4", _("Friday")
    SATURDAY = "5", _("Saturday")
    SUNDAY = "6", _("Sunday")


# Of the list `interpreter_mode`: how somebody of ours interprets, and the other answers to “who interpreted?”.
BY_US = ("in_person", "phone", "video", "staff")
WORKS_BY = ("in_person", "phone", "video")
NOT_NEEDED, NOBODY_THERE, DECLINED, COMPANION = "not_needed", "none_available", "declined", "companion"
FOR_FIGURES = (*BY_US, COMPANION, NOBODY_THERE)  # an interpreter was wanted; who declined one wanted none

ACTS = {
    "interpreter.added": _("Added an interpreter"),
    "interpreter.changed": _("Changed what is said of an interpreter"),
    "interpreter.declined": _("Noted that a person does not want an interpreter"),
    "conversation.interpreted": _("Noted who interpreted a conversation"),
}
