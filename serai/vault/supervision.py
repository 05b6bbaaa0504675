"""Serving encrypted data: a small process holds the key and starts the others; locking ends them all, and itself.

Locked, it serves the closed page from a process that has nothing to tell. Unlocked, it starts the pages, whose
processes inherit the key in memory. To lock, it kills them and begins again as a new program: what the memory held is
gone with the processes.
"""

import argparse
import os
import selectors
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.utils.translation import gettext as _

from serai.keys.place import CannotOpen
from serai.vault import closed, control, gate, held, memory
from serai.vault.slots import NoSlotOpens

GRACE = 1.0  # seconds in which an answer reaches the browser before its process ends
NOT_READY = 3


type Serve = Callable[[argparse.Namespace], None]


class Supervisor:
    """`serve_pages` serves until its process is killed; `is_ready` looks at the tables once there is a key; `again` is
    the command that starts this program anew."""

    def __init__(
        self, asked: argparse.Namespace, *, serve_pages: Serve, is_ready: Callable[[], bool], again: list[str]
    ) -> None:
        self.asked, self.serve_pages, self.is_ready, self.again = asked, serve_pages, is_ready, again
        self.home = Path(settings.HOME)
        self.gate = gate.Gate(Path(str(settings.DATABASES["default"]["NAME"])))
        self.child, self.then = 0, ""
        self.stopped = False

    def run(self) -> int:
        memory.harden()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self.server = control.listen(self.home)
        self._start(self._closed_page)
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.server, selectors.EVENT_READ)
            while not self.stopped:
                if waiting.select(timeout=0.3):
                    self._answer()
                if self.then:
                    self._turn()
                elif (ended := self._child_ended()) is not None:
                    return self._say_why(ended)
        self._end_child()
        (self.home / control.NAME).unlink(missing_ok=True)
        return 0

    def _stop(self, *signals: Any) -> None:
        self.stopped = True

    # --- what the other processes ask --------------------------------------------------------------------------
    def _answer(self) -> None:
        connection, _from = self.server.accept()
        with connection:
            if not _is_our_own(connection):
                return
            asked = control.hear(connection)
            answers = {"key": self._key, "prove": self._prove, "unlock": self._unlock, "lock": self._lock}
            answer = answers.get(str(asked.get("do")), self._status)
            control.say(connection, **answer(asked))

    def _status(self, asked: control.Said) -> control.Said:
        return {"locked": not held.is_held()}

    def _key(self, asked: control.Said) -> control.Said:
        """For a backup at night, or an upgrade: asked by a process of our own user."""
        return {"key": held.main_key().hex()} if held.is_held() else {"locked": True}

    def _unlock(self, asked: control.Said) -> control.Said:
        if not held.is_held():
            if refused := self._refused(asked):
                return refused
            self.then = "open"
        return {"opened": True}

    def _prove(self, asked: control.Said) -> control.Said:
        """Whether somebody at the pages knows a passphrase too; wrong tries count as they do on the closed page."""
        return (self._refused(asked) or {"proved": True}) if held.is_held() else {"locked": True}

    def _refused(self, asked: control.Said) -> control.Said:
        """Why what was given does not open the data; nothing when it does."""
        passphrase, credential, secret = (str(asked.get(name, "")) for name in ("passphrase", "credential", "secret"))
        now = time.monotonic()
        try:
            if credential:
                self.gate.key_by(credential=credential, secret=secret, now=now)
            else:
                self.gate.key_for(passphrase, now=now)
        except gate.WaitFirst:
            return {"refused": "wait"}
        except (NoSlotOpens, gate.WrongKey, CannotOpen):
            return {"refused": "wrong"}
        return {}

    def _lock(self, asked: control.Said) -> control.Said:
        self.then = "lock"
        return {"locked": True}

    def _turn(self) -> None:
        then, self.then = self.then, ""
        time.sleep(GRACE)
        self._end_child()
        if then == "lock":
            self._begin_again()
        self._start(self._pages)

    def _begin_again(self) -> NoReturn:
        held.let_go()
        os.execv(sys.executable, [sys.executable, *self.again])  # noqa: S606 - this very program, as it was called

    # --- the one process that serves ---------------------------------------------------------------------------
    def _start(self, act: Callable[[], int]) -> None:
        self.child = os.fork()
        if self.child:
            return
        os.setpgid(0, 0)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        self.server.close()
        code = 1
        try:
            code = act()
        finally:
            os._exit(code)

    def _closed_page(self) -> int:
        held.let_go()
        for name, value in closed.SETTINGS.items():
            setattr(settings, name, value)
        application = get_wsgi_application()
        import_module("logging").getLogger("django.request").setLevel("CRITICAL")  # every answer is a 503 on purpose
        host, port = self.asked.host, self.asked.port
        import_module("waitress").serve(application, host=host, port=port, threads=4, ident=None)
        return 0

    def _pages(self) -> int:
        if not self.is_ready():
            return NOT_READY
        connections.close_all()
        import_module("multiprocessing").set_start_method("fork", force=True)  # the key is inherited, not sent
        self.serve_pages(self.asked)
        return 0

    def _end_child(self) -> None:
        for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 3.0)):
            if self._child_ended() is not None:
                break
            _signal(self.child, number)
            until = time.monotonic() + patience
            while self._child_ended() is None and time.monotonic() < until:
                time.sleep(0.05)
        _signal(self.child, signal.SIGKILL)  # whatever is left of its group
        self.child = 0

    def _child_ended(self) -> int | None:
        if not self.child:
            return 0
        try:
            pid, status = os.waitpid(self.child, os.WNOHANG)
        except ChildProcessError:
            return 0
        return os.waitstatus_to_exitcode(status) if pid else None

    def _say_why(self, code: int) -> int:
        ready = _("This installation is not ready for this version. Run `serai upgrade`.")
        print(ready if code == NOT_READY else _("A process ended that should not have."), file=sys.stderr)
        return 1


def _signal(group: int, number: int) -> None:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return


def _is_our_own(connection: socket.socket) -> bool:
    if not hasattr(socket, "SO_PEERCRED"):
        return True  # the home folder lets nobody else in
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return bool(uid == os.geteuid())
