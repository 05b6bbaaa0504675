"""What people ask about their data: written down, answered in time, told in a letter."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.centres.second_line import network_wide
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.privacy import access, forms, registers, sheets
from serai.privacy.operations import requests as operations
from serai.ui.editors import ChangedMeanwhile

KEPT = _("Kept. Print the letter, and go through it with the person.")
WAITS = _("Kept. Nothing is erased before a second person agrees.")


@require_safe
@needs(May.ANSWER_REQUESTS)
@network_wide("what people ask about their data, told to the network by the number of the file")
def requests(request: StaffRequest) -> HttpResponse:
    context = registers.requests(posting=request.posting, today=timezone.localdate())
    return render(request, "privacy/requests.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.PRINT_FILE)
def new_request(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.RIGHTS)
    form = forms.RequestForm(request.POST or None)
    if form.is_valid():
        made = operations.receive_request(by=request.posting, person=person, asked=form.asked())
        told = _("Written down. It is answered by {day} at the latest. Tell the person so.")
        messages.success(request, str(told).format(day=sheets.day(made.due_on)))
        return redirect("people:file", public_id=public_id)
    return render(request, "privacy/new_request.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.ANSWER_REQUESTS)
@network_wide("what people ask about their data, told to the network by the number of the file")
def one_request(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.request_or_404(posting=request.posting, public_id=public_id)
    form = forms.AnswerForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        try:
            operations.answer_request(by=request.posting, request=found, answer=form.answer())
        except ChangedMeanwhile:
            found.refresh_from_db()
            form.tell(forms.CHANGED, version=found.version)
        else:
            answered = access.request_or_404(posting=request.posting, public_id=public_id)
            messages.success(request, WAITS if answered.is_open else KEPT)
            return redirect("privacy:request", public_id=public_id)
    lapsed = operations.has_lapsed(found)
    context = {"asked": found, "form": form, "today": timezone.localdate(), "lapsed": lapsed}
    return render(request, "privacy/request.html", context)


@require_POST
@needs(May.ANSWER_REQUESTS)
@network_wide("what people ask about their data, told to the network by the number of the file")
def told(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = access.request_or_404(posting=request.posting, public_id=public_id)
    if not found.is_open:
        operations.note_told(by=request.posting, request=found)
        messages.success(request, _("Noted: the person has the answer."))
    return redirect("privacy:request", public_id=public_id)


@require_safe
@needs(May.ANSWER_REQUESTS)
@network_wide("what people ask about their data, told to the network by the number of the file")
def letter(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The answer on paper, in the person's language."""
    found = access.request_or_404(posting=request.posting, public_id=public_id)
    if found.is_open:
        return redirect("privacy:request", public_id=public_id)
    asked_for = request.GET.get("language", "")
    language = asked_for if asked_for in sheets.LANGUAGES else found.language
    context = {"asked": found, "letter": sheets.letter(found, language=language), "languages": sheets.LANGUAGES.items()}
    return render(request, "privacy/letter.html", context)
