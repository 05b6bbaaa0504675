"""One's own account: name, language, password, devices."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from serai.accounts import operations, queries
from serai.accounts.access import fresh
from serai.accounts.forms import PasswordForm, PreferencesForm
from serai.accounts.models import User
from serai.accounts.sessions import kept_as
from serai.accounts.views.language import speak
from serai.ui.access import signed_in


@require_http_methods(["GET", "POST"])
@signed_in("one's own account")
def mine(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    start = {"display_name": user.display_name, "language": user.language}
    form = PreferencesForm(request.POST or None, initial=start, user=user)
    if form.is_valid():
        said = form.cleaned_data
        operations.change_preferences(user=user, display_name=said["display_name"], language=said["language"])
        with override(user.language):
            messages.success(request, str(_("Your settings are saved.")))
        return speak(redirect("accounts:mine"), user.language)
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
    form = PasswordForm(request.POST or None, request=request)
    if form.is_valid():
        operations.change_password(request=request, user=user, password=form.cleaned_data["new"])
        messages.success(request, _("Your new password is set. Other devices are signed out."))
        return redirect("centres:today")
    return render(request, "accounts/password.html", {"form": form})


@require_POST
@signed_in("one's own devices")
@fresh
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    user, key = cast(User, request.user), request.session.session_key or ""
    ended = operations.end_other_sessions(user=user, session_key=key)
    words = ngettext("%(number)d other device is signed out.", "%(number)d other devices are signed out.", ended)
    messages.success(request, words % {"number": ended})
    return redirect("accounts:mine")


@require_POST
@signed_in("one's own devices")
@fresh
def sign_out_device(request: HttpRequest, pk: int) -> HttpResponse:
    if not operations.end_one_session(user=cast(User, request.user), sign_in_id=pk):
        raise Http404
    messages.success(request, _("This device is signed out."))
    return redirect("accounts:mine")
