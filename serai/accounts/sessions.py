"""Sessions in the database under a keyed hash: the key itself is in the browser's cookie and nowhere else, so that
whoever reads the table or a backup cannot sit down in somebody's place."""

from base64 import urlsafe_b64encode
from typing import Any, cast

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import salted_hmac

from serai.codes.prepared import Prepared

session_kept = Prepared(lambda kept: Session.objects.filter(session_key=kept))


def kept_as(session_key: str | None) -> str:
    """What stands in the tables for a session's key: 240 bits in the 40 characters that Django's table has."""
    digest = salted_hmac("serai.accounts.sessions", session_key or "", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:30]).decode()


class SessionStore(db.SessionStore):
    """Django's own, which looks up and writes the hash instead of the key."""

    def _get_session_from_db(self) -> Session | None:
        for row in session_kept(kept_as(self.session_key)):
            if row.expire_date > timezone.now():
                return row
        self._session_key = None
        return None

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=kept_as(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        row.session_key = kept_as(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=kept_as(key)).delete()

    # The other half of Django's store would write the key as it is. No view of ours waits (async).
    aload = aexists = acreate = asave = adelete = None  # type: ignore[assignment]
