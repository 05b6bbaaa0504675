"""The one-time keys of somebody who asks in an emergency. As with one's own key, neither half opens anything alone: the
private key lies in the session, sealed under a key that only the browser's cookie holds, and goes with the hour."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from serai.keys.boxes import new_pair
from serai.keys.envelope import new_key, seal, unseal
from serai.keys.place import CannotOpen
from serai.sealed import packing

COOKIE = "__Host-serai-asked" if settings.TLS else "serai-asked"
KEPT = "asked"
SIGNER = signing.TimestampSigner(salt="serai.sealed.passing")
LASTS = 60 * 60


def begin(request: HttpRequest, *, row: UUID, kind: str) -> tuple[bytes, bytes]:
    """Make a pair for this asking, and keep its private half. Gives the public half, and what the browser holds."""
    pair, held = new_pair(), _held(request) or new_key()
    sealed = seal(pair.private, key=held, place=packing.release_place(row, kind, half="private"))
    request.session[KEPT] = {**_kept(request), str(row): packing.text(sealed)}
    return pair.public, held


def hand_out(response: HttpResponse, held: bytes) -> HttpResponse:
    """Give the browser its half, for an hour."""
    response.set_cookie(
        COOKIE,
        SIGNER.sign(packing.text(held)),
        max_age=LASTS,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def private_of(request: HttpRequest, *, row: UUID, kind: str) -> bytes | None:
    """The private key for this asking, if both halves are here."""
    held, sealed = _held(request), _kept(request).get(str(row))
    if held is None or sealed is None:
        return None
    try:
        return unseal(packing.raw(sealed), key=held, place=packing.release_place(row, kind, half="private"))
    except CannotOpen:
        return None


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """It is over: both halves go."""
    request.session.pop(KEPT, None)
    response.delete_cookie(COOKIE, samesite="Strict")
    return response


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(KEPT, {})
    return kept


def _held(request: HttpRequest) -> bytes | None:
    try:
        return packing.raw(SIGNER.unsign(request.COOKIES.get(COOKIE, ""), max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
