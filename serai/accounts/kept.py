"""What only this installation can read: sealed with a key made from its own, which is not in the database."""

from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from serai.keys.derived import derive
from serai.keys.envelope import seal, unseal
from serai.keys.place import Place


def sealed(value: bytes, *, purpose: str, row: UUID) -> bytes:
    return seal(value, key=_key(purpose), place=Place(table="accounts", field=purpose, row=row))


def opened(value: bytes, *, purpose: str, row: UUID) -> bytes:
    """Raises CannotOpen."""
    return unseal(value, key=_key(purpose), place=Place(table="accounts", field=purpose, row=row))


def mark_of(code: str, *, user_id: int) -> str:
    """What stands in the table for a recovery code."""
    return salted_hmac("serai.accounts.recovery", f"{user_id} {code}", algorithm="sha256").hexdigest()


def _key(purpose: str) -> bytes:
    return derive(settings.SECRET_KEY.encode(), purpose=f"accounts.{purpose}")
