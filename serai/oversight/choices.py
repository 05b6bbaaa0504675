from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sign(TextChoices):
    """Why a day of a colleague deserves a question. None of them is an accusation."""

    MANY = "many", _("More than usual")
    NIGHT = "night", _("At night")
    LOOKED = "looked", _("Opened, nothing done")


FOCAL_POINT = _("A focal point")
OF_THE_STAFF = _("Somebody of the staff")

# Acts that only look: who did nothing but these with a person did no work for them.
LOOKING = (
    *("person.opened", "screening.read", "flag.opened", "task.opened", "referral.printed", "file.printed"),
    *("paper.opened", "alarm.emergency", "emergency.read", "release.read", "alarm.decoy"),
)

ACTS = {
    "trail.reviewed": _("Reviewed the trail"),
    "trail.checkpoint_kept": _("Kept a checkpoint of the trail"),
}
