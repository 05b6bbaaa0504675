from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EmergencyReason(TextChoices):
    """Why more of a file must be seen now, without waiting for whoever may."""

    LIFE = "life", _("Life or health in danger")
    CHILD = "child", _("A child at risk")
    THREAT = "threat", _("Somebody threatens the person")
    NOBODY = "nobody", _("Nobody who may see it is on duty, and it cannot wait")


class Verdict(TextChoices):
    """What the reviewer found."""

    JUSTIFIED = "justified", _("There was a good reason")
    MISTAKE = "mistake", _("A mistake without harm: talked about")
    MISUSE = "misuse", _("No good reason: to be followed up")


class Alarm(TextChoices):
    """Lines of the trail that somebody must look at. The value is the act."""

    EMERGENCY = "alarm.emergency", _("A file was opened in an emergency")
    OPENINGS = "alarm.openings", _("Many files were opened in one shift")
    DECOY = "alarm.decoy", _("The file of a decoy was opened")


ACTS = {
    Alarm.EMERGENCY.value: _("Opened more of a file in an emergency"),
    Alarm.OPENINGS.value: _("Opened many files in one shift, and said why"),
    Alarm.DECOY.value: _("Opened the file of a decoy"),
    "emergency.read": _("Read a file opened in an emergency"),
    "emergency.ended": _("Closed an emergency opening"),
    "release.asked": _("Asked for a sealed file in an emergency"),
    "release.given": _("Let somebody read a sealed file in an emergency"),
    "release.refused": _("Did not let somebody read a sealed file in an emergency"),
    "release.read": _("Read a sealed file in an emergency"),
    "emergency.reviewed": _("Reviewed an emergency opening"),
    "alarm.reviewed": _("Reviewed an alarm"),
    "decoy.laid": _("Laid a decoy"),
    "decoy.lifted": _("Lifted a decoy"),
}
