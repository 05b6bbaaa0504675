from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(TextChoices):
    """How an appointment turned out. Nobody is blamed: somebody on the move may have had to go on."""

    PLANNED = "planned", pgettext_lazy("appointment", "Planned")
    SEEN = "seen", pgettext_lazy("appointment", "Seen")
    EXCUSED = "excused", _("The person excused themselves")
    CANCELLED = "cancelled", _("Cancelled by us")
    NO_SHOW = "no_show", _("The person did not come")
    UNKNOWN = "unknown", _("Not known what happened")


OUTCOMES = [pair for pair in Outcome.choices if pair[0] != Outcome.PLANNED]
FREES = (Outcome.EXCUSED, Outcome.CANCELLED, Outcome.NO_SHOW)  # staff, room and interpreter are free again


class Held(TextChoices):
    """What an appointment holds, in the order in which it is taken."""

    STAFF = "staff", _("Member of staff")
    ROOM = "room", _("Room")
    INTERPRETER = "interpreter", _("Interpreter")


class Channel(TextChoices):
    """How a person can be reminded: only as they themselves said that it is safe."""

    CALL = "call", _("Call")
    MESSAGE = "message", _("Write a message")
    IN_PERSON = "in_person", _("Say it when they are here")


class WaitState(TextChoices):
    """Whether somebody still waits for a time."""

    WAITING = "waiting", pgettext_lazy("waiting list", "Waiting")
    BOOKED = "booked", pgettext_lazy("waiting list", "Has an appointment")
    ENDED = "ended", pgettext_lazy("waiting list", "No longer waits")


class OfferState(TextChoices):
    """What became of a time that was offered."""

    OPEN = "open", pgettext_lazy("offer", "Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", pgettext_lazy("offer", "Declined")
    LAPSED = "lapsed", pgettext_lazy("offer", "Nobody answered in time")


class ReminderState(TextChoices):
    """What became of a message that the program sends by itself."""

    TRYING = "trying", _("Not sent yet; it is tried again by itself")
    SENT = "sent", _("Sent to their telephone")
    GIVEN_UP = "given_up", _("A message could not be sent: call, or tell them when they are here")


ACTS = {
    "appointment.booked": _("Booked an appointment"),
    "appointment.ended": _("Noted how an appointment turned out"),
    "appointment.reminders_read": _("Read the reminders of a day"),
    "waiting.began": _("Put somebody on the waiting list"),
    "waiting.ended": _("Took somebody off the waiting list"),
    "offer.made": _("Offered a time that was given back"),
    "offer.answered": _("Noted the answer to an offered time"),
    "offer.numbers_read": _("Read the numbers of whom a time is offered to"),
    "reminder.sent": _("Sent a reminder"),
    "reminder.given_up": _("Gave up sending a reminder"),
    "room.added": _("Added a room"),
    "room.opened": _("Opened a room"),
    "room.closed": _("Closed a room"),
}
