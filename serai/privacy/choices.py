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


class Right(TextChoices):
    """What a person may ask about their data (IOM principle 7)."""

    ACCESS = "access", _("To see what is held")
    CORRECTION = "correction", _("To have something corrected")
    OBJECTION = "objection", _("To object to a use")
    RESTRICTION = "restriction", _("To stop a use for now")
    ERASURE = "erasure", _("To have the file erased")


class AskedBy(TextChoices):
    SELF = "self", _("The person")
    CAREGIVER = "caregiver", _("The caregiver of a child")
    CHOSEN = "chosen", _("Somebody whom the person chose")


class Outcome(TextChoices):
    OPEN = "open", pgettext_lazy("request of a person", "Not answered yet")
    ASKED = "asked", pgettext_lazy("request of a person", "Waits for a second person")
    DONE = "done", pgettext_lazy("request of a person", "Done")
    PARTLY = "partly", pgettext_lazy("request of a person", "Done in part")
    REFUSED = "refused", pgettext_lazy("request of a person", "Refused")


class WhyRefused(TextChoices):
    """The only reasons for which a request is refused; each is told, with the way to complain."""

    NOT_SURE_WHO = "who", _("We could not be sure that it was you, or somebody you chose")
    OTHERS = "others", _("It would have told about somebody else, or put somebody in danger")
    LAW = "law", _("A law binds us to keep it for now")
    CLAIM = "claim", _("It is needed for a complaint or a claim that is still open")
    NOT_HELD = "not_held", _("We hold nothing of that")


class BreachKind(TextChoices):
    LOSS = "loss", pgettext_lazy("breach", "Lost")
    THEFT = "theft", pgettext_lazy("breach", "Stolen")
    WRONG = "wrong", _("Sent or given to the wrong one")
    VIEWED = "viewed", _("Seen by somebody who should not")
    SEIZED = "seized", _("Raid or seizure")
    OTHER = "other", pgettext_lazy("breach", "Something else")


class Risk(TextChoices):
    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


class PeopleTold(TextChoices):
    TOLD = "told", _("They were told")
    LOW = "low", _("Not told: the risk for them is not high")
    DANGER = "danger", _("Not told: telling them would put them in danger")


class Occasion(TextChoices):
    """Before what an impact assessment is made."""

    PURPOSE = "purpose", _("A new purpose")
    PARTNER = "partner", _("A new partner")
    BIOMETRICS = "biometrics", _("Biometrics")
    PROFILING = "profiling", _("Profiling")
    CLOUD = "cloud", _("Moving data to other machines")
    HANDOVER = "handover", _("Handing a centre over")


class Harm(TextChoices):
    """What can happen to people, not to us."""

    RAID = "raid", _("A raid or an arrest")
    DEPORTATION = "deportation", _("Being sent back")
    STIGMA = "stigma", _("Shame or rejection")
    RETALIATION = "retaliation", _("Revenge or violence")
    EXPLOITATION = "exploitation", _("Being found by traffickers or creditors")
    NO_HELP = "no_help", _("Staying away from help")


ACTS = {
    "request.received": _("Wrote down a request of a person about their data"),
    "request.answered": _("Answered a request of a person about their data"),
    "request.told": _("Told a person the answer to their request"),
    "breach.reported": _("Reported that data may have been lost or seen"),
    "breach.worked": _("Worked on a breach"),
    "breach.closed": _("Closed a breach"),
    "controller.changed": _("Changed who is responsible for data"),
    "assessment.changed": _("Wrote an impact assessment"),
    "assessment.signed": _("Signed an impact assessment"),
    "retention.listed": _("Made a list of files whose time is over"),
    "retention.period_changed": _("Changed for how long files are kept"),
    "retention.trail_over": _("Destroyed the keys of years of the trail that are over"),
    "retention.begun": _("Began to erase what was due"),
    "person.erased": _("Erased a person"),
    "file.printed": _("Printed what is held about a person, for them"),
    "hold.placed": _("Put a legal hold on a file"),
    "hold.lifted": _("Lifted a legal hold"),
}
