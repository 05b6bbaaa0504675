from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CardRevoked(TextChoices):
    LOST = "lost", _("Lost")
    STOLEN = "stolen", _("Stolen or taken away")
    DAMAGED = "damaged", _("Damaged")
    REPLACED = "replaced", _("Replaced")
    UNWANTED = "unwanted", _("The person does not want a card")


ACTS = {
    "card.issued": _("Issued a card"),
    "card.revoked": _("Revoked a card"),
}
