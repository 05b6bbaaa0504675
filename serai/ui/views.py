"""The error pages. Missing and forbidden-by-reach look the same; forbidden-by-role names who may."""

import logging
import sys
import uuid

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi

from serai.ui.errors import DISK_IS_FULL, is_disk_full

log = logging.getLogger("serai.errors")
NEVER_OFFERED_AGAIN = {"csrfmiddlewaretoken", "passphrase", "again", "secret"}  # nor any password
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_BIG):
        return render(request, "ui/error_413.html", status=413)
    return render(request, "ui/error_400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    said = {"who_may": getattr(exception, "who_may", []), "sentence": getattr(exception, "sentence", "")}
    return render(request, "ui/error_403.html", said, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose key no longer fits, often after signing in again in another tab: it can be sent once more."""
    return render(request, "ui/error_csrf.html", {"typed": _typed(request)}, status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form held, if it came from one of our own pages: a browser does not let others forge the origin."""
    own = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin") != own or request.FILES:
        return []
    names = [name for name in request.POST if name not in NEVER_OFFERED_AGAIN and "password" not in name]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/error_404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands alone: no database, no session, no menu. The number also stands in the log."""
    is_full = is_disk_full(sys.exception())
    number = getattr(request, "number", "") or uuid.uuid4().hex[:8]
    log.exception("Error number %s", number)
    page = engines["django"].get_template("ui/error_500.html")
    words = {"number": number, "language": get_language() or "en", "is_rtl": get_language_bidi(), "sheet": _sheet()}
    words["disk_is_full"] = DISK_IS_FULL if is_full else ""
    return HttpResponse(page.render(words), status=507 if is_full else 500)


def _sheet() -> str:
    try:
        return static("ui/serai.css")
    except ValueError:  # the static files were not collected
        return ""
