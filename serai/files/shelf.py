"""The shelf: the folder of the sealed papers, under names that say nothing. It only ever holds sealed bytes."""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from serai.files.choices import FOLDER
from serai.files.packing import SEALED_PIECE
from serai.vault.archive import sync_folder


def new_name() -> str:
    return secrets.token_hex(16)


def _path(name: str) -> Path:
    return Path(settings.HOME) / FOLDER / name[:2] / name


def put(name: str, pieces: Iterable[bytes]) -> None:
    """On the disk before anybody is told that it is kept; nothing is left of it when it cannot be written whole."""
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def taken(name: str) -> Iterator[bytes]:
    """The sealed pieces, one after the other; none when there is no such paper on the shelf."""
    path = _path(name)
    if path.exists():
        with path.open("rb") as file:
            while piece := file.read(SEALED_PIECE):
                yield piece


def throw_away(names: Iterable[str]) -> None:
    """Their keys are gone already: what may be left of them on the disk opens no more."""
    for name in names:
        _path(name).unlink(missing_ok=True)
