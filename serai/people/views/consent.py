from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import has_network_consent, open_file
from serai.people.choices import Decision, Purpose, WhyOpen
from serai.people.forms.consent import ConversationForm
from serai.people.operations.consent import (
    CannotRecordConsent,
    NothingToWithdraw,
    record_consent,
    withdraw_consent,
)
from serai.people.queries import consent as queries
from serai.people.queries.file import heading
from serai.people.rules.consent import ASKED_ALONE, ASKED_WHEN_USEFUL, FIRST_ASKED, NOTICE_VERSION

SPOKEN = {"fr": "fra", "en": "eng", "es": "spa", "ar": "ara"}  # the notice is written in these; others are interpreted


def _notice(request: StaffRequest, purposes: Sequence[str]) -> dict[str, Any]:
    """The notice in the person's language, whatever language the page has."""
    language = request.GET.get("in", "")
    language = language if language in SPOKEN else (translation.get_language() or "en").split("-")[0]
    with translation.override(language):
        asked = [str(Purpose(purpose).label) for purpose in purposes]
        centre = request.posting.centre
        words = render_to_string(
            "people/notice_text.html", {"asked": asked, "centre": centre, "version": NOTICE_VERSION}
        )
        direction = "rtl" if translation.get_language_bidi() else "ltr"
    return {"notice": words, "notice_language": language, "notice_direction": direction}


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_CONSENT)
def conversation(request: StaffRequest, public_id: UUID, purpose: str = "") -> HttpResponse:
    """The first purposes together, each answered alone; any other purpose on its own page."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    purposes = [purpose] if purpose else list(FIRST_ASKED)
    if purpose and purpose not in {*ASKED_WHEN_USEFUL, *ASKED_ALONE}:
        raise Http404
    context = {**heading(person), **_notice(request, purposes), "alone": purpose}
    start = {"language": SPOKEN[context["notice_language"]]}
    form = ConversationForm(
        request.POST or None, purposes=purposes, birth=person.birth, on=timezone.localdate(), initial=start
    )
    if form.is_valid():
        try:
            record_consent(by=request.posting, person=person, said=form.said, how=form.how)
        except CannotRecordConsent as refusal:
            form.refuse(refusal.gaps)
        else:
            messages.success(request, _("The answers are kept. The person may change them at any time."))
            return redirect(_afterwards(request, public_id))
    return render(request, "people/consent.html", {**context, "form": form})


def _afterwards(request: StaffRequest, public_id: UUID) -> str:
    """Where the question came from, if it is a page of ours; else the person's file, which shows what comes next."""
    wanted = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own and wanted.startswith("/") else reverse("people:file", args=[public_id])


@require_safe
@needs(May.SEE_CONSENTS)
def consents(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    ledger = queries.ledger_of(posting=request.posting, person=person)
    context = {
        **heading(person),
        "consents": queries.consents_of(posting=request.posting, person=person),
        "ledger": ledger,
        "unnamed": queries.recorded_unnamed(posting=request.posting, lines=ledger),
        "may_record": request.posting.may(May.RECORD_CONSENT),
        "may_decide": request.posting.may(May.ASK_EXCEPTION),
        "others": [Purpose(purpose) for purpose in (*ASKED_WHEN_USEFUL, *ASKED_ALONE)],
        "granted": Decision.GRANTED,
        "here": request.posting.centre_id,
        "tells_where": has_network_consent(person),
    }
    return render(request, "people/consents.html", context)


@require_POST
@needs(May.RECORD_CONSENT)
def withdraw(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    shown = queries.ledger_of(posting=request.posting, person=person)
    line = next((line for line in shown if line.pk == pk), None)
    if line is None:
        raise Http404
    try:
        withdraw_consent(by=request.posting, consent=line, language=line.language)
    except NothingToWithdraw:
        messages.info(request, _("This permission had already ended. Nothing more leaves on it."))
    else:
        messages.success(request, _("The permission is taken back. From now on nothing leaves on it."))
    return redirect("people:consents", public_id=public_id)


@require_safe
@needs(May.RECORD_CONSENT)
def notice(request: StaffRequest) -> HttpResponse:
    """The notice alone, to print and give to the person."""
    return render(request, "people/notice.html", _notice(request, list(FIRST_ASKED)))
