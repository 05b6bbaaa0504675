"""From the person's page to a draft: choose a service, choose what is told, ask the person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.directory.choices import Taxonomy
from serai.directory.forms.services import SearchForm
from serai.directory.queries import cards
from serai.directory.queries import search as services
from serai.directory.queries.recipients import as_recipient
from serai.people.access import open_file
from serai.people.choices import Decision, WhyOpen
from serai.people.operations.consent import CannotRecordConsent
from serai.referrals import access, operations, queries
from serai.referrals.forms import CANNOT_STEP, AnswerForm, ReferralForm
from serai.referrals.models import Referral
from serai.sharing.queries.manifest import listed


@require_safe
@needs(May.MAKE_REFERRAL)
def choose(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Which service? The search of the directory, which begins with what is known of this person."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REFERRAL)
    now = timezone.localtime()
    is_asked = bool(set(request.GET) - {"page"})
    asked: list[Any] = [request.GET] if is_asked else queries.first_wishes(posting=request.posting, person=person)
    for said in asked:
        form = SearchForm(said, now=now)
        page = services.search(wish=form.wish, page=request.GET.get("page", "1"))
        if page.object_list:
            break
    found = cards.cards(page, language=get_language() or "en", now=now)
    context = {"person": person, "form": form, "page": page, "cards": found, "chosen": form.chosen, "asked": is_asked}
    return render(request, "referrals/choose.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MAKE_REFERRAL)
def make(request: StaffRequest, public_id: UUID, service_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REFERRAL)
    service = services.service_or_404(public_id=service_id)
    access.must_prepare(posting=request.posting, service=service)
    answers = [term.code for term in service.terms.all() if term.taxonomy == Taxonomy.NEED]
    known = queries.known_needs(posting=request.posting, person=person)
    chosen = {"needs": [code for code in answers if code in known] or answers}
    needed = as_recipient(service).needs
    form = ReferralForm(request.POST if request.method == "POST" else None, initial=chosen, needed=needed)
    if request.method == "POST" and form.is_valid():
        made = operations.make_referral(by=request.posting, person=person, service=service, wanted=form.wanted)
        return redirect("referrals:ask", made.public_id)
    language = get_language() or "en"
    card = cards.cards([service], language=language, now=timezone.localtime())[0]
    return render(request, "referrals/make.html", {"person": person, "card": card, "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.MAKE_REFERRAL)
def ask(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The consent conversation for this recipient, this purpose and these fields."""
    referral = access.referral_or_404(posting=request.posting, public_id=public_id)
    access.must_prepare(posting=request.posting, service=referral.service)
    today = timezone.localdate()
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        birth=referral.person.birth,
        on=today,
        initial={"language": referral.person.mother_tongue},
    )
    if request.method == "POST" and form.is_valid() and _keep_answer(request, referral, form):
        return redirect("referrals:referral", public_id)
    spoken = queries.letter_language(referral.person)
    return render(request, "referrals/ask.html", {"referral": referral, "form": form, **_notice(referral, spoken)})


def _notice(referral: Referral, language: str) -> dict[str, object]:
    """What is said to the person, in the person's language."""
    fields = listed(referral.fields, language=language)
    service = cards.text(referral.service.names, language)
    return {"spoken": language, "direction": "rtl" if language == "ar" else "ltr", "told": fields, "service": service}


def _keep_answer(request: StaffRequest, referral: Referral, form: AnswerForm) -> bool:
    decision = form.decision
    try:
        operations.record_answer(by=request.posting, referral=referral, decision=decision, how=form.how)
    except CannotRecordConsent as refusal:
        form.refuse(refusal.gaps)
        return False
    except operations.CannotStep:
        form.add_error(None, CANNOT_STEP)
        return False
    if decision == Decision.GRANTED:
        messages.success(request, _("The person agreed. Print the letter, and note how it leaves."))
    else:
        messages.info(request, _("The person refused. Nothing leaves, and the help here goes on as before."))
    return True
