"""The centre's referrals: the list, one referral with its steps, the letter."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.audit.operations import record
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.directory.queries import cards
from serai.people.operations.consent import NothingToWithdraw
from serai.referrals import access, operations, queries, rules
from serai.referrals.choices import Status
from serai.referrals.forms import CANNOT_STEP, TOO_SHORT, WHY_NOT_SENT, ExceptionForm, SendForm, StepForm, WordForm
from serai.referrals.models import Referral
from serai.sharing.forms.recording import WHY_NOT
from serai.sharing.operations.disclosures import MayNotLeave
from serai.sharing.operations.exemptions import NotForUsToDecide, ReasonTooShort
from serai.sharing.queries.manifest import listed
from serai.sharing.rules.gate import BY_HAND

LANGUAGES = dict(settings.LANGUAGES)


@require_safe
@needs(May.SEE_REFERRALS)
def listing(request: StaffRequest) -> HttpResponse:
    status = request.GET.get("status", "")
    status = status if status in Status.values else ""
    page = queries.referrals(posting=request.posting, status=status, page=request.GET.get("page", "1"))
    language, now = get_language() or "en", timezone.now()
    rows = [queries.line(referral, language=language, now=now) for referral in page]
    counted = queries.by_status(posting=request.posting)
    context = {"rows": rows, "page": page, "counted": counted, "status": status}
    return render(request, "referrals/list.html", context)


@require_safe
@needs(May.SEE_REFERRALS)
def referral(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    return _page(request, found)


def _page(request: StaffRequest, found: Referral, **forms: object) -> HttpResponse:
    """The page of a referral; `forms` are those that came back with something to correct."""
    language = get_language() or "en"
    steps = queries.steps(found, as_partner=False)
    may_make = request.posting.may(May.MAKE_REFERRAL)
    may_prepare = may_make and access.may_prepare(posting=request.posting, service=found.service)
    exception = access.exception_for(found) if found.consent_id is None else None
    may_leave = found.is_draft and (found.consent_id or (exception and exception.second_by_id))
    context = {
        "referral": found,
        "line": queries.line(found, language=language, now=timezone.now()),
        "service": cards.text(found.service.names, language),
        "shared": queries.to_be_told(found, language=language) if may_prepare else [],
        "told": listed(found.fields, language=language),
        "exception": exception,
        "passed": queries.passed(found),
        "left": queries.already_left(posting=request.posting, referral=found) if found.withdrawn_at else [],
        "may_make": may_make,
        "not_yours": access.NotYoursToPrepare() if may_make and not may_prepare else None,
        "send_form": SendForm(ways=access.ways_of(found)) if may_leave and may_prepare else None,
        "step_form": StepForm(steps=steps) if steps else None,
        "word_form": WordForm() if rules.may_ask_the_person(found.status) else None,
    }
    return render(request, "referrals/referral.html", context | forms)


@require_POST
@needs(May.MAKE_REFERRAL)
def send(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    form = SendForm(request.POST, ways=access.ways_of(found))
    if form.is_valid():
        try:
            operations.send_referral(by=request.posting, referral=found, method=form.cleaned_data["method"])
        except operations.CannotSend as refusal:
            form.refuse(refusal.blockers)
        except MayNotLeave as refusal:  # taken back in the same moment
            form.refuse([refusal.refusal])
        else:
            messages.success(request, _("Noted as sent. The partner’s answer is waited for."))
            return redirect("referrals:referral", public_id)
    return _page(request, found, send_form=form)


@require_http_methods(["GET", "POST"])
@needs(May.ASK_EXCEPTION)
def override(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Ask a second person to let this leave without consent."""
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    access.must_prepare(posting=request.posting, service=found.service)
    form = ExceptionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.ask_to_send_without_consent(
                by=request.posting, referral=found, why=said["why"], reason=said["reason"]
            )
        except ReasonTooShort:
            form.add_error("reason", TOO_SHORT)
        except NotForUsToDecide as refusal:
            form.add_error("why", WHY_NOT[refusal.why])
        except operations.CannotStep:
            form.add_error(None, CANNOT_STEP)
        else:
            messages.warning(request, _("Asked. Call somebody who may agree now; nothing leaves before."))
            return redirect("referrals:referral", public_id)
    told = listed(found.fields, language=get_language() or "en")
    return render(request, "referrals/override.html", {"referral": found, "form": form, "told": told})


@require_POST
@needs(May.MAKE_REFERRAL)
def step(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    form = StepForm(request.POST, steps=queries.steps(found, as_partner=False))
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.note_step(
                by=request.posting,
                referral=found,
                status=said["status"],
                reason=said["reason"],
                words=said["words"],
            )
        except operations.CannotStep:
            form.add_error(None, CANNOT_STEP)
        else:
            messages.success(request, _("Noted."))
            return redirect("referrals:referral", public_id)
    return _page(request, found, step_form=form)


@require_POST
@needs(May.MAKE_REFERRAL)
def word(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What the person says about how it went."""
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    form = WordForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.note_word_of_person(
                by=request.posting, referral=found, outcome=said["outcome"], words=said["told"]
            )
        except operations.CannotStep:
            form.add_error(None, CANNOT_STEP)
        else:
            messages.success(request, _("Noted, in the person’s own word."))
            return redirect("referrals:referral", public_id)
    return _page(request, found, word_form=form)


ACTS = {
    "cancel": (operations.cancel_referral, _("Cancelled. Nothing had left.")),
    "told": (operations.note_partner_told, _("Noted: the partner knows.")),
}


@require_POST
@needs(May.MAKE_REFERRAL)
def act(request: StaffRequest, public_id: UUID, name: str) -> HttpResponse:
    """Drop a draft, or note that the partner was told of a withdrawal."""
    if name not in ACTS:
        raise Http404
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    operation, sentence = ACTS[name]
    try:
        operation(by=request.posting, referral=found)
    except operations.CannotStep:
        messages.error(request, CANNOT_STEP)
    else:
        messages.success(request, sentence)
    return redirect("referrals:referral", public_id)


@require_http_methods(["GET", "POST"])
@needs(May.MAKE_REFERRAL)
def withdraw(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The person takes back the consent: what this stops, and what it cannot call back, is said first."""
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    if request.method == "POST":
        spoken = found.person.mother_tongue or "eng"
        try:
            operations.take_back_consent(by=request.posting, referral=found, language=spoken)
        except (NothingToWithdraw, operations.CannotStep):
            messages.error(request, _("There is no live consent to take back for this partner."))
        else:
            messages.success(request, _("Taken back. Nothing more leaves; tell the partner what was sent already."))
        return redirect("referrals:referral", public_id)
    told = listed(found.fields, language=get_language() or "en")
    context = {"referral": found, "told": told, "left": queries.already_left(posting=request.posting, referral=found)}
    return render(request, "referrals/withdraw.html", context)


@require_POST
@needs(May.MAKE_REFERRAL)
def prepare(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A letter is going to be printed: from now on it counts as left."""
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    try:
        operations.print_letter(by=request.posting, referral=found)
    except operations.CannotSend as refusal:
        for blocker in refusal.blockers:
            messages.error(request, WHY_NOT_SENT[blocker])
        return redirect("referrals:referral", public_id)
    return redirect("referrals:letter", public_id)


@require_safe
@needs(May.MAKE_REFERRAL)
def letter(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """On paper: the consented fields and nothing else, in the person's language and the partner's."""
    found = access.referral_or_404(posting=request.posting, public_id=public_id)
    access.must_prepare(posting=request.posting, service=found.service)
    fields = access.fields_that_may_be_seen(found, method=BY_HAND) if access.may_be_printed(found) else None
    if not fields:
        raise PermissionDenied(_("There is nothing to print: the person has not agreed, or took it back."))
    record(by=request.posting, act="referral.printed", subject=found)
    own = request.GET.get("person", "") or queries.letter_language(found.person)
    theirs = request.GET.get("partner", "") or get_language() or "en"
    wanted = [code for code in dict.fromkeys([own, theirs]) if code in LANGUAGES]
    sheets = [queries.letter(found, language=code, fields=fields) for code in wanted or ["en"]]
    context = {"referral": found, "sheets": sheets, "languages": LANGUAGES.items(), "own": own, "theirs": theirs}
    return render(request, "referrals/letter.html", context)
