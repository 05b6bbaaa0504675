"""The `serai` command: demo, setup, serve, upgrade, doctor, audit, verify-promises."""

import argparse
import getpass
import os
import socket
import sys
from collections.abc import Callable
from functools import partial
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from serai.config import console_backups, console_disk, console_linkage, console_proofs, console_reminders, language
from serai.config.language import gettext_noop

QUESTIONS = {
    "username": gettext_noop("User name of the first administrator (small letters): "),
    "display_name": gettext_noop("Their name, as colleagues say it: "),
    "centre_code": gettext_noop("Short code of the first centre (such as OBK): "),
    "centre_name": gettext_noop("Name of the first centre: "),
    "country": gettext_noop("Its country, three letters (such as DJI): "),
    "place": gettext_noop("Its town: "),
    "time_zone": gettext_noop("Its time zone (such as Africa/Djibouti): "),
}
AS_OWNER = {
    "setup",
    "upgrade",
    "backup",
    "restore",
    "verify_promises",
}  # they make, change or copy tables


def main(arguments: list[str] | None = None) -> int:
    spoken = language.chosen()
    with language.speaking(spoken):
        asked = parser().parse_args(arguments)
        act: Callable[[argparse.Namespace], int] = asked.act
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "serai.config.settings")
        os.environ["SERAI_AS_OWNER"] = "1" if act.__name__ in AS_OWNER else "0"
        if act is demo:
            _demo_environment(asked.home)
        elif getattr(asked, "into", ""):
            os.environ["SERAI_HOME"] = str(Path(asked.into).expanduser().resolve())
        elif act is setup:
            console_disk.before_setup(asked)
        asked.typed = sys.argv[1:] if arguments is None else arguments
        try:
            django.setup()
        except (ImproperlyConfigured, ValueError) as wrong:
            print(_("The settings cannot be read: {wrong}").format(wrong=wrong), file=sys.stderr)
            return 1
        with translation.override(spoken):
            told: Callable[..., int] = import_module("serai.config.refusals").told
            return told(lambda: console_disk.open_here(act.__name__) or act(asked))


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="serai", description=_("The open-source system that runs migrant centres."))
    acts = top.add_subparsers(required=True, metavar=_("COMMAND"))
    showing = _command(acts, demo, _("walk through an invented network on this machine"), port=8000)
    showing.add_argument("--home", default="var/demo", help=_("where the demo keeps its data (default: %(default)s)"))
    afresh = _("begin again: today's queue is that of the first start")
    showing.add_argument("--afresh", action="store_true", help=afresh)
    setting_up = _command(acts, setup, _("make the tables, the first administrator and the first centre"))
    for name, question in QUESTIONS.items():
        setting_up.add_argument("--" + name.replace("_", "-"), default="", help=_(question).strip(" :"))
    setting_up.add_argument("--password-stdin", action="store_true", help=_("read the password from standard input"))
    encrypting = _("encrypt the database; its passphrase is asked, or is the first line of standard input")
    setting_up.add_argument("--encrypt", action="store_true", help=encrypting)
    serving = _command(acts, serve, _("serve the pages"), port=8000)
    host = _("the address to listen on (default: %(default)s)")
    serving.add_argument("--host", default="127.0.0.1", help=host)
    workers = _("how many processes (default: one a core)")
    serving.add_argument("--workers", type=int, default=os.cpu_count() or 1, help=workers)
    console_backups.declare(partial(_command, acts))
    console_disk.declare(partial(_command, acts))
    _command(acts, upgrade, _("bring tables, code lists and static files up to this version"))
    _command(acts, doctor, _("say what is wrong with this installation and how to mend it"))
    auditing = _command(acts, audit, _("read the whole trail and say whether it was changed; keep a checkpoint of it"))
    auditing.add_argument("what", choices=["verify", "checkpoint"], help=_("what to do with the trail"))
    auditing.add_argument("--against", default="", help=_("verify: a checkpoint that was kept elsewhere"))
    auditing.add_argument("--words", default="", help=_("verify: the eight words that were kept on paper"))
    auditing.add_argument("--to", default="", help=_("checkpoint: the file to write it to"))
    console_proofs.declare(partial(_command, acts))
    console_linkage.declare(partial(_command, acts))
    console_reminders.declare(partial(_command, acts))
    return top


def _command(acts: Any, act: Callable[..., int], words: str, port: int = 0, name: str = "") -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser(name or act.__name__, help=words, description=words)
    made.set_defaults(act=act)
    if port:
        made.add_argument("--port", type=int, default=port, help=_("the port to listen on (default: %(default)s)"))
    return made


def _demo_environment(home: str) -> None:
    """A demo never touches real data, whatever the environment says."""
    os.environ.update(SERAI_DEMO="1", SERAI_HOME=str(Path(home).resolve()), DATABASE_URL="", SERAI_TLS="0")
    os.environ["SERAI_DATABASE"] = "demo.sqlite3"  # never a database of real people, even in a folder that has one
    os.environ.pop("SERAI_SECRET_KEY", None)


def demo(asked: argparse.Namespace) -> int:
    installation = import_module("serai.config.installation")
    installation.prepare_demo(afresh=asked.afresh)
    port = asked.port if _is_free(asked.port) else _free_port()
    address = f"http://127.0.0.1:{port}/"
    print(
        "\n"
        + _("Serai's demo is at {address}  (Ctrl+C stops it; the people in it are invented)").format(address=address)
        + "\n"
    )
    for line in installation.demo_accounts():
        print(f"  {line}")
    print(flush=True)
    in_memory = import_module("serai.ui.uploads").WAITRESS
    import_module("waitress").serve(_application(), host="127.0.0.1", port=port, threads=4, ident=None, **in_memory)
    return 0


def setup(asked: argparse.Namespace) -> int:
    installation = import_module("serai.config.installation")
    if not _is_prepared():
        return 1
    if installation.has_administrator():
        print(_("There is an administrator already. Further accounts are made on the pages."), file=sys.stderr)
        return 1
    answers = {name: getattr(asked, name) or input(_(question)) for name, question in QUESTIONS.items()}
    answers["password"] = sys.stdin.readline().rstrip("\n") if asked.password_stdin else _asked_twice()
    try:
        installation.set_up(installation.FirstAnswers(**answers))
    except installation.Unfit as unfit:
        print(unfit, file=sys.stderr)
        return 1
    if not import_module("serai.vault.queries").recipients():
        console_backups.show_identity(import_module("serai.vault.operations").make_recipient())
    done = _("{centre} is set up. Run `serai doctor`, then `serai serve`.")
    print(done.format(centre=answers["centre_name"]))
    return 0


def _asked_twice() -> str:
    while (password := getpass.getpass(_("Password (10 characters or more): "))) != getpass.getpass(_("Once more: ")):
        print(_("The two differ. Type it again."))
    return password


def serve(asked: argparse.Namespace) -> int:
    installation = import_module("serai.config.installation")
    locked = console_disk.is_encrypted()  # then this is looked at once somebody has unlocked
    if not locked and (installation.pending_migrations() or not installation.static_files_collected()):
        print(_("This installation is not ready for this version. Run `serai upgrade`."), file=sys.stderr)
        return 1
    for fault in import_module("serai.config.second_line").faults():
        print(f"{fault.what}\n→ {fault.mend}", file=sys.stderr)
        return 1
    if not _is_free(asked.port, asked.host):
        print(_("Port {port} is taken. Choose another with --port.").format(port=asked.port), file=sys.stderr)
        return 1
    return int(import_module("serai.config.serving").serve(asked))


def _is_prepared() -> bool:
    try:
        import_module("serai.config.installation").prepare()
    except import_module("serai.config.second_line").NoSuchAccount as missing:
        told = _("The account {name} of DATABASE_URL is not there. Make it, with a password and no right of its own.")
        print(told.format(name=missing), file=sys.stderr)
        return False
    return True


def upgrade(asked: argparse.Namespace) -> int:
    if not _is_prepared():
        return 1
    print(_("Tables, code lists and static files are those of this version."))
    return 0


def doctor(asked: argparse.Namespace) -> int:
    found = import_module("serai.config.doctor").findings()
    for finding in found:
        print(f"✗ {finding.what}\n  → {finding.mend}")
    if not found:
        print(_("Nothing is wrong with this installation."))
    return 1 if found else 0


def audit(asked: argparse.Namespace) -> int:
    trail = import_module("serai.config.trail")
    if asked.what == "verify":
        is_whole, lines = trail.verify(against=asked.against, spoken=asked.words)
    else:
        is_whole, lines = trail.keep(to=asked.to)
    print(*lines, sep="\n", file=sys.stdout if is_whole else sys.stderr)
    return 0 if is_whole else 1


def _application() -> Any:
    return import_module("serai.config.wsgi").application


def _is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
