"""Asking again who is there: after a pause, and before what weighs most. What was typed goes along, sealed.

The page that asks is the answer to the request itself, at the same address. It carries what was sent in one field that
nobody at the screen can read; with the password the request goes on as if nothing had come between. Nothing is kept on
the server, and no script is needed.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from serai.accounts.kept import opened, sealed
from serai.accounts.passkeys import are_possible, is_own
from serai.keys.place import CannotOpen

PROVED_AT = "proved_at"
FRESH_FOR = timedelta(minutes=5)
PASSWORD, PASSKEY, KEPT = "again_password", "again_passkey", "again_kept"


def ask(request: HttpRequest, *, locked: bool, kept: str = "", refused: bool = False) -> HttpResponse:
    """The page that asks. `locked`: because nothing was done for a while; else because of what was asked for."""
    context = {
        "locked": locked,
        "kept": kept or _keep(request),
        "refused": refused,
        "files_lost": bool(request.FILES),
        "passkeys": are_possible(request),
    }
    return render(request, "accounts/again.html", context, status=403)


def is_answer(request: HttpRequest) -> bool:
    return request.method == "POST" and KEPT in request.POST


def take_answer(request: HttpRequest, *, locked: bool) -> HttpResponse | None:
    """Weigh the answer. None: it was right, and what was sent before it stands in the request again."""
    kept = request.POST[KEPT]
    if not proves(request):
        return ask(request, locked=locked, kept=kept, refused=True)
    sent = _opened(request, kept)
    if sent is None:
        return redirect(request.get_full_path())
    request.POST = sent  # type: ignore[assignment]
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    return None


def proves(request: HttpRequest) -> bool:
    """Whether the password or a passkey of whoever is signed in was given just now; the session then knows when."""
    given = request.POST.get(PASSWORD, "")
    right = is_password(request, given) if given else is_own(request, request.POST.get(PASSKEY, ""))
    if right:
        request.session[PROVED_AT] = timezone.now().timestamp()
        request.is_locked = False  # type: ignore[attr-defined]
    return right


def is_password(request: HttpRequest, given: str) -> bool:
    """Whether it is the password of whoever is signed in. Wrong ones count as at the way in: nobody guesses on."""
    return authenticate(request, username=request.user.get_username(), password=given, again=True) is not None


def is_fresh(request: HttpRequest) -> bool:
    proved = request.session.get(PROVED_AT, 0)
    return timezone.now() - datetime.fromtimestamp(proved, UTC) < FRESH_FOR


def _keep(request: HttpRequest) -> str:
    """What was sent, for this user and this address."""
    sent = None
    if request.method == "POST":
        typed = request.POST.copy()
        for name in ("csrfmiddlewaretoken", PASSWORD, PASSKEY, KEPT):
            typed.pop(name, None)
        sent = typed.urlencode()
    value = json.dumps([request.get_full_path(), timezone.now().timestamp(), sent]).encode()
    return urlsafe_b64encode(sealed(value, purpose="typed", row=_row(request))).decode()


def _opened(request: HttpRequest, kept: str) -> QueryDict | None:
    """What was sent before the question; None when it was a look, or is not of this user, this address and today."""
    try:
        value = opened(urlsafe_b64decode(kept.encode()), purpose="typed", row=_row(request))
        path, at, sent = json.loads(value)
    except (CannotOpen, ValueError):
        return None
    too_old = timezone.now().timestamp() - at > settings.SESSION_COOKIE_AGE
    return None if sent is None or too_old or path != request.get_full_path() else QueryDict(sent)


def _row(request: HttpRequest) -> UUID:
    return UUID(int=request.user.pk or 0)
