"""The language of the pages: picked on any page, spoken from then on, and kept with the account of who is signed in."""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language

from serai.accounts import operations
from serai.accounts.models import User
from serai.ui.access import public

# Picked before signing in, a moment ago: not what an earlier colleague at this machine spoke.
PICKED = "__Host-serai_picked" if settings.TLS else "serai_picked"
SECONDS = 600


@public("choosing a language needs no account")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak it from now on. Nothing is written to the account behind a locked screen: who knows who is there."""
    response: HttpResponse = set_language(request)
    picked = request.POST.get("language", "")
    if request.method != "POST" or picked not in dict(settings.LANGUAGES):
        return response
    if not request.user.is_authenticated:
        _set(response, PICKED, picked, samesite="Strict", max_age=SECONDS)
    elif not getattr(request, "is_locked", False):
        _keep(request.user, picked)
    return response


def welcome(response: HttpResponse, *, request: HttpRequest, user: User) -> HttpResponse:
    """What was picked on the page of signing in is the language of who signed in there; else the account's is."""
    picked = request.COOKIES.get(PICKED, "")
    if picked in dict(settings.LANGUAGES):
        _keep(user, picked)
        response.delete_cookie(PICKED, samesite="Strict")  # once: not for the next who signs in here
    return speak(response, user.language)


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """From the next page on."""
    _set(response, settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
    return response


def _keep(user: User, language: str) -> None:
    if user.language != language:
        operations.change_preferences(user=user, display_name=user.display_name, language=language)


def _set(
    response: HttpResponse, name: str, value: str, *, samesite: Literal["Lax", "Strict"], max_age: int | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=samesite,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
