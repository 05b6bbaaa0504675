"""The ways in and out, and proving again who is there. One sentence refuses a name, a password and a code alike."""

from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts import again, operations, passkeys, queries
from serai.accounts.choices import SecondStep
from serai.accounts.devices import is_known, remember
from serai.accounts.forms import SignInForm
from serai.accounts.models import User
from serai.accounts.views.language import welcome
from serai.ui.access import public, signed_in

BACKEND = "serai.accounts.backends.PasswordAndCode"


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
@public("the way in")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_target(request))
    if request.method == "POST" and not is_known(request, request.POST.get("username")) and queries.too_many_failures():
        return _paused(request)
    form = SignInForm(request, request.POST or None)
    if not form.is_valid():
        if form.has_error(NON_FIELD_ERRORS) and not getattr(request, "axes_locked_out", False):
            operations.note_failure(code_missed_by=getattr(request, "code_missed_by", None))
        return render(request, "accounts/sign_in.html", {"form": form, "passkeys": passkeys.are_possible(request)})
    return _let_in(request, form.get_user())


@require_POST
@public("the way in, without typing")
def sign_in_with_passkey(request: HttpRequest) -> HttpResponse:
    passkey = passkeys.shown(request, request.POST.get("passkey", ""))
    if passkey is None:
        messages.error(request, _("This passkey does not sign in here. Try again, or use your password."))
        return redirect("accounts:sign_in")
    request.second_step = SecondStep.PASSKEY.value  # type: ignore[attr-defined]
    return _let_in(request, passkey.user)


@require_POST
@public("what a browser needs to show a passkey; the same for everybody")
def passkey_question(request: HttpRequest) -> HttpResponse:
    if not passkeys.are_possible(request):
        return JsonResponse({}, status=404)
    return JsonResponse(passkeys.ask_to_show(request))


@sensitive_post_parameters()
@require_POST
@signed_in("one is still there")
def unlock(request: HttpRequest) -> HttpResponse:
    """For the curtain that a script draws over a page: the page stays as it is underneath."""
    return HttpResponse(status=204 if again.proves(request) else 403)


@require_POST
@signed_in("the way out")
def sign_out(request: HttpRequest) -> HttpResponse:
    operations.end_session(user=cast(User, request.user), session_key=request.session.session_key or "")
    logout(request)
    messages.success(request, _("You are signed out."))
    response = redirect("accounts:sign_in")
    if request.is_secure():  # browsers refuse it elsewhere, and say so in their console
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
@signed_in("somebody who is typing is not idle")
def alive(request: HttpRequest) -> HttpResponse:
    """Says who is signed in, so that a page left open is not given to the next person at the same machine."""
    return HttpResponse(str(request.user.pk), content_type="text/plain")


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    refused = queries.codes_refused_since_last(user_id=user.pk)
    login(request, user, backend=BACKEND)
    operations.note_sign_in(user=user)
    if refused:
        words = ngettext(
            "Since you last signed in, your password was typed %(number)d time with a wrong code. If that was not you, "
            "change your password now.",
            "Since you last signed in, your password was typed %(number)d times with a wrong code. If that was not "
            "you, change your password now.",
            refused,
        )
        messages.warning(request, words % {"number": refused})
    at_home = welcome(redirect(_target(request)), request=request, user=user)
    return remember(at_home, request=request, user=user)


def _target(request: HttpRequest) -> str:
    """The page that was asked for before signing in, if it is one of ours."""
    wanted = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own and wanted.startswith("/") else resolve_url(settings.LOGIN_REDIRECT_URL)


def _paused(request: HttpRequest) -> HttpResponse:
    """Too many wrong passwords of anybody: no new device gets in, right password or wrong, so none can be guessed."""
    return render(request, "accounts/paused.html", {"minutes": _pause_minutes()}, status=429)


def _pause_minutes() -> int:
    wait: timedelta = settings.AXES_COOLOFF_TIME
    return wait.seconds // 60


def locked_out(request: HttpRequest, credentials: dict[str, str], *args: object) -> HttpResponse:
    """Too many wrong passwords: the same sentence whether the account exists or not."""
    return render(request, "ui/error_429.html", {"minutes": _pause_minutes()}, status=429)
