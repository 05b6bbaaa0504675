from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ListState(TextChoices):
    LISTED = "listed", pgettext_lazy("due list", "Listed, nothing erased")
    ASKED = "asked", pgettext_lazy("due list", "Waits for a second person")
    RUNNING = "running", pgettext_lazy("due list", "Being erased")
    DONE = "done", pgettext_lazy("due list", "Erased")


class ItemState(TextChoices):
    DUE = "due", pgettext_lazy("due list", "Due")
    SOON = "soon", pgettext_lazy("due list", "Due within thirty days")
    HELD = "held", pgettext_lazy("due list", "Kept: legal hold")
    CAME_BACK = "came_back", pgettext_lazy("due list", "Came back since")
    ERASED = "erased", pgettext_lazy("due list", "Erased")


class WhyKept(TextChoices):
    """Why a table that is about nobody served is kept, and for how long."""

    NETWORK = "network", _("Tells of centres, partners and services: as long as they exist")
    STAFF = "staff", _("Accounts and postings of staff: as long as the trail names them")
    SEALED = "sealed", _("Sealed: unreadable for everybody when the person is erased, then cleared away")
    TRAIL = "trail", _("The trail and its checkpoints: seven years")
    FIGURES = "figures", _("Numbers without people: for good")
    RUNNING = "running", _("Needed to run the program: until it has served")
    DECISIONS = "decisions", _("Who decided what, without naming people served: seven years")


ACTS = {
    "retention.listed": _("Made a list of files whose time is over"),
    "retention.begun": _("Began to erase what was due"),
    "person.erased": _("Erased a person"),
    "file.printed": _("Printed what is held about a person, for them"),
    "hold.placed": _("Put a legal hold on a file"),
    "hold.lifted": _("Lifted a legal hold"),
}
