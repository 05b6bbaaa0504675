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

from serai.accounts import again
from serai.accounts.operations import SIGNED_IN_AT
from serai.accounts.rules import is_idle, is_over

SEEN = "__Host-serai_seen" if settings.TLS else "serai_seen"
OVER = _("You were signed out: a sign-in lasts ten hours. Please sign in again.")
OVER_AND_SENT = _(
    "You were signed out: a sign-in lasts ten hours. What you last sent was not saved: send it again after signing in."
)
ENDED_AND_SENT = _("You are signed out. What you last sent was not saved: send it again after signing in.")
OPEN_BEFORE_THE_PASSWORD_IS_OWN = {"accounts:password", "accounts:sign_out", "accounts:alive", "set_language"}
OPEN_WHILE_LOCKED = {"accounts:sign_out", "accounts:unlock", "accounts:passkey_question", "set_language"}


class SessionLimits:
    """Asks again who is there after ten idle minutes, and signs out after ten hours whatever happens.

    The moment last seen lives in a cookie signed together with the session's key, so a GET writes nothing. A missing
    or foreign cookie gives no more time: what counts then is the moment of signing in, which the session knows. What
    a page asks for by itself (htmx looks every few seconds) is no sign of life.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.signer = signing.TimestampSigner(salt=SEEN)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_locked = False  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._look_at_the_clock(request)
        elif request.method == "POST" and SEEN in request.COOKIES:
            messages.warning(request, ENDED_AND_SENT)
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.session_key:
            if not request.is_locked and not _asked_by_itself(request):  # type: ignore[attr-defined]
                self._note_life(request, response)
        elif SEEN in request.COOKIES:
            response.delete_cookie(SEEN, samesite="Strict")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *args: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        locked: bool = request.is_locked  # type: ignore[attr-defined]
        if again.is_answer(request):
            return again.take_answer(request, locked=locked)
        page = request.resolver_match.view_name if request.resolver_match else ""
        stays_open = request.method == "GET" and getattr(view, "stays_open", False)
        if not locked or stays_open or page in OPEN_WHILE_LOCKED:
            return None
        if request.headers.get("HX-Request") or page == "accounts:alive":
            return HttpResponse(status=204 if request.method == "GET" else 403)  # htmx leaves the page as it is
        return again.ask(request, locked=True)

    def _look_at_the_clock(self, request: HttpRequest) -> None:
        began = datetime.fromtimestamp(request.session.get(SIGNED_IN_AT, 0), UTC)
        now, seen = timezone.now(), self._seen_at(request)
        if is_over(now=now, signed_in_at=began, longest=timedelta(seconds=settings.SESSION_COOKIE_AGE)):
            logout(request)
            messages.warning(request, OVER_AND_SENT if request.method == "POST" else OVER)
        else:
            locked = is_idle(now=now, signed_in_at=began, seen_at=seen, idle=settings.SESSION_IDLE)
            request.is_locked = locked  # type: ignore[attr-defined]

    def _note_life(self, request: HttpRequest, response: HttpResponse) -> None:
        response.set_cookie(
            SEEN,
            self.signer.sign(_mark(request.session.session_key or "")),
            httponly=True,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
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


def _asked_by_itself(request: HttpRequest) -> bool:
    return request.method == "GET" and "HX-Request" in request.headers


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
