from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a flag is about: codes of the list `flag`, which has the words. A concern, never a verdict on the person."""

    SECURITY = "security"
    MEDICAL = "medical"
    MHPSS = "mhpss"
    CHILD = "child"
    GBV = "gbv"
    TIP = "tip"
    ASYLUM = "asylum"
    CONTROL = "control_suspected"
    PREGNANT = "pregnant"
    DISABILITY = "disability"
    OLDER = "older"
    FAMILY_LINK = "family_link"
    SHELTER = "shelter"
    RETURN_INTEREST = "return_interest"
    DOCUMENT = "document"


class Function(TextChoices):
    """Who is concerned. Which roles hold a function is `rules.ROLES_OF`."""

    CHILD_PROTECTION = "child_protection", _("Child protection")
    GBV = "gbv", _("Gender-based violence")
    TRAFFICKING = "trafficking", _("Trafficking")
    HEALTH = "health", _("Health")
    MHPSS = "mhpss", _("Psychosocial support")
    CASEWORKER = "caseworker", _("Casework")
    DUTY_MANAGER = "manager", _("Manager on duty")
    RETURNS = "returns", _("Return counselling")
    SHELTER = "shelter", _("Shelter")


class Urgency(StrEnum):
    """Levels of inter-agency case management, most urgent first: codes of the list `urgency`."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FlagState(TextChoices):
    SUGGESTED = "suggested", _("Suggested")
    OPEN = "open", _("Confirmed")
    DISMISSED = "dismissed", _("Dismissed")
    CLOSED = "closed", _("Closed")


ACTIVE = (FlagState.SUGGESTED, FlagState.OPEN)


class Decision(TextChoices):
    """What a named person may say about a flag."""

    CONFIRM = "confirm", _("Confirm")
    CHANGE = "change", _("Confirm with another urgency")
    DISMISS = "dismiss", _("Dismiss")
    CLOSE = "close", _("Close: it is dealt with")


class TaskState(TextChoices):
    OPEN = "open", _("To do")
    TAKEN = "taken", _("In hand")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


WAITING = (TaskState.OPEN, TaskState.TAKEN)


class TaskStep(TextChoices):
    TAKE = "take", _("I take this")
    DONE = "done", _("Done")
    HAND_BACK = "hand_back", _("Hand back")


class Outcome(TextChoices):
    """How a task ended, or why it was handed back. Codes only: the story belongs in the case file."""

    MET = "met", _("Met the person and agreed what comes next")
    HELPED = "helped", _("Help was given")
    REFERRED = "referred", _("Referred to somebody else, with consent")
    DECLINED = "declined", _("The person does not want this now")
    NOT_FOUND = "not_found", _("Could not find the person")
    NO_TIME = "no_time", _("I cannot do it in time")
    NOT_MINE = "not_mine", _("Somebody else should do this: I know the person, or my language does not fit")


ENDINGS = (Outcome.MET, Outcome.HELPED, Outcome.REFERRED, Outcome.DECLINED, Outcome.NOT_FOUND)
REASONS_TO_HAND_BACK = (Outcome.NOT_FOUND, Outcome.NO_TIME, Outcome.NOT_MINE)


class Instruction(TextChoices):
    """Said to whoever asked the questions, at once. Each fits several answers, so none tells which one was given."""

    NEVER_ALONE = "never_alone", _("Do not leave the person alone. Call the nurse now.")
    SAFE_ROOM = "safe_room", _("Take the person to a quiet room with a colleague. Call the manager on duty now.")
    WITH_CHILD = "with_child", _("Stay with the child until a colleague comes. Do not send the child away.")
    SPEAK_ALONE = "speak_alone", _("A colleague will speak with the person alone. Ask them to wait in a calm place.")


class Fact(TextChoices):
    """What the file says, when it is part of the reason for a flag."""

    UNDER_18 = "under_18", _("Under 18")
    FROM_60 = "from_60", _("60 or older")
    UNACCOMPANIED = "unaccompanied", _("Unaccompanied child in the file")
    SEPARATED = "separated", _("Separated child in the file")
    DOUBTFUL = "doubtful_relation", _("The relation with the adult is doubtful")
    MARRIED = "married", _("Married")


# Hours within which the first action is due by urgency, and the shorter clocks of some kinds.
HOURS: dict[str, int] = {Urgency.CRITICAL: 1, Urgency.HIGH: 24, Urgency.MEDIUM: 72, Urgency.LOW: 168}
SHORTER: dict[str, int] = {Kind.CHILD: 1, Kind.GBV: 1, Kind.SHELTER: 6, Kind.ASYLUM: 24, Kind.TIP: 24}

ACTS = {
    "screening.filled": _("Filled in a quick screening"),
    "screening.read": _("Read the answers of a quick screening"),
    "flag.opened": _("Opened a flag"),
    "flag.decided": _("Decided on a flag"),
    "task.listed": _("Looked at their tasks"),
    "task.opened": _("Opened a task"),
    "task.taken": _("Took a task"),
    "task.done": _("Finished a task"),
    "task.handed_back": _("Handed back a task"),
    "factors.noted": _("Noted what protects and what puts at risk"),
}
