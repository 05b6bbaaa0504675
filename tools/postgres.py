"""Run a command beside a throw-away PostgreSQL: `python tools/postgres.py pytest -q`.

The cluster lives in a temporary folder, listens on loopback only, on a free port, with a password nobody is told but
the command (in DATABASE_URL). It is stopped and removed whatever happens. No server that runs already is touched.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # a cluster that lives for minutes has nothing to lose
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",  # its questions are short
    "autovacuum": "off",
    "wal_level": "minimal",  # nobody copies it, and nothing is brought back
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1h",
    "update_process_title": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_min_error_statement": "panic",  # as the doctor asks of every server
    "log_error_verbosity": "terse",
}


def programs() -> Path:
    """The folder of the newest PostgreSQL server programs of this machine."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not folders:
        raise SystemExit("PostgreSQL's server programs are not here: install the package `postgresql`.")
    return folders[-1]


def owner() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise SystemExit("Run this as an ordinary user, or install the package `postgresql`.") from None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> "Iterator[str]":
    """A running server; gives its DATABASE_URL."""
    user, bin_, port, password = owner(), programs(), free_port(), secrets.token_hex(16)
    with tempfile.TemporaryDirectory(prefix="serai-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        (home / "password").write_text(password)
        if user:
            for path in (home, home / "password"):
                shutil.chown(path, user, pwd.getpwnam(user).pw_gid)

        def run(program: str, *arguments: str) -> None:
            command = [str(bin_ / program), "-D", str(home / "data"), *arguments]
            subprocess.run(command, user=user, cwd=home, check=True, stdout=subprocess.DEVNULL)  # noqa: S603

        secret = str(home / "password")
        run("initdb", "-U", "serai", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--no-locale")
        settings = "".join(f"{name} = '{value}'\n" for name, value in {**SETTINGS, "port": str(port)}.items())
        with (home / "data" / "postgresql.auto.conf").open("a") as conf:
            conf.write(settings)
        try:
            run("pg_ctl", "-l", str(home / "log"), "-w", "-t", "60", "start")
            yield f"postgresql://serai:{password}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("usage: python tools/postgres.py COMMAND…")
    sys.exit(main(sys.argv[1:]))
