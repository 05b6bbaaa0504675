from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The classes of what is sealed, one compartment each at a centre."""

    GBV = "gbv", _("Gender-based violence")
    TRAFFICKING = "trafficking", _("Trafficking")
    CHILD = "child", _("Best interests of the child")
    MEDICAL = "medical", _("Medical")
    MHPSS = "mhpss", _("Mental health and psychosocial support")
    PSEA = "psea", _("Sexual exploitation and abuse by staff")
    SAFE_PLACE = "safe_place", _("Safe places")


class EntryKind(TextChoices):
    """What an entry is."""

    NOTE = "note", _("Note")
    TALK = "talk", _("Talk with the person")
    ASSESSMENT = "assessment", _("Assessment")
    PLAN = "plan", _("Plan")
    ACTION = "action", _("What was done")
    CLOSING = "closing", _("Closing")
    LETTER = "letter", _("From the quick screening")


WRITTEN_BY_HAND = [(kind, kind.label) for kind in EntryKind if kind != EntryKind.LETTER]

ACTS = {
    "sealed.key_made": _("Made a key for sealed files"),
    "sealed.key_changed": _("Changed the passphrase of sealed files"),
    "sealed.unlocked": _("Unlocked sealed files"),
    "sealed.refused": _("Tried a wrong passphrase for sealed files"),
    "sealed.locked": _("Locked sealed files"),
    "sealed.opened": _("Opened sealed files"),
    "sealed.written": _("Wrote in sealed files"),
    "sealed.released": _("Let somebody read a sealed file in an emergency"),
    "sealed.set_up": _("Set up sealed files"),
    "sealed.joined": _("Gave somebody the key of sealed files"),
    "sealed.left": _("Took away somebody’s key of sealed files"),
    "sealed.rekeyed": _("Changed the key of sealed files"),
    "sealed.held": _("Chose who holds the recovery of sealed files"),
    "sealed.recovery_asked": _("Asked for the recovery of sealed files"),
    "sealed.recovered": _("Recovered sealed files"),
    "sealed.shredded": _("Made a person’s sealed files unreadable"),
}

# What a line of the trail says to readers, beyond its verb.
DID = {
    "opened": _("Opened a sealed file"),
    "listed": _("Looked through the list of sealed files"),
    "written": _("Wrote in a sealed file"),
    "released": _("Let somebody read a sealed file in an emergency"),
    "set_up": _("Set up sealed files"),
    "joined": _("Gave somebody the key of sealed files"),
    "left": _("No longer reads"),
    "removed": _("Took away somebody’s key of sealed files"),
    "rekeyed": _("Changed the key of sealed files"),
    "held": _("Chose who holds the recovery of sealed files"),
    "recovery_asked": _("Asked for the recovery of sealed files"),
    "recovered": _("Recovered sealed files"),
}
