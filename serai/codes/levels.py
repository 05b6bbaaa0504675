from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """How much harm it does when somebody sees it who should not (protection classes P0 to P4). What holds several is
    as sensitive as the worst of them."""

    OPEN = "P0", _("Open: figures that single nobody out")
    INTERNAL = "P1", _("Internal")
    CONFIDENTIAL = "P2", _("Confidential")
    STRICT = "P3", _("Strictly confidential")
    CRITICAL = "P4", _("Critical: it never leaves")
