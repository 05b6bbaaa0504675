from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """HSDS service.status."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")
    DEFUNCT = "defunct", _("No longer exists")
    CLOSED = "temporarily closed", _("Temporarily closed")


class Taxonomy(TextChoices):
    """What a term of a service belongs to: lists of `codes`, or its languages."""

    NEED = "need", _("Need")
    SERVICE_TYPE = "service_type", _("Type of service")
    LANGUAGE = "language", _("Language")


class ReferralMethod(TextChoices):
    """How this service wants to receive a referral."""

    UNKNOWN = "", _("Not known")
    EMAIL = "email", _("By e-mail, case by case")
    PHONE = "phone", _("By telephone, case by case")
    FORM = "form", _("Inter-agency referral form")
    SYSTEM = "system", _("Through the partner's own system")
    NOT_NEEDED = "not_needed", _("No referral is needed: the person can go")
    NOT_ACCEPTED = "not_accepted", _("Referrals are not accepted")


class Weekday(TextChoices):
    """ISO numbers: Monday is 1."""

    MONDAY = "1", _("Monday")
    TUESDAY = "2", _("Tuesday")
    WEDNESDAY = "3", _("Wednesday")
    THURSDAY = "4", _("Thursday")
    FRIDAY = "5", _("Friday")
    SATURDAY = "6", _("Saturday")
    SUNDAY = "7", _("Sunday")


class Freshness(TextChoices):
    FRESH = "fresh", _("Verified")
    STALE = "stale", _("Not verified for 90 days")
    NEVER = "never", _("Never verified")


class Problem(TextChoices):
    """What of a source record was not understood, or was not believed."""

    NOT_READABLE = "not_readable", _("The row could not be read; no service was made")
    MISSING_TWIN = "missing_twin", _("The record exists in one language only")
    SAME_ID = "same_id", _("Several records carry the same number; they were told apart by their activity")
    UNKNOWN_CATEGORY = "unknown_category", _("The activity is in no table of ours; the service has no need or type")
    UNKNOWN_INDICATOR = "unknown_indicator", _("This line of the activity is in no table of ours")
    NO_OFFER = "no_offer", _("Nothing was ticked as offered; only the activity is known")
    NOT_FOR_PEOPLE = "not_for_people", _("This is work for a whole place; nobody can be sent to it")
    UNKNOWN_VALUE = "unknown_value", _("This answer is in no table of ours; it was left out")
    HOURS_UNCLEAR = "hours_unclear", _("The opening hours contradict each other or cannot be read")
    CLOSING_MISSING = "closing_missing", _("It is said when it opens, not when it closes")
    HOURS_MISSING = "hours_missing", _("No days or hours are given")
    NOT_WEEKLY = "not_weekly", _("It is not open every week; the days are only a note")
    COORDINATES_MISSING = "coordinates_missing", _("There are no usable coordinates")
    NOT_TRANSLATED = "not_translated", _("The Arabic is not fully translated; the English is shown instead")
    CONTRADICTION = "contradiction", _("The two languages, or two answers, do not say the same; the English was kept")
    ENDED = "ended", _("The source says that this service has ended; ask before sending anybody")
    ADDRESS_HIDDEN = "address_hidden", _("This is a shelter for survivors; its place was hidden")


ACTS = {
    "directory.imported": _("Imported services into the directory"),
    "service.added": _("Added a service to the directory"),
    "service.changed": _("Changed a service of the directory"),
    "service.verified": _("Verified a service of the directory"),
    "service.status_set": _("Changed the status of a service of the directory"),
}
