from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """How far an imported file has come."""

    COLUMNS = "columns", _("Columns to match")
    VALUES = "values", _("Answers to match")
    CHECKING = "checking", _("Being checked")
    READY = "ready", _("Ready to import")
    ASKED = "asked", _("Waits for a second person")
    TAKING = "taking", _("Being imported")
    TAKEN = "taken", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")


class RowState(TextChoices):
    """What became of one row of an imported file."""

    WAITING = "waiting", _("Not checked yet")
    READY = "ready", _("Ready to import")
    WRONG = "wrong", _("Has a problem")
    NO_CONSENT = "no_consent", _("Left out: no consent")
    KNOWN = "known", _("Left out: already imported")
    TAKEN = "taken", _("Imported")
    KEPT = "kept", _("Kept: changed since the import")
    UNDONE = "undone", _("Undone")


ACTS = {
    "import.started": _("Uploaded a file of registrations"),
    "import.columns_matched": _("Matched the columns of an imported file"),
    "import.values_matched": _("Matched the answers of an imported file"),
    "import.read": _("Read rows of a file that was brought in"),
    "import.agreed": _("Agreed to an import as the second person"),
    "import.taken": _("Imported registrations"),
    "import.discarded": _("Discarded an uploaded file"),
    "import.undo_begun": _("Began to undo an import"),
    "import.undone": _("Undid an import"),
}
