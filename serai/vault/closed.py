"""What is served while the data are locked: one neutral page at every address, which says nothing of what this is.

An address list and settings of its own; no database. A passphrase or a security key opens from here.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.debug import sensitive_post_parameters

from serai.accounts.passkeys import host_of
from serai.keys.place import CannotOpen
from serai.vault import control, slots

OWN = Path(__file__).parent / "static/vault"
LONGEST, LONGEST_CREDENTIAL = 300, 2_000
LANGUAGES = ["en", "fr", "es", "ar"]
ON_THE_MACHINE, NAMED = {"127.0.0.1", "[::1]"}, "localhost"  # browsers know no keys at a number
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


@sensitive_post_parameters("passphrase", "secret")
def closed(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    given = _given(request) if request.method == "POST" and exception is None and not reason else {}
    answer: dict[str, Any] = {}
    if given:
        try:
            answer = control.ask(Path(settings.HOME), do="unlock", **given)
        except control.NobodyServes:
            answer = {"refused": "wait"}
    context = {"answer": answer, "languages": LANGUAGES} | (_security_keys(request) if exception is None else {})
    page = render(request, "vault/closed.html", context, status=503)
    page.headers["Retry-After"] = "60"
    if answer.get("opened"):
        page.headers["Refresh"] = "4; url=/"
    return page


def _given(request: HttpRequest) -> dict[str, str]:
    """A passphrase, or what a security key gave."""
    lengths = {"passphrase": LONGEST, "credential": LONGEST_CREDENTIAL, "secret": LONGEST}
    given = {name: request.POST.get(name, "")[:length] for name, length in lengths.items()}
    return {name: value for name, value in given.items() if value}


def _security_keys(request: HttpRequest) -> dict[str, str]:
    """What a browser asks the keys of this host; or, on the machine itself, the name at which it can."""
    try:
        found = slots.read(Path(str(settings.DATABASES["default"]["NAME"]))).keys
    except CannotOpen:
        return {}
    host = host_of(request)
    here = [[key.credential, key.salt] for key in found if key.host == host]
    if not here and host in ON_THE_MACHINE and NAMED in {key.host for key in found}:
        return {"elsewhere": f"{request.scheme}://{request.get_host().replace(host, NAMED)}/"}
    return {"keys": json.dumps(here)} if here else {}


def style(request: HttpRequest) -> HttpResponse:
    return HttpResponse((OWN / "closed.css").read_bytes(), content_type="text/css; charset=utf-8")


def script(request: HttpRequest) -> HttpResponse:
    return HttpResponse((OWN / "security-key.js").read_bytes(), content_type="text/javascript; charset=utf-8")


urlpatterns = [path("closed.css", style), path("closed.js", script), re_path("", closed)]
handler400 = handler403 = handler404 = handler500 = closed
