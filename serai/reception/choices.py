from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from serai.people.choices import Sex


class Direction(TextChoices):
    IN = "in", _("Coming in")
    OUT = "out", _("Going out")


class GateBand(TextChoices):
    """Ages as a guard judges them by eye; nobody is asked. The last two are for groups counted in words."""

    UNDER_5 = "0-4", _("Under 5")
    CHILD = "5-17", _("5–17")
    ADULT = "18-59", _("18–59")
    OLDER = "60+", _("60 and over")
    UNKNOWN = "unknown", _("Age not known")
    ANY_CHILD = "0-17", _("Child")
    ANY_ADULT = "18+", _("Adult")


GRID_SEXES = (Sex.FEMALE, Sex.MALE, Sex.UNKNOWN)
GRID_BANDS = (GateBand.UNDER_5, GateBand.CHILD, GateBand.ADULT, GateBand.OLDER, GateBand.UNKNOWN)


class GroupKind(TextChoices):
    """How they came or left together. A choice, not a text: no name can be written here."""

    NONE = "", _("One by one")
    FOOT = "foot", _("A group on foot")
    ROAD = "road", _("A bus, a truck or a car")
    CONVOY = "convoy", _("A convoy")
    BOAT = "boat", _("A boat")
    AUTHORITIES = "authorities", _("Brought by the authorities")


class TriageLevel(TextChoices):
    """Four levels, as in emergency rooms (SATS). Their words are the list `triage`."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"


class TokenState(TextChoices):
    WAITING = "waiting", _("Waiting")
    CALLED = "called", _("Called")
    STARTED = "started", _("At the desk")
    ENDED = "ended", _("Done")
    MISSED = "missed", _("Did not come")
    PUT_OFF = "put_off", _("Comes first tomorrow")


LIVE_STATES = (TokenState.WAITING, TokenState.CALLED, TokenState.STARTED)


class TokenAct(TextChoices):
    """What a desk does with a token."""

    CALL_AGAIN = "again", _("Call again")
    START = "start", _("Start")
    FINISH = "finish", _("Done")
    MISS = "miss", _("Did not come")
    HAND_OVER = "hand_over", _("Send to another desk")
    PUT_OFF = "tomorrow", _("First tomorrow")


class WhyFirst(TextChoices):
    """Why somebody stands where they stand in the queue; shown to staff, never on the board."""

    RED = "red", _("Red: at once")
    ORANGE = "orange", _("Orange: within half an hour")
    PROMISED = "promised", _("Waited yesterday, was promised to come first")
    PRIORITY_GROUP = "priority_group", _("Priority group")
    MISSED_ONCE = "missed_once", _("Called once, did not come")
    IN_TURN = "in_turn", _("In turn")


class YesNo(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


ACTS = {
    "headcount.counted": _("Counted people at the gate"),
    "headcount.corrected": _("Corrected the head-count"),
    "visit.opened": _("Recorded an arrival"),
    "visit.triaged": _("Recorded triage"),
    "visit.named": _("Joined a visit to a person's file"),
    "visit.departed": _("Recorded a departure"),
    "token.issued": _("Gave a token"),
    "token.called": _("Called a token"),
    "token.called_again": _("Called a token again"),
    "token.started": _("Began at the desk"),
    "token.ended": _("Finished at the desk"),
    "token.missed": _("Noted that nobody came"),
    "token.handed_over": _("Sent a token to another desk"),
    "token.put_off": _("Promised a token the first place tomorrow"),
}
