"""Who works at a centre, or for the network. The same pages serve both: without a code it is the network."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.accounts.access import fresh
from serai.accounts.models import User
from serai.centres import forms, queries
from serai.centres.access import StaffRequest, needs
from serai.centres.models import Centre, Posting
from serai.centres.operations import hands
from serai.centres.operations import postings as operations
from serai.centres.operations.centres import CodeTaken
from serai.centres.rules import May, roles_to_give

GIVEN = _("The posting is given, from today on.")
WAITS = _("Asked. The posting begins when a second person agrees.")
STEP_WAITS = _("Asked. The second step is taken away when a second person agrees.")
STEP_GONE = _("The second step is taken away. The password alone signs in until a new one.")


def _where(request: StaffRequest, code: str) -> Centre | None:
    if code:
        return queries.centre_or_404(posting=request.posting, code=code)
    queries.network_or_404(posting=request.posting)
    return None


def _list_url(centre: Centre | None) -> str:
    return reverse("centres:staff", args=[centre.code]) if centre else reverse("centres:network_staff")


def _roles(request: StaffRequest, centre: Centre | None) -> list[str]:
    return roles_to_give(giver=request.posting.role, at_a_centre=centre is not None)


def _given(form: forms.AccountForm | forms.PostingForm, centre: Centre | None) -> dict[str, Any]:
    said = form.cleaned_data
    return {"centre": centre, "role": said["role"], "starts_on": timezone.localdate(), "ends_on": said["ends_on"]}


@require_safe
@needs(May.MANAGE_STAFF)
def staff(request: StaffRequest, code: str = "") -> HttpResponse:
    centre = _where(request, code)
    today = timezone.localdate()
    postings = queries.staff(centre=centre, today=today)
    context = {"centre": centre, "today": today, "roles": _roles(request, centre), "postings": postings}
    return render(request, "centres/staff.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_STAFF)
@fresh
def add_account(request: StaffRequest, code: str = "") -> HttpResponse:
    centre = _where(request, code)
    form = forms.AccountForm(request.POST or None, roles=_roles(request, centre))
    if form.is_valid():
        given = _given(form, centre)
        try:
            password, waits = operations.take_on(by=request.posting, account=form.account, **given)
        except CodeTaken:
            form.add_error("username", forms.USER_TAKEN)
        except operations.NotYoursToGive:
            form.add_error("role", forms.NOT_YOURS)
        else:
            shown = {"username": form.cleaned_data["username"], "password": password, "waits": waits}
            return render(request, "centres/password_once.html", {**shown, "back": _list_url(centre)})
    return render(request, "centres/add_account.html", {"centre": centre, "form": form, "back": _list_url(centre)})


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_STAFF)
@fresh
def give_posting(request: StaffRequest, code: str = "") -> HttpResponse:
    centre = _where(request, code)
    form = forms.PostingForm(request.POST or None, roles=_roles(request, centre))
    if form.is_valid():
        given = _given(form, centre)
        try:
            user = queries.user_named(form.cleaned_data["username"])
            posting = operations.ask_for_posting(by=request.posting, user=user, **given)
        except User.DoesNotExist:
            form.add_error("username", forms.NO_SUCH_USER)
        except operations.NotYoursToGive:
            form.add_error("role", forms.NOT_YOURS)
        else:
            messages.success(request, GIVEN if isinstance(posting, Posting) else WAITS)
            return redirect(_list_url(centre))
    return render(request, "centres/give_posting.html", {"centre": centre, "form": form, "back": _list_url(centre)})


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_STAFF)
@fresh
def end_posting(request: StaffRequest, pk: int) -> HttpResponse:
    held = queries.posting_or_404(posting=request.posting, pk=pk)
    refused = False
    if request.method == "POST":
        try:
            operations.end_posting(by=request.posting, posting=held, on=timezone.localdate())
        except operations.NotYoursToGive:
            refused = True
        else:
            messages.success(request, _("The posting has ended."))
            return redirect(_list_url(held.centre))
    context = {"held": held, "refused": refused, "back": _list_url(held.centre)}
    return render(request, "centres/end_posting.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_STAFF)
@fresh
def renew_password(request: StaffRequest, pk: int) -> HttpResponse:
    held = queries.posting_or_404(posting=request.posting, pk=pk)
    context = {"held": held, "back": _list_url(held.centre), "username": held.user.username}
    if request.method == "POST":
        try:
            password = operations.renew_password(by=request.posting, posting=held, on=timezone.localdate())
        except operations.NotYoursToGive:
            context["refused"] = True
        else:
            return render(request, "centres/password_once.html", context | {"password": password})
    return render(request, "centres/renew_password.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_STAFF)
@fresh
def forget_second_step(request: StaffRequest, pk: int) -> HttpResponse:
    held = queries.posting_or_404(posting=request.posting, pk=pk)
    refused = False
    if request.method == "POST":
        try:
            asked = hands.forget_second_step(by=request.posting, posting=held, on=timezone.localdate())
        except operations.NotYoursToGive:
            refused = True
        else:
            messages.success(request, STEP_WAITS if asked else STEP_GONE)
            return redirect(_list_url(held.centre))
    context = {"held": held, "refused": refused, "back": _list_url(held.centre)}
    return render(request, "centres/forget_second_step.html", context)
