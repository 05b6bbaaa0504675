"""Sealing a paper: piece by piece under a key of its own, and that key under the installation's.

The key of the installation's papers comes from the key of the encrypted database while that is held, else from the
installation's secret key, which lies in a file beside the shelf (docs/guard.md). Which of them it was stands in the
sealed key itself, so that papers open after the database was encrypted.
"""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings

from serai.files.models import Paper
from serai.keys.derived import derive
from serai.keys.envelope import HEADER, NONCE, epoch_of, seal, unseal
from serai.keys.padding import BUCKETS, LENGTH
from serai.keys.place import CannotOpen, Place
from serai.people.models import Person
from serai.vault import held

PURPOSE = "attachments"
SECRET, VAULT = 0, 1  # which key seals the key of a paper
TAG = 16
PADDED = 64 * BUCKETS[-1]  # 256 kB
PIECE = PADDED - LENGTH
SEALED_PIECE = HEADER.size + NONCE + PADDED + TAG


def _installations_key(which: int) -> bytes:
    """Raises Locked, CannotOpen."""
    if which == VAULT:
        return held.key_for(PURPOSE)
    if which == SECRET:
        return derive(settings.SECRET_KEY.encode(), purpose=PURPOSE)
    raise CannotOpen


def _key_place(paper: Paper, person: UUID) -> Place:
    return Place("files.paper", "key", paper.public_id, paper.version, str(person))


def _piece_place(paper: Paper, number: int, *, is_last: bool) -> Place:
    return Place("files.paper", f"piece.{number}{'.last' if is_last else ''}", paper.public_id)


def seal_key(paper: Paper, *, key: bytes, person: UUID, with_secret: bool = False) -> bytes:
    """The key of the paper, for this row at this version and this person only."""
    which = VAULT if held.is_held() and not with_secret else SECRET
    return seal(key, key=_installations_key(which), place=_key_place(paper, person), epoch=which)


def open_key(paper: Paper, *, person: UUID) -> bytes:
    """Raises CannotOpen, Locked."""
    sealed = bytes(paper.key)
    return unseal(sealed, key=_installations_key(epoch_of(sealed)), place=_key_place(paper, person))


def seal_anew(paper: Paper, *, person: UUID, to: Person, with_secret: bool = False) -> None:
    """From one person to another, or to the same with another key: what sealed it before opens no more. Raises
    CannotOpen, Locked."""
    key = open_key(paper, person=person)
    paper.person, paper.version = to, paper.version + 1
    paper.key = seal_key(paper, key=key, person=to.public_id, with_secret=with_secret)
    paper.save(update_fields=["person", "version", "key"])


def pieces(paper: Paper, content: bytes, *, key: bytes) -> Iterator[bytes]:
    """The content, sealed piece by piece: each knows its number, and the last one that it is the last."""
    count = max(1, -(-len(content) // PIECE))
    for number in range(count):
        place = _piece_place(paper, number, is_last=number == count - 1)
        yield seal(content[number * PIECE : (number + 1) * PIECE], key=key, place=place)


def put_together(paper: Paper, sealed: Iterator[bytes], *, key: bytes) -> bytes:
    """The content again. A piece that is missing, moved, of another paper or changed: raises CannotOpen."""
    found, before = [], next(sealed, b"")
    for number, piece in enumerate(sealed):
        found.append(unseal(before, key=key, place=_piece_place(paper, number, is_last=False)))
        before = piece
    found.append(unseal(before, key=key, place=_piece_place(paper, len(found), is_last=True)))
    return b"".join(found)
