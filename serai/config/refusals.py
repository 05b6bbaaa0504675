"""What the `serai` command says when the data at rest refuse something. Read once Django is set up."""

import sys
import traceback
from collections.abc import Callable
from gettext import gettext as _

from serai.config.language import gettext_noop
from serai.keys.place import CannotOpen
from serai.vault import gate, held, moving, slots
from serai.vault.archive import CannotOpenArchive, NotAnIdentity, NotARecipient
from serai.vault.control import NobodyServes
from serai.vault.operations import DatabaseInTheWay, NoRecipient, RecipientChosen
from serai.vault.running import BeingServed
from serai.vault.snapshot import Damaged, ToolMissing
from serai.vault.staging import FromTheFuture, NoRoomForScratch, NotEncrypted, OtherEngine

SENTENCES: dict[type[Exception], str] = {
    NoRecipient: gettext_noop("Nobody is named who could open a backup. Run `serai backup --new-recipient` first."),
    RecipientChosen: gettext_noop(
        "Backups are sealed to somebody already. To choose again, remove the file backup/recipients in SERAI_HOME; "
        "older backups still open with the older key only."
    ),
    NotARecipient: gettext_noop("This is not a public key of age. It begins with age1."),
    NotAnIdentity: gettext_noop("This is not a private key of age. It begins with AGE-SECRET-KEY-1."),
    CannotOpenArchive: gettext_noop(
        "This backup cannot be opened: it is damaged or cut short, or it was sealed to another key. Nothing was "
        "changed. Try another copy, or an older one."
    ),
    Damaged: gettext_noop("The data are not whole: a part is broken, or rows are missing. Nothing was changed."),
    OtherEngine: gettext_noop(
        "This backup is of the other kind of database (SQLite or PostgreSQL). Check DATABASE_URL."
    ),
    NotEncrypted: gettext_noop(
        "This backup is of open data, and this installation is encrypted. Restore it --into an empty folder, and run "
        "`serai encrypt` there."
    ),
    FromTheFuture: gettext_noop("A later version of Serai made this backup. Install that version, then try again."),
    NoRoomForScratch: gettext_noop(
        "The database account may not create databases, so nothing can be tried out to the side. Let it (ALTER ROLE … "
        "CREATEDB) while you restore."
    ),
    ToolMissing: gettext_noop("pg_dump and pg_restore are not on this machine. Install PostgreSQL's client programs."),
    DatabaseInTheWay: gettext_noop(
        "There are data here already. Nothing was changed. To put the backup in their place, say --replace; to look at "
        "it elsewhere, say --into FOLDER."
    ),
    BeingServed: gettext_noop("Serai is running on these data. Stop it first (`serai serve`), then try again."),
    NobodyServes: gettext_noop("Nothing that can be locked is running here. It is locked when `serai serve` stops."),
    gate.WrongKey: gettext_noop("This opens a slot, but not this database. Nothing was changed."),
    gate.WaitFirst: gettext_noop("Too many tries. Wait a quarter of an hour."),
    held.Locked: gettext_noop("The data are locked."),
    CannotOpen: gettext_noop("The file of slots is damaged. The recovery code still opens the data."),
    slots.NoSlotOpens: gettext_noop("This does not open it. Check each word and try again."),
    slots.TooShort: gettext_noop("That is too short. Take four words or more that have nothing to do with each other."),
    slots.NoSuchSlot: gettext_noop("No slot has that name. `serai slots list` shows them."),
    slots.NameTaken: gettext_noop("A slot has that name already. Choose another, or remove that one first."),
    slots.LastSlot: gettext_noop(
        "That is the last passphrase. Add another first; to make every slot useless, run `serai panic`."
    ),
    moving.EncryptedAlready: gettext_noop("The database is encrypted already."),
    moving.OpenAlready: gettext_noop("The database is not encrypted."),
}


def told(act: Callable[[], int]) -> int:
    """Do it; a refusal becomes its sentence."""
    try:
        return act()
    except tuple(SENTENCES) as refusal:
        print(_(SENTENCES[type(refusal)]), file=sys.stderr)
        return 1
    except Exception as broken:  # noqa: BLE001 - whatever it says may hold a name: the database quotes rows
        broke_off = _("The command broke off ({kind}). What the error says is not shown, for names may stand in it.")
        print(*traceback.format_tb(broken.__traceback__), sep="", end="", file=sys.stderr)
        print(broke_off.format(kind=type(broken).__name__), file=sys.stderr)
        return 1
