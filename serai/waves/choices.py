from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WaveKind(TextChoices):
    """How they come together; the codes are those of the head-count's groups."""

    CONVOY = "convoy", _("A convoy")
    BOAT = "boat", _("A boat")
    ROAD = "road", _("A bus, a truck or a car")
    FOOT = "foot", _("A group on foot")
    AUTHORITIES = "authorities", _("Brought by the authorities")


class AnnouncedBy(TextChoices):
    """Who said that they would come. A choice, not a text: no name can be written here."""

    NOBODY = "nobody", _("Nobody: they came unannounced")
    AUTHORITIES = "authorities", _("Authorities")
    PARTNER = "partner", _("A partner organization")
    UN = "un", _("A United Nations agency")
    CENTRE = "centre", _("Another centre")
    COMMUNITY = "community", _("People of the area")


class SheetKind(TextChoices):
    COUNT = "count", _("Head-count")
    GIVING = "giving", _("Handing out")


class Missing(TextChoices):
    """What a row still needs."""

    CONSENT = "consent", _("Ask about the data")
    SCREENING = "screening", _("Quick screening")
    LANE = "lane", _("Triage")
    AGE = "age", _("Age")
    NATIONALITY = "nationality", _("Nationality")
    CARD = "card", _("Wristband or card")


ASKED_OF_ALL = (Missing.CONSENT, Missing.SCREENING, Missing.LANE, Missing.AGE, Missing.NATIONALITY)

ACTS = {
    "wave.announced": _("Opened an arrival wave"),
    "wave.counted": _("Counted people of an arrival wave"),
    "wave.row_kept": _("Wrote down somebody of an arrival wave"),
    "wave.row_begun": _("Began to write down somebody of an arrival wave"),
    "wave.sheet_opened": _("Looked at the list of an arrival wave on paper"),
    "wave.seen": _("Noted that somebody of an arrival wave was seen"),
    "wave.given": _("Noted what was handed out to an arrival wave"),
    "wave.closed": _("Closed an arrival wave"),
    "wave.reopened": _("Opened an arrival wave again"),
}
