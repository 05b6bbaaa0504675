from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reporter(TextChoices):
    """Who tells it."""

    THEMSELVES = "themselves", _("The person to whom it happened")
    STAFF = "staff", _("Somebody who works here, who was told or saw something")
    SOMEBODY = "somebody", _("Somebody else")
    UNKNOWN = "unknown", _("Somebody who wants to stay unknown")


class About(TextChoices):
    """What it is about, as far as anybody knows."""

    EXPLOITATION = "exploitation", _("Sexual exploitation or abuse")
    CHILD = "child", _("Abuse of a child")
    VIOLENCE = "violence", _("Violence")
    UNSURE = "unsure", _("Not sure; something is wrong")


class By(TextChoices):
    """Whose conduct it is: a function, never a name to search for."""

    STAFF = "staff", _("Somebody who works at a centre")
    PARTNER = "partner", _("Somebody who works for a partner")
    OTHER = "other", _("Somebody else who gives help")
    UNKNOWN = "unknown", _("Not known")


class MayCall(TextChoices):
    """Whether the person wants to be called."""

    NO = "no", _("No")
    YES = "yes", _("Yes, in the way written below")
    NOT_ASKED = "not_asked", _("Not asked")


class Offered(TextChoices):
    """What was offered to the person, whatever becomes of the report."""

    HEALTH = "health", _("A doctor or nurse")
    MHPSS = "mhpss", _("Somebody to talk to")
    SAFETY = "safety", _("A safe place")
    LEGAL = "legal", _("Legal advice")


class EntryKind(TextChoices):
    """What an entry of the focal point is."""

    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DONE = "done", _("What was done")
    TOLD = "told", _("Told how it stands")
    CLOSED = "closed", _("Closed")


class Clock(TextChoices):
    """What has to be done next, by when."""

    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    SAY = "say", _("Say how it stands")
