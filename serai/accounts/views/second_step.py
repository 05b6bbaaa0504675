"""Setting up, and taking away, what signs in beside a password or instead of it. Each page asks first who is there."""

from typing import Any, cast

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.accounts import operations, passkeys, queries, rules
from serai.accounts.access import fresh
from serai.accounts.choices import SecondStep
from serai.accounts.forms import WRONG_CODE, CodeAppForm, PasskeyForm
from serai.accounts.models import User
from serai.ui.access import signed_in

WHY = "one's own second step"


@require_safe
@signed_in(WHY)
def second_step(request: HttpRequest) -> HttpResponse:
    role = getattr(getattr(request, "posting", None), "role", "")
    context = {
        "steps": queries.second_steps(user_id=cast(User, request.user).pk),
        "passkeys_possible": passkeys.are_possible(request),
        "second_step_needed": role in settings.SECOND_STEP_ROLES and not request.session.get(operations.SECOND_STEP),
    }
    return render(request, "accounts/second_step.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@signed_in(WHY)
@fresh
def code_app(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = CodeAppForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            operations.add_code_app(user=user, secret=form.secret, code=form.cleaned_data["code"])
        except operations.WrongCode:
            form.add_error("code", WRONG_CODE)
        else:
            return _set_up(request, SecondStep.CODE)
    return _app_page(request, form) if form.secret else redirect("accounts:code_app")


@require_http_methods(["GET", "POST"])
@signed_in(WHY)
@fresh
def passkey(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        made = passkeys.made(request, form.cleaned_data["passkey"])
        if made is not None:
            name, host = form.cleaned_data["name"], passkeys.host_of(request)
            operations.add_passkey(user=user, name=name, host=host, made=made)
            return _set_up(request, SecondStep.PASSKEY)
        form.add_error(None, _("The passkey was not made. Try again."))
    return render(request, "accounts/passkey.html", {"form": form, "possible": passkeys.are_possible(request)})


@require_POST
@signed_in("what a browser needs to make a passkey")
@fresh
def passkey_offer(request: HttpRequest) -> HttpResponse:
    return JsonResponse(passkeys.ask_to_make(request, user=cast(User, request.user)))


@require_POST
@signed_in(WHY)
@fresh
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown once, in the answer itself."""
    return _show_codes(request)


@require_POST
@signed_in(WHY)
@fresh
def remove_code_app(request: HttpRequest) -> HttpResponse:
    operations.remove_code_app(user=cast(User, request.user))
    return _removed(request)


@require_POST
@signed_in(WHY)
@fresh
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    operations.remove_passkey(user=cast(User, request.user), passkey_id=pk)
    return _removed(request)


def _app_page(request: HttpRequest, form: CodeAppForm) -> HttpResponse:
    address = rules.app_address(secret=form.secret, username=form.user.username)
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=5, border=3)
    shown = {"picture": picture, "secret": rules.in_fours(rules.as_key(form.secret))}
    return render(request, "accounts/code_app.html", {"form": form, **shown})


def _set_up(request: HttpRequest, used: SecondStep) -> HttpResponse:
    """The first time, the codes for a lost telephone come with it."""
    user = cast(User, request.user)
    operations.note_second_step(request=request, user=user, used=used.value)
    if queries.second_steps(user_id=user.pk).recovery_codes:
        messages.success(request, _("It is set up. You can sign in with it from now on."))
        return redirect("accounts:second_step")
    return _show_codes(request)


def _show_codes(request: HttpRequest) -> HttpResponse:
    codes: list[Any] = [rules.in_fours(code) for code in operations.make_recovery_codes(user=cast(User, request.user))]
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


def _removed(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not queries.second_steps(user_id=user.pk).any:
        operations.note_second_step(request=request, user=user, used="")
    messages.success(request, _("It is taken away. It signs nobody in any more."))
    return redirect("accounts:second_step")
