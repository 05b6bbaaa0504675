from django.utils.translation import gettext_lazy as _

ACTS = {
    "backup.made": _("Made a backup"),
    "backup.restored": _("Brought back a backup"),
    "everything.locked": _("Locked everything"),
    "slot.added": _("Added a security key that unlocks"),
    "slot.removed": _("Took away a way to unlock"),
}

PASSPHRASE, SECURITY_KEY = "passphrase", "security_key"
KINDS = {PASSPHRASE: _("passphrase"), SECURITY_KEY: _("security key")}

# Verbs of the trail by which something ended, or was said otherwise: a backup of before knows nothing of it.
ENDINGS = (
    "consent.withdrawn", "consent.recorded", "exception.ended", "agreement.ended", "posting.ended",
    "user.password_changed", "user.password_given", "user.second_step_forgotten", "user.second_step_removed",
    "user.sessions_ended", "card.revoked", "file.kept", "team.left", "sealed.left", "sealed.key_changed",
    "sealed.held", "hold.placed",
)  # fmt: skip

FORMAT = 1  # of archives; a later one is refused
STAMP = "serai-%Y%m%dT%H%M%SZ.age"
FILES = "files"  # of an archive: what belongs to the database lies under this name
FOLDER = "backup"  # in the home: who backups are sealed to, the last one, and the archives unless said otherwise
RECIPIENTS = f"{FOLDER}/recipients"
LAST = f"{FOLDER}/last.json"
ERASED = "erased"  # the folder of the room that erases: a mark of each person who was erased, and the key of the marks
MARKS = f"{ERASED}/marks"  # in no archive: an archive would bring back the marks of its own day
MARKS_BESIDE = "erased-marks"  # the copy that lies beside the archives, for a new machine
# What of the home goes into an archive besides the database.
BELONGING = ("secret-key", "audit-keys", f"{ERASED}/key", RECIPIENTS, "attachments")
