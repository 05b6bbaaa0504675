"""An archive: a tar of a few files, sealed with age to public keys while it is written.

Nothing readable touches the disk on the way in. Whoever holds the identity needs nothing of ours to open it:
`age --decrypt -i identity.txt backup.age | tar x`.
"""

import json
import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO, Any

import pyrage

PIECE = 1024 * 1024
MANIFEST = "manifest.json"
KEY = "database.key"  # of an encrypted database: it is never written to the disk
EXPECTED = re.compile(r"manifest\.json|database\.[a-z0-9.]+|files/.+")


class NotAnIdentity(ValueError):
    """What was given is not the private half of a key pair."""


class NotARecipient(ValueError):
    """What was given is not the public half of a key pair."""


class CannotOpenArchive(Exception):
    """Another identity's, damaged, cut short, or not an archive at all."""


@dataclass(frozen=True)
class Part:
    """One file of an archive: its bytes, or where they are."""

    name: str
    content: bytes | Path


def new_identity() -> tuple[str, str]:
    """A new pair: the private half, to be kept elsewhere, and the public half."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def is_recipient(text: str) -> bool:
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def seal(parts: Iterable[Part], *, to: Path, recipients: list[str]) -> None:
    """Write the archive whole or not at all. Raises NotARecipient."""
    try:
        public = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError as refusal:
        raise NotARecipient from refusal
    unfinished = to.with_name(to.name + ".part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _encrypt(_Reader(_tar(parts)), file, public)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(to)
        sync_folder(to.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _encrypt(reader: "_Reader", file: IO[bytes], public: list[Any]) -> None:
    try:
        pyrage.encrypt_io(reader, file, public)
    except pyrage.EncryptError as refusal:
        raise reader.failed or refusal from None


def sync_folder(folder: Path) -> None:
    """A rename is safe from a power cut when its folder is on the disk."""
    with suppress(OSError):  # Windows opens no folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def unseal(archive: Path, *, identity: str, into: Path) -> dict[str, Any]:
    """Put the files of an archive into an empty folder, and give back its manifest.

    Believe nothing of what lies there before this returns: age proves each piece as it comes, the end only at the end.
    Raises NotAnIdentity, CannotOpenArchive.
    """
    private, source, sink = _identity(identity), *os.pipe()
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            with archive.open("rb") as sealed, os.fdopen(sink, "wb") as pipe:
                pyrage.decrypt_io(sealed, pipe, [private])
        except (pyrage.DecryptError, OSError) as refusal:
            failed.append(refusal)

    opening = Thread(target=open_it, daemon=True)
    opening.start()
    try:
        with os.fdopen(source, "rb") as pipe:
            key = _unpack(pipe, into)
    except tarfile.TarError as refusal:
        raise CannotOpenArchive from refusal
    finally:
        opening.join()
    if failed or not (into / MANIFEST).exists():
        raise CannotOpenArchive
    manifest: dict[str, Any] = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
    return {**manifest, "key": key}


def _identity(text: str) -> Any:
    """The identity in the text of a key file: other lines are remarks."""
    for line in text.splitlines():
        with suppress(pyrage.IdentityError):
            return pyrage.x25519.Identity.from_str(line.strip())
    raise NotAnIdentity


def _unpack(pipe: IO[bytes], into: Path) -> bytes:
    """Gives the key of the database, if there is one."""
    key = b""
    with tarfile.open(fileobj=pipe, mode="r|") as tar:
        for member in tar:
            if not member.isfile() or not EXPECTED.fullmatch(member.name):
                raise CannotOpenArchive
            if member.name == KEY and (kept := tar.extractfile(member)):
                key = kept.read()
            else:
                tar.extract(member, into, filter="data")
    while pipe.read(PIECE):  # the rest is zeros; the end has to be proved too
        pass
    return key


def _tar(parts: Iterable[Part]) -> Iterator[bytes]:
    for part in parts:
        info = tarfile.TarInfo(part.name)
        info.mode = 0o600
        info.size = len(part.content) if isinstance(part.content, bytes) else part.content.stat().st_size
        yield info.tobuf(tarfile.PAX_FORMAT)
        yield from _content(part.content)
        yield bytes(-info.size % tarfile.BLOCKSIZE)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _content(content: bytes | Path) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


class _Reader:
    """Pieces as age reads them: so many bytes at a time. age tells nothing of why a piece could not be had."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.left = pieces, memoryview(b"")
        self.failed: Exception | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self.left:
                self.left = memoryview(next(self.pieces))
        except StopIteration:
            return b""
        except Exception as failure:
            self.failed = failure
            raise
        given, self.left = self.left[:size], self.left[size:]
        return bytes(given)
