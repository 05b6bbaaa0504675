from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse

SEEN = "serai_seen"


class SessionLimits:
    """Signs out after an idle half-hour. The moment last seen lives in a signed cookie: a GET writes nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.signer = signing.TimestampSigner(salt=SEEN)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if request.user.is_authenticated and key and not self._seen_lately(request, key):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.session_key:
            response.set_cookie(
                SEEN,
                self.signer.sign(request.session.session_key[:8]),
                httponly=True,
                samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _seen_lately(self, request: HttpRequest, key: str) -> bool:
        if SEEN not in request.COOKIES:
            return True  # the first request after signing in; the session's own age still limits it
        try:
            return self.signer.unsign(request.COOKIES[SEEN], max_age=settings.SESSION_IDLE) == key[:8]
        except signing.SignatureExpired:
            return False
        except signing.BadSignature:
            return True
