from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Priority(TextChoices):
    """As on the IASC inter-agency referral form. The hours are in `rules.HOURS`."""

    EMERGENCY = "emergency", _("Emergency: within 24 hours")
    URGENT = "urgent", _("Urgent: within 72 hours")
    NORMAL = "normal", _("Normal: within 2 weeks")


class Status(TextChoices):
    """What has become of a referral (IASC, Primero), kept by hand."""

    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not accepted")
    DELIVERED = "service_delivered", _("Service given")
    NOT_DELIVERED = "not_delivered", _("Service not given")
    CONFIRMED = "person_confirms", _("Confirmed by the person")
    CLOSED = "closed", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")


class Step(TextChoices):
    """What an event says: a status reached, or something that happened beside it."""

    MADE = "made", _("Prepared")
    CONSENT = "consent", _("Consent recorded")
    REFUSED = "refused", _("The person refused")
    OVERRIDDEN = "overridden", _("Sent without consent, to save a life")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not accepted")
    DELIVERED = "service_delivered", _("Service given")
    NOT_DELIVERED = "not_delivered", _("Service not given")
    CONFIRMED = "person_confirms", _("Confirmed by the person")
    CLOSED = "closed", _("Ended")
    CANCELLED = "cancelled", _("Cancelled")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")
    TOLD = "told", _("The partner was told of the withdrawal")


class Clock(TextChoices):
    """What a referral waits for."""

    NONE = "", _("Nothing")
    ACKNOWLEDGEMENT = "acknowledgement", _("The partner has not said that it arrived")
    DECISION = "decision", _("The partner has not decided")
    FEEDBACK = "feedback", _("Nobody has asked the person how it went")
    ANOTHER_WAY = "another_way", _("Not accepted: find another way with the person")
    TELL_PARTNER = "tell_partner", _("Consent withdrawn: tell the partner to stop and delete")


ACTS = {
    "referral.made": _("Prepared a referral"),
    "referral.sent": _("Sent a referral"),
    "referral.stepped": _("Noted a step of a referral"),
    "referral.printed": _("Opened the letter of a referral"),
    "referral.seen_by_partner": _("Opened a referral as the partner"),
    "referral.stopped": _("Stopped a referral after a withdrawal"),
    "partner_desk.linked": _("Bound a partner's posting to an organisation"),
}
