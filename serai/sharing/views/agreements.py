"""Sharing agreements: the list, one of them to read and print, drafting, putting into force, ending."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.sharing.choices import State
from serai.sharing.forms.agreements import CHANGED_MEANWHILE, NO_DRAFT, AgreementForm, EndForm, missing_in
from serai.sharing.models import Agreement
from serai.sharing.operations import agreements as operations
from serai.sharing.queries import agreements as queries
from serai.ui.editors import ChangedMeanwhile

LANGUAGES = dict(settings.LANGUAGES)


@require_safe
@needs(May.SEE_AGREEMENTS)
def agreements(request: StaffRequest) -> HttpResponse:
    may_keep = request.posting.may(May.KEEP_AGREEMENTS)
    context = {"rows": queries.agreements(today=timezone.localdate()), "may_keep": may_keep}
    return render(request, "sharing/agreements.html", context)


@require_safe
@needs(May.SEE_AGREEMENTS)
def agreement(request: StaffRequest, public_id: UUID) -> HttpResponse:
    return _page(request, queries.agreement_or_404(public_id=public_id), EndForm())


def _page(request: StaffRequest, found: Agreement, end_form: EndForm) -> HttpResponse:
    shown = queries.shown(found, today=timezone.localdate())
    asked = request.GET.get("in", "") or get_language() or "en"
    language = asked if asked in LANGUAGES else "en"
    context = {
        "agreement": found,
        "shown": shown,
        "sheet": queries.sheet(found, language=language),
        "languages": LANGUAGES.items(),
        "is_draft": shown.state == State.DRAFT,
        "is_over": shown.state in {State.WITHDRAWN, State.EXPIRED},
        "may_keep": request.posting.may(May.KEEP_AGREEMENTS),
        "end_form": end_form,
    }
    return render(request, "sharing/agreement.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_AGREEMENTS)
def draft(request: StaffRequest) -> HttpResponse:
    form = AgreementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = operations.draft_agreement(by=request.posting, said=form.said)
        messages.success(request, _("The draft is kept. Print it, have it signed, then put it into force."))
        return redirect("sharing:agreement", made.public_id)
    return render(request, "sharing/agreement_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_AGREEMENTS)
def edit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.agreement_or_404(public_id=public_id)
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=_as_kept(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.change_agreement(by=request.posting, agreement=found, said=form.said, version=version)
        except operations.NoDraft:
            form.add_error(None, NO_DRAFT)
        except ChangedMeanwhile:
            form.tell(CHANGED_MEANWHILE, version=found.version)
        else:
            messages.success(request, _("The draft is kept. Print it, have it signed, then put it into force."))
            return redirect("sharing:agreement", public_id)
    return render(request, "sharing/agreement_form.html", {"form": form, "agreement": found})


def _as_kept(agreement: Agreement) -> dict[str, Any]:
    return {**model_to_dict(agreement), "fields_agreed": agreement.fields}


@require_POST
@needs(May.KEEP_AGREEMENTS)
def put_into_force(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.agreement_or_404(public_id=public_id)
    try:
        operations.ask_to_put_into_force(by=request.posting, agreement=found)
    except operations.NotWhole as refusal:
        for sentence in missing_in(refusal.gaps):
            messages.error(request, sentence)
    except operations.NoDraft:
        messages.error(request, NO_DRAFT)
    else:
        messages.success(request, _("Asked. It is in force when a second person has agreed."))
    return redirect("sharing:agreement", public_id)


@require_POST
@needs(May.KEEP_AGREEMENTS)
def end(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.agreement_or_404(public_id=public_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    reason, today = form.cleaned_data["reason"], timezone.localdate()
    operations.end_agreement(by=request.posting, agreement=found, reason=reason, today=today)
    messages.success(request, _("Ended. From now on nothing leaves on it."))
    return redirect("sharing:agreement", public_id)
