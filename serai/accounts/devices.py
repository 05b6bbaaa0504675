"""Which devices somebody has signed in on before: a signed cookie of keyed hashes, nothing in the database.

It opens nothing by itself. It only spares its owner the pause that strangers' guesses bring upon everybody.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from serai.accounts.models import User

DEVICE = "__Host-serai_device" if settings.TLS else "serai_device"
KNOWN_FOR = timedelta(days=180)
AT_MOST = 40  # colleagues at one machine; the one who has not come for longest is forgotten


def is_known(request: HttpRequest, username: str | None) -> bool:
    """Whether this name was signed in with in this browser before, and not too long ago."""
    return _mark((username or "").strip().lower()) in _marks(request)


def remember(response: HttpResponse, *, request: HttpRequest, user: User) -> HttpResponse:
    """Keep in this browser that this user has signed in here."""
    own = _mark(user.username)
    marks = [own, *(mark for mark in _marks(request) if mark != own)][:AT_MOST]
    response.set_cookie(
        DEVICE,
        signing.dumps(marks, salt=DEVICE),
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _marks(request: HttpRequest) -> list[str]:
    try:
        marks: list[str] = signing.loads(request.COOKIES.get(DEVICE, ""), salt=DEVICE, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return marks


def _mark(username: str) -> str:
    return salted_hmac(DEVICE, username, algorithm="sha256").hexdigest()[:16]
