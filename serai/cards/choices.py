from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardRevoked(TextChoices):
    LOST = "lost", _("Lost")
    STOLEN = "stolen", _("Stolen or taken away")
    DAMAGED = "damaged", _("Damaged")
    REPLACED = "replaced", _("Replaced")
    UNWANTED = "unwanted", _("The person does not want a card")


class Paper(TextChoices):
    """What the printer has in it, and whether the piece is carried in the hand or on the wrist."""

    CARD_A4 = "card_a4", _("Cards, ten on a sheet of A4")
    CARD_58 = "card_58", _("Cards on a roll of 58 mm")
    CARD_80 = "card_80", _("Cards on a roll of 80 mm")
    BAND_A4 = "band_a4", _("Wristbands, eight on a sheet of A4")
    BAND_58 = "band_58", _("Wristbands, two side by side on a roll of 58 mm")
    BAND_80 = "band_80", _("Wristbands, three side by side on a roll of 80 mm")


class State(TextChoices):
    """What became of one of a batch."""

    FREE = "free", _("Nobody’s yet")
    GIVEN = "given", _("Given")
    SPOILED = "spoiled", _("Spoiled")


ACTS = {
    "card.issued": _("Issued a card"),
    "card.revoked": _("Revoked a card"),
    "batch.made": _("Made a batch of cards"),
    "batch.opened": _("Opened a batch of cards to print it"),
    "batch.spoiled": _("Marked cards of a batch as spoiled"),
}
