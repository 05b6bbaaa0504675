from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from serai.people.choices import LegalBasis


class Direction(TextChoices):
    TO_THEM = "to_them", _("From us to them")
    BOTH = "both", _("In both directions")
    FROM_THEM = "from_them", _("From them to us")


class Frequency(TextChoices):
    CASE_BY_CASE = "case", _("Case by case")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Onward(TextChoices):
    """What the other party may do with it beyond its own staff."""

    NEVER = "never", _("They tell nobody else")
    ASKED = "asked", _("They tell nobody else unless the person and we have agreed in writing")


class State(TextChoices):
    """Where an agreement stands on a day."""

    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    COMING = "coming", pgettext_lazy("agreement", "Signed, begins later")
    IN_FORCE = "in_force", pgettext_lazy("agreement", "In force")
    EXPIRED = "expired", pgettext_lazy("agreement", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("agreement", "Ended early")


class Why(TextChoices):
    """Why something may leave without a yes (IOM principle 13: narrow, approved, with a reason)."""

    VITAL = "vital", _("A life is in danger and the person cannot be asked")
    CHILD = "child", _("The best interests of a child, where no caregiver can or should answer")
    LAW = "law", _("A law binds us, and the legal office has confirmed it in writing")


BASIS_OF: dict[str, str] = {
    Why.VITAL: LegalBasis.VITAL_INTEREST,
    Why.CHILD: LegalBasis.PUBLIC_INTEREST,
    Why.LAW: LegalBasis.LEGAL_OBLIGATION,
}


class Asker(TextChoices):
    """Who asks for data."""

    POLICE = "police", _("Police")
    BORDER = "border", _("Border or immigration service")
    MILITARY = "military", _("Army or an armed group")
    INTELLIGENCE = "intelligence", _("Intelligence service")
    COURT = "court", _("Court or prosecutor")
    MINISTRY = "ministry", _("Ministry or local government")
    EMBASSY = "embassy", _("Embassy or consulate")
    OTHER = "other", pgettext_lazy("asker", "Somebody else")


class Shown(TextChoices):
    """What they showed."""

    NOTHING = "nothing", _("Nothing, it was only said")
    LETTER = "letter", _("A letter")
    ORDER = "order", _("A court order or a warrant")
    FORCE = "force", _("A threat or force")


class AskedFor(TextChoices):
    """What they wanted. The words of the request, and names, are not kept."""

    ONE = "one", _("Something about one person")
    LIST = "list", _("A list, or something about several people")
    ENTRY = "entry", _("To enter, to search or to take something away")
    FIGURES = "figures", _("Figures without names")


class Answer(TextChoices):
    NOTHING = "nothing", _("Nothing was given")
    PUBLIC = "public", _("The published figures, which everybody may read")
    LAW = "law", _("The legal office answered itself, about one person, as a law demands")


class Standing(TextChoices):
    """How far a request has come."""

    REFUSED = "refused", _("Answered at the door: nothing is given")
    WITH_LEGAL = "with_legal", _("With the legal office")
    CLOSED = "closed", pgettext_lazy("request", "Closed")


ACTS = {
    "disclosure.made": _("Let something leave"),
    "agreement.drafted": _("Wrote a sharing agreement"),
    "agreement.changed": _("Changed the draft of a sharing agreement"),
    "agreement.signed": _("Put a sharing agreement into force"),
    "agreement.ended": _("Ended a sharing agreement"),
    "exception.asked": _("Asked for an exception to consent"),
    "exception.granted": _("Granted an exception to consent"),
    "exception.ended": _("Ended an exception to consent"),
    "notice.queued": _("Has to tell a recipient of a withdrawal"),
    "notice.told": _("Told a recipient of a withdrawal"),
    "request.logged": _("Wrote down a request of an authority"),
    "request.sent_on": _("Sent a request of an authority to the legal office"),
    "request.closed": _("Closed a request of an authority"),
}
