from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    DIRECT = "direct", _("Given here")
    REFERRAL = "referral", _("Given by a partner")


class WhyAgain(TextChoices):
    """Why the same service is given to the same person twice in a day. It is asked, never refused."""

    NOT_ENOUGH = "not_enough", _("The first was not enough")
    ANOTHER_TIME = "another_time", _("Another time of the day")
    LOST = "lost", _("Lost, broken or stolen")
    OTHER = "other", _("Another reason")


class WhyUndone(TextChoices):
    WRONG_SERVICE = "wrong_service", _("Wrong service")
    WRONG_PERSON = "wrong_person", _("Wrong person")
    WRONG_NUMBER = "wrong_number", _("Wrong number of people")
    TWICE = "twice", _("Recorded twice")
    NOT_GIVEN = "not_given", _("Not given after all")


ACTS = {
    "delivery.recorded": _("Recorded a service"),
    "delivery.undone": _("Undid the record of a service"),
    "unmet_need.recorded": _("Recorded a need that could not be met"),
}
