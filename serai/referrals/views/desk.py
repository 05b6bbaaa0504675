"""The partner's desk: the referrals to its own services, with the consented fields, and its answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.accounts.access import fresh
from serai.centres.access import StaffRequest, needs
from serai.centres.operations.postings import NotYoursToGive
from serai.centres.rules import May
from serai.directory.queries import cards
from serai.referrals import access, operations, queries, rules
from serai.referrals.forms import BOUND_ALREADY, CANNOT_STEP, NOT_YOURS, DeskForm, StepForm
from serai.referrals.models import PartnerDesk

BOUND = _("Bound. This posting now sees the referrals to this organisation.")
BINDING_WAITS = _("Asked. This posting sees the referrals to this organisation when a second person agrees.")


@require_safe
@needs(May.ANSWER_REFERRALS)
def desk(request: StaffRequest) -> HttpResponse:
    page = queries.of_desk(posting=request.posting, page=request.GET.get("page", "1"))
    language, now = get_language() or "en", timezone.now()
    rows = [queries.line(referral, language=language, now=now, with_code=False) for referral in page]
    bound, is_shut = access.desk_of(request.posting), access.is_shut(request.posting)
    return render(request, "referrals/desk.html", {"rows": rows, "page": page, "desk": bound, "is_shut": is_shut})


@require_http_methods(["GET", "POST"])
@needs(May.ANSWER_REFERRALS)
def desk_referral(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.desk_referral_or_404(posting=request.posting, public_id=public_id)
    steps = queries.steps(found, as_partner=True)
    form = StepForm(request.POST if request.method == "POST" else None, steps=steps)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        answer = {"status": said["status"], "reason": said["reason"], "words": said["words"]}
        try:
            operations.note_step(by=request.posting, referral=found, **answer)
        except operations.CannotStep:
            form.add_error(None, CANNOT_STEP)
        else:
            messages.success(request, _("Noted. The centre sees your answer at once."))
            return redirect("referrals:desk_referral", public_id)
    language = get_language() or "en"
    context = {
        "line": queries.line(found, language=language, now=timezone.now(), with_code=False),
        "service": cards.text(found.service.names, language),
        "shared": queries.shared(found, language=language, method="partner_account"),
        "is_over": found.status in rules.OVER,
        "form": form if steps else None,
    }
    return render(request, "referrals/desk_referral.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.MANAGE_STAFF)
@fresh
def partners(request: StaffRequest) -> HttpResponse:
    """Which organisation each partner's posting works for."""
    postings = queries.partner_postings(posting=request.posting)
    desks = queries.desks(postings=postings)
    bound = {desk.posting_id for desk in desks}  # for good: another organisation's work is another posting
    free = [found for found in postings if found.pk not in bound]
    choices = [(found.pk, f"{found.user.get_username()} – {found.centre or ''}") for found in free]
    form = DeskForm(request.POST if request.method == "POST" else None, postings=choices)
    if request.method == "POST" and form.is_valid():
        chosen = next(found for found in postings if found.pk == form.cleaned_data["posting"])
        organization = form.cleaned_data["organization"]
        try:
            done = operations.ask_to_bind(by=request.posting, posting=chosen, organization=organization)
        except operations.AlreadyBound:
            form.add_error("posting", BOUND_ALREADY)
        except NotYoursToGive:
            form.add_error("posting", NOT_YOURS)
        else:
            messages.success(request, BOUND if isinstance(done, PartnerDesk) else BINDING_WAITS)
            return redirect("referrals:partners")
    return render(request, "referrals/partners.html", {"form": form, "desks": desks})
