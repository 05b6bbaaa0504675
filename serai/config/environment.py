"""The only place that reads the environment. A value that cannot be read stops the program."""

import os
import secrets
from gettext import gettext as _
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from serai.vault import slots

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
    "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; "
    "PRAGMA wal_autocheckpoint=1000; PRAGMA cache_size=-65536;"
)
THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "").lower()
    if value not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(_("{setting} must be 1 or 0.").format(setting=name))
    return default if value == "" else value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    if value and not value.isdecimal():
        raise ImproperlyConfigured(_("{setting} must be a whole number.").format(setting=name))
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: str) -> Path:
    """A directory of ours, created readable by its owner only."""
    path = Path(os.environ.get(name, default)).expanduser().resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key(home: Path) -> str:
    """The signing key: from the environment, else a file made on first start, readable by its owner only."""
    if given := text("SERAI_SECRET_KEY"):
        return given
    path = home / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


def database(home: Path) -> dict[str, object]:
    """`DATABASE_URL=postgresql://user:password@host:port/name`, or an SQLite file in the home folder.

    The file itself says whether it is encrypted. The SQLite settings are those of which a power cut loses nothing
    acknowledged: see docs/guard.md. On PostgreSQL the account of DATABASE_URL serves the pages; commands that change
    tables use that of DATABASE_OWNER_URL.
    """
    is_owner_at_work = flag("SERAI_AS_OWNER")
    url = (is_owner_at_work and text("DATABASE_OWNER_URL")) or text("DATABASE_URL")
    if not url:
        path = home / text("SERAI_DATABASE", "serai.sqlite3")
        encrypted = slots.is_encrypted(path)
        return {
            "ENGINE": "serai.vault.sqlcipher" if encrypted else "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": 600 if encrypted else 0,  # pages that were decrypted once stay in memory
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(_("DATABASE_URL must begin with postgresql://"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": _way_to(parts.hostname or "", dict(parse_qsl(parts.query)))
        | ({"options": "-c serai.maintenance=on"} if is_owner_at_work else {}),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _way_to(host: str, said: dict[str, str]) -> dict[str, str]:
    """To another machine over TLS with a certificate that is checked, unless the address itself says otherwise."""
    if strange := set(said) - {"sslmode", "sslrootcert"}:
        raise ImproperlyConfigured(_("DATABASE_URL does not know {word}.").format(word=min(strange)))
    if not host or host.startswith("/") or host in THIS_MACHINE:
        return said
    return {"sslmode": "verify-full", **({} if "sslmode" in said else {"sslrootcert": "system"}), **said}


def one_of(name: str, *allowed: str) -> str:
    """One of these words, or nothing."""
    if (value := text(name)) not in {"", *allowed}:
        raise ImproperlyConfigured(
            _("{setting} must be one of: {words}.").format(setting=name, words=", ".join(allowed))
        )
    return value


def address_out(name: str) -> str:
    """An address that the program writes to: https, unless it is on this machine."""
    value = text(name)
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
    if value and not (is_safe and parts.hostname and parts.username is None):
        raise ImproperlyConfigured(_("{setting} must begin with https://").format(setting=name))
    return value


def token(name: str, path: Path) -> str:
    """What the program shows to who receives what it sends: from the environment, else from a file that is its own."""
    return (text(name) or (path.read_text(encoding="utf-8") if path.exists() else "")).strip()


def mailers(name: str) -> dict[str, object]:
    """`smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS; without TLS on this machine only. Unset,
    no mail leaves."""
    if not (value := text(name)):
        return {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(_("{setting} must begin with smtps:// or smtp://").format(setting=name))
    options = {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and parts.hostname not in THIS_MACHINE,
        "timeout": 10,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def application_account() -> str:
    """The PostgreSQL account that serves the pages, where the owner of the tables is another one; else empty."""
    served, owned = (unquote(urlsplit(text(name)).username or "") for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    return served if owned and served != owned else ""
