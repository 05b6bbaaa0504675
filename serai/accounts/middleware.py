from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from serai.accounts.operations import SIGNED_IN_AT
from serai.accounts.rules import is_over

SEEN = "serai_seen"
IDLE = _("You were signed out because nothing was done for a while. Please sign in again.")
IDLE_AND_SENT = _(
    "You were signed out because nothing was done for a while. What you last sent was not saved: send it again after "
    "signing in."
)
ENDED_AND_SENT = _("You are signed out. What you last sent was not saved: send it again after signing in.")
OPEN_BEFORE_THE_PASSWORD_IS_OWN = {"accounts:password", "accounts:sign_out", "accounts:alive", "set_language"}


class SessionLimits:
    """Signs out after an idle half-hour, and after ten hours whatever happens.

    The moment last seen lives in a cookie signed together with the session's key, so a GET writes nothing. A missing
    or foreign cookie gives no more time: what counts then is the moment of signing in, which the session knows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.signer = signing.TimestampSigner(salt=SEEN)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._is_over(request):
            logout(request)
            messages.warning(request, IDLE_AND_SENT if request.method == "POST" else IDLE)
        elif request.method == "POST" and SEEN in request.COOKIES and not request.user.is_authenticated:
            messages.warning(request, ENDED_AND_SENT)
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.session_key:
            response.set_cookie(
                SEEN,
                self.signer.sign(_mark(request.session.session_key)),
                httponly=True,
                samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        elif SEEN in request.COOKIES:
            response.delete_cookie(SEEN, samesite="Strict")
        return response

    def _is_over(self, request: HttpRequest) -> bool:
        began = request.session.get(SIGNED_IN_AT)
        return began is None or is_over(
            now=timezone.now(),
            signed_in_at=datetime.fromtimestamp(began, UTC),
            seen_at=self._seen_at(request),
            idle=settings.SESSION_IDLE,
            longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
        )

    def _seen_at(self, request: HttpRequest) -> datetime | None:
        value = request.COOKIES.get(SEEN, "")
        try:
            mark = self.signer.unsign(value)
        except signing.BadSignature:
            return None
        if not constant_time_compare(mark, _mark(request.session.session_key or "")):
            return None
        return datetime.fromtimestamp(signing.b62_decode(value.rsplit(":", 2)[1]), UTC)


def _mark(session_key: str) -> str:
    return salted_hmac(SEEN, session_key, algorithm="sha256").hexdigest()[:32]


class OwnPasswordFirst:
    """Whoever signs in with a password that somebody else made chooses their own before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> HttpResponse | None:
        page = request.resolver_match.view_name if request.resolver_match else ""
        if getattr(request.user, "must_change_password", False) and page not in OPEN_BEFORE_THE_PASSWORD_IS_OWN:
            return redirect("accounts:password")
        return None
