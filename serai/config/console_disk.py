"""The commands of encrypted data: `serai encrypt`, `decrypt`, `unlock`, `lock`, `slots` and `panic`."""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from gettext import gettext as _
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connection

from serai.config import environment
from serai.keys.envelope import new_key
from serai.vault import control, gate, held, memory, moving, slots
from serai.vault.running import alone
from serai.vault.slots import Slots

FIRST_SLOT = "first"
NEEDS_NO_KEY = {"serve", "demo", "unlock", "lock", "manage_slots", "panic", "encrypt", "restore"}

type Commands = Callable[..., argparse.ArgumentParser]


def declare(command: Commands) -> None:
    """Add the commands: `command(act, words)` gives a parser."""
    command(encrypt, _("encrypt the database of this installation (SQLite), and name who may unlock it"))
    command(decrypt, _("the way back: leave the database open on the disk"))
    command(unlock, _("unlock the running server with a passphrase or the recovery code"))
    command(lock, _("lock everything now: the server forgets the key and closes"))
    managing = command(manage_slots, _("who may unlock: list, add or remove a slot"), name="slots")
    managing.add_argument("what", choices=["list", "add", "remove"], help=_("what to do with the slots"))
    managing.add_argument("name", nargs="?", default="", help=_("a name for the slot, such as `office safe`"))
    panicking = command(panic, _("lock, and remove every slot: only the recovery code or a backup open it again"))
    panicking.add_argument("--yes", action="store_true", help=_("do not ask again"))


def database() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def is_encrypted() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]) == "serai.vault.sqlcipher"


def before_setup(asked: argparse.Namespace) -> None:
    """A new installation is encrypted from its first byte, when that is wished. Django is not set up yet."""
    home = environment.folder("SERAI_HOME", "var")
    path = home / environment.text("SERAI_DATABASE", "serai.sqlite3")
    if environment.text("DATABASE_URL") or slots.path_of(path).exists() or moving.has_tables(path):
        return
    if not asked.encrypt and (asked.password_stdin or _said_no(_("Encrypt the database? [Y/n] "))):
        return
    path.unlink(missing_ok=True)
    slots.write(_first_slot(), path)


def _said_no(question: str) -> bool:
    return input(question).strip().lower() in {"n", "no", "non", "لا"}


def _first_slot() -> Slots:
    """A new key, its first slot, and its recovery code on the screen. The key is held from here on."""
    memory.harden()
    key = new_key()
    made = slots_for(key)
    held.hold(key)
    print(_("This recovery code opens the data when no passphrase does. It is shown once."))
    print(_("Write it down, twice, and keep it in two other places, not in this building."))
    print(f"\n  {slots.recovery_code(key)}\n", flush=True)
    print(_("A security key (FIDO2) can open the data too: add it afterwards, in the menu under *Who may unlock*."))
    return made


def slots_for(key: bytes) -> Slots:
    """Slots of their own for data that come from elsewhere, or are new."""
    return _with_slot(slots.new(), FIRST_SLOT, key)


def _with_slot(before: Slots, name: str, key: bytes) -> Slots:
    today = datetime.now(UTC).date()
    while True:
        passphrase = _passphrase_twice()
        try:
            return slots.with_slot(before, name=name, passphrase=passphrase, key=key, on=today)
        except slots.TooShort:
            print(_("That is too short. Take four words or more that have nothing to do with each other."))
            if not sys.stdin.isatty():
                raise


def _passphrase_twice() -> str:
    print(_("Choose a passphrase for the data: four words or more, or twenty letters."))
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    while (one := getpass.getpass(_("Passphrase: "))) != getpass.getpass(_("Once more: ")):
        print(_("The two differ. Type it again."))
    return one


def _passphrase() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass.getpass(_("Passphrase or recovery code: "))


def open_here(act: str) -> int:
    """Before a command that reads the data: the key comes from the running server, or from who types. Gives 0."""
    if act in NEEDS_NO_KEY or held.is_held() or not is_encrypted():
        return 0
    memory.harden()
    try:
        answer = control.ask(Path(settings.HOME), do="key")
    except control.NobodyServes:
        answer = {}
    if "key" in answer:
        held.hold(bytes.fromhex(answer["key"]))
    else:
        gate.key_of(database(), _passphrase())
    return 0


def unlock(asked: argparse.Namespace) -> int:
    answer = control.ask(Path(settings.HOME), do="unlock", passphrase=_passphrase())
    if answer.get("opened"):
        print(_("It is open."))
        return 0
    waits = answer.get("refused") == "wait"
    wrong = _("This does not open it. Check each word and try again.")
    print(_("Too many tries. Wait a quarter of an hour.") if waits else wrong, file=sys.stderr)
    return 1


def lock(asked: argparse.Namespace) -> int:
    control.ask(Path(settings.HOME), do="lock")
    print(_("It is locked."))
    return 0


def manage_slots(asked: argparse.Namespace) -> int:
    path = database()
    found = slots.read(path)
    if asked.what == "add" and asked.name:
        print(_("First a passphrase that opens it today, or the recovery code."))
        key = gate.key_of(path, _passphrase())
        slots.write(_with_slot(found, asked.name, key), path)
    elif asked.what == "remove":
        slots.write(slots.without_slot(found, name=asked.name), path)
    found = slots.read(path)
    for slot in found.slots:
        print(slot.name, slot.made, _("passphrase"), sep="\t")
    for one in found.keys:
        print(one.name, one.made, _("security key, at {host}").format(host=one.host), sep="\t")
    return 0


def panic(asked: argparse.Namespace) -> int:
    """Locking comes first: the slots may go slowly."""
    if not asked.yes:
        print(_("Everything is locked, and every passphrase and security key is made useless. No data are destroyed."))
        if input(_("To go on, type: panic") + "\n> ").strip() != "panic":
            print(_("Nothing was changed."))
            return 1
    try:
        control.ask(Path(settings.HOME), do="lock")
    except control.NobodyServes:
        held.let_go()
    for path in slots.all_beside(database()):
        moving.shred(path)
    print(_("Locked. Only the recovery code, or a backup and its key, open these data again."))
    return 0


def encrypt(asked: argparse.Namespace) -> int:
    path = database()
    with alone(Path(settings.HOME)):
        if is_encrypted() and (left := moving.all_left_open(path)):
            for copy in left:
                moving.shred(copy)
            print(_("The open copy that an earlier try had left is gone."))
            return 0
        if is_encrypted():
            raise moving.EncryptedAlready
        slots.write(_first_slot(), path)
        moving.encrypt(path)
    print(_("The database is encrypted. Old backups are sealed as before; other copies that you made are not."))
    return 0


def decrypt(asked: argparse.Namespace) -> int:
    with alone(Path(settings.HOME)):
        if not is_encrypted():
            raise moving.OpenAlready
        import_module("serai.files.operations.papers").seal_with_the_secret_key()
        connection.close()
        moving.decrypt(database())
    print(_("The database is open: whoever has the disk reads everything."))
    return 0
