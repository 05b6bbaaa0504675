from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.files import queries
from serai.files.access import paper_or_404, papers_of
from serai.files.choices import Form
from serai.files.forms import HELD, AddForm, OpenForm, RemoveForm, sentence
from serai.files.models import Paper
from serai.files.operations.papers import HeldByLaw, NoConsent, keep_paper, open_paper, remove_paper
from serai.files.rules.papers import CONSENT_OF, CannotKeep
from serai.keys.place import CannotOpen
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.people.queries.file import heading

SANDBOX = "sandbox; default-src 'none'"
NO_LONGER = _("The person does not agree, or no longer, that this is kept. Nothing was kept or shown.")
BROKEN = _("This paper cannot be opened: it was changed, or is missing on the disk. Tell who runs this installation.")


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_PAPERS)
def add(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    purposes = queries.live_purposes(person=person)
    form = AddForm(request.POST or None, request.FILES or None, kinds=queries.kinds_for(purposes))
    if purposes and form.is_valid() and _kept(request, person, form):
        return redirect("people:file", public_id=public_id)
    missing = [purpose for purpose in CONSENT_OF.values() if purpose not in purposes]
    return render(request, "files/add.html", {**heading(person), "form": form, "agrees": purposes, "missing": missing})


def _kept(request: StaffRequest, person: Person, form: AddForm) -> bool:
    if form.drawn is None:
        return False
    try:
        paper = keep_paper(by=request.posting, person=person, told=form.told, drawn=form.drawn)
    except NoConsent:
        form.add_error(None, NO_LONGER)
    except CannotKeep as refusal:
        form.add_error("file", sentence(refusal.why))
    else:
        sent_before = _("This form was already sent. Nothing was recorded twice.")
        messages.success(request, _("The paper is kept, sealed. Give the original back.") if paper else sent_before)
        return True
    return False


@require_http_methods(["GET", "POST"])
@needs(May.SEE_PAPERS)
def paper(request: StaffRequest, public_id: UUID, paper: UUID) -> HttpResponse:
    """What is known of it; sent with a purpose, the paper itself."""
    form = OpenForm(request.POST or None)
    why = form.cleaned_data["why"] if form.is_valid() else WhyOpen.SERVICE
    person = open_file(posting=request.posting, public_id=public_id, purpose=why)
    found = paper_or_404(posting=request.posting, person=person, public_id=paper)
    if form.is_valid():
        try:
            content = open_paper(by=request.posting, person=person, paper=found, purpose=why)
        except NoConsent:
            form.add_error(None, NO_LONGER)
        except CannotOpen:
            form.add_error(None, BROKEN)
        else:
            return handed_out(found, content)
    shown = queries.shown(queries.with_consent(papers_of(posting=request.posting, person=person)).get(pk=found.pk))
    context = {
        **heading(person),
        **shown,
        "paper": found,
        "form": form,
        "may_keep": request.posting.may(May.KEEP_PAPERS),
    }
    return render(request, "files/paper.html", context)


def handed_out(paper: Paper, content: bytes) -> HttpResponse:
    """To be saved, never shown in the browser; under a name that says nothing, and with nothing in it that may act."""
    ending, kind = ("pdf", "application/pdf") if paper.form == Form.DOCUMENT else ("jpg", "image/jpeg")
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{paper.public_id.hex[:8]}.{ending}"'
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_PAPERS)
def remove(request: StaffRequest, public_id: UUID, paper: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    found = paper_or_404(posting=request.posting, person=person, public_id=paper)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        try:
            remove_paper(by=request.posting, paper=found, reason=form.cleaned_data["reason"])
        except HeldByLaw:
            form.add_error(None, HELD)
        else:
            messages.success(request, _("The copy is removed for good. No restore of a backup brings it back."))
            return redirect("people:file", public_id=public_id)
    return render(request, "files/remove.html", {**heading(person), **queries.shown(found), "form": form})
