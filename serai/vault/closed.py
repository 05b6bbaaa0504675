"""What is served while the data are locked: one neutral page at every address, which says nothing of what this is.

An address list and settings of its own; no database. Whoever knows a passphrase opens from here.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.debug import sensitive_post_parameters

from serai.vault import control

STYLE = Path(__file__).parent / "static/vault/closed.css"
LONGEST = 300
SETTINGS = {
    "ROOT_URLCONF": __name__,
    "CSRF_FAILURE_VIEW": f"{__name__}.closed",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "django.middleware.csp.ContentSecurityPolicyMiddleware",
        "serai.ui.middleware.PrivateResponses",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
}


@sensitive_post_parameters("passphrase")
def closed(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    said = request.POST.get("passphrase", "")[:LONGEST] if request.method == "POST" else ""
    answer: dict[str, Any] = {}
    if said and exception is None and not reason:
        try:
            answer = control.ask(Path(settings.HOME), do="unlock", passphrase=said)
        except control.NobodyServes:
            answer = {"refused": "wait"}
    context = {"answer": answer, "languages": ["en", "fr", "es", "ar"]}
    page = render(request, "vault/closed.html", context, status=503)
    page.headers["Retry-After"] = "60"
    if answer.get("opened"):
        page.headers["Refresh"] = "4; url=/"
    return page


def style(request: HttpRequest) -> HttpResponse:
    return HttpResponse(STYLE.read_bytes(), content_type="text/css; charset=utf-8")


urlpatterns = [path("closed.css", style), re_path("", closed)]
handler400 = handler403 = handler404 = handler500 = closed
