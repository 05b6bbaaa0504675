"""Serving the pages: one installation is served once at a time."""

import argparse
import sys
from gettext import gettext as _
from importlib import import_module
from pathlib import Path

from django.conf import settings

from serai.ui.uploads import WAITRESS
from serai.vault import memory
from serai.vault.running import BeingServed, alone
from serai.vault.snapshot import encrypted
from serai.vault.supervision import Supervisor


def serve(asked: argparse.Namespace) -> int:
    if encrypted() and sys.platform == "win32":
        print(_("Encrypted data cannot be served on Windows. Use BitLocker and `serai decrypt`."), file=sys.stderr)
        return 1
    memory.harden()  # on PostgreSQL as well: names, and keys of sealed files while they are read
    try:
        with alone(Path(settings.HOME)):
            print(_("Serai listens on {address}").format(address=f"http://{asked.host}:{asked.port}/"), flush=True)
            if encrypted():
                print(_("The data are locked. Open that address, or run `serai unlock`."), flush=True)
                again = ["-m", "serai.config.console", *asked.typed]
                return Supervisor(asked, serve_pages=serve_pages, is_ready=is_ready, again=again).run()
            serve_pages(asked)
    except BeingServed:
        print(_("Serai is running on these data already."), file=sys.stderr)
        return 1
    return 0


def is_ready() -> bool:
    installation = import_module("serai.config.installation")
    return not installation.pending_migrations() and bool(installation.static_files_collected())


def serve_pages(asked: argparse.Namespace) -> None:
    if sys.platform == "win32":
        application = import_module("serai.config.wsgi").application
        import_module("waitress").serve(
            application, host=asked.host, port=asked.port, threads=8, ident=None, **WAITRESS
        )
        return
    import_module("granian").Granian(
        "serai.config.wsgi:application",
        address=asked.host,
        port=asked.port,
        interface=import_module("granian.constants").Interfaces.WSGI,
        workers=asked.workers,
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,
        log_level=import_module("granian.log").LogLevels.warning,
    ).serve()
