from datetime import timedelta
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts import operations, queries
from serai.accounts.devices import is_known, remember
from serai.accounts.forms import PasswordForm, PreferencesForm, SignInForm
from serai.accounts.models import User
from serai.accounts.sessions import kept_as
from serai.ui.access import public, signed_in


def _speak(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@public("the way in")
def sign_in(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    target = wanted if own and wanted.startswith("/") else resolve_url(settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated:
        return redirect(target)
    if request.method == "POST" and not is_known(request, request.POST.get("username")) and queries.too_many_failures():
        return _paused(request)
    form = SignInForm(request, request.POST or None)
    if not form.is_valid():
        if form.has_error(NON_FIELD_ERRORS) and not getattr(request, "axes_locked_out", False):
            operations.note_failure()
        return render(request, "accounts/sign_in.html", {"form": form})
    user = form.get_user()
    login(request, user)
    operations.note_sign_in(user=user)
    return remember(_speak(redirect(target), user.language), request=request, user=user)


@require_POST
@signed_in("the way out")
def sign_out(request: HttpRequest) -> HttpResponse:
    operations.end_session(user=cast(User, request.user), session_key=request.session.session_key or "")
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("accounts:sign_in")


@require_http_methods(["GET", "POST"])
@signed_in("one's own account")
def mine(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    start = {"display_name": user.display_name, "language": user.language}
    form = PreferencesForm(request.POST or None, initial=start)
    if form.is_valid():
        operations.change_preferences(user=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, str(_("Your settings are saved.")))
        return _speak(redirect("accounts:mine"), user.language)
    context = {
        "form": form,
        "sign_ins": queries.sign_ins_of(user_id=user.pk),
        "this_session": kept_as(request.session.session_key),
    }
    return render(request, "accounts/mine.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in("one's own password")
def password(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        operations.change_password(request=request, user=user, password=form.cleaned_data["new"])
        messages.success(request, _("Your new password is set. Other devices are signed out."))
        return redirect("centres:today")
    return render(request, "accounts/password.html", {"form": form})


@require_POST
@signed_in("one's own devices")
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    user, key = cast(User, request.user), request.session.session_key or ""
    ended = operations.end_other_sessions(user=user, session_key=key)
    words = ngettext("%(number)d other device is signed out.", "%(number)d other devices are signed out.", ended)
    messages.success(request, words % {"number": ended})
    return redirect("accounts:mine")


@require_safe
@signed_in("somebody who is typing is not idle")
def alive(request: HttpRequest) -> HttpResponse:
    """Says who is signed in, so that a page left open is not given to the next person at the same machine."""
    return HttpResponse(str(request.user.pk), content_type="text/plain")


def _paused(request: HttpRequest) -> HttpResponse:
    """Too many wrong passwords of anybody: no new device gets in, right password or wrong, so none can be guessed."""
    return render(request, "accounts/paused.html", {"minutes": _pause_minutes()}, status=429)


def _pause_minutes() -> int:
    wait: timedelta = settings.AXES_COOLOFF_TIME
    return wait.seconds // 60


def locked_out(request: HttpRequest, credentials: dict[str, str], *args: object) -> HttpResponse:
    """Too many wrong passwords: the same sentence whether the account exists or not."""
    return render(request, "ui/error_429.html", {"minutes": _pause_minutes()}, status=429)
