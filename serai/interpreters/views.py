from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.interpreters import operations, queries, rules
from serai.interpreters.forms import (
    MEANWHILE,
    UNWANTED,
    ConversationForm,
    DeclineForm,
    InterpreterForm,
    initial_of,
)
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.queries.file import heading
from serai.ui.editors import ChangedMeanwhile

GONE_ON = _("Noted.")


@require_safe
@needs(May.SEE_INTERPRETERS)
def interpreters(request: StaffRequest) -> HttpResponse:
    """Who interprets at this centre, and who else of the network can be called."""
    found = queries.everybody(posting=request.posting, on=timezone.localdate())
    may = {
        "may_keep": request.posting.may(May.KEEP_INTERPRETERS),
        "may_see_needs": request.posting.may(May.SEE_LANGUAGE_NEEDS),
    }
    return render(request, "interpreters/list.html", found | may)


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_INTERPRETERS)
def add(request: StaffRequest) -> HttpResponse:
    """Somebody who interprets from now on."""
    form = InterpreterForm(request.POST or None, colleagues=queries.colleagues(posting=request.posting))
    if form.is_valid():
        operations.add_interpreter(by=request.posting, about=form.about())
        messages.success(request, _("The interpreter is on the list."))
        return redirect("interpreters:list")
    return render(request, "interpreters/edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs(May.KEEP_INTERPRETERS)
def edit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What is said of an interpreter, and the hours at this centre."""
    interpreter = queries.interpreter_or_404(public_id)
    form = InterpreterForm(
        request.POST or None,
        initial=initial_of(interpreter, centre_id=request.posting.here),
        colleagues=queries.colleagues(posting=request.posting),
    )
    if form.is_valid():
        try:
            operations.change_interpreter(
                by=request.posting, interpreter=interpreter, about=form.about(), version=form.cleaned_data["version"]
            )
        except ChangedMeanwhile:
            form.tell(MEANWHILE, version=queries.interpreter_or_404(public_id).version)
        else:
            messages.success(request, _("Saved."))
            return redirect("interpreters:list")
    return render(request, "interpreters/edit.html", {"form": form, "interpreter": interpreter})


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_INTERPRETING)
def conversation(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Who interpreted for this person today, or that nobody was there."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    today = timezone.localdate()
    offered = queries.offered(person=person, on=today, centre_id=request.posting.here)
    form = ConversationForm(request.POST or None, offered=offered, initial={"language": person.mother_tongue})
    if form.is_valid():
        try:
            operations.note_conversation(by=request.posting, person=person, told=form.told(), on=today)
        except operations.Unwanted:
            form.add_error("interpreter", UNWANTED)
        else:
            messages.success(request, GONE_ON)
            return redirect("people:file", public_id=public_id)
    return render(request, "interpreters/conversation.html", {**heading(person), "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_INTERPRETING)
def decline(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """An interpreter whom the person does not want is never offered to them again."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    today = timezone.localdate()
    offered = queries.offered(person=person, on=today, centre_id=request.posting.here)
    form = DeclineForm(request.POST or None, offered=offered)
    if form.is_valid():
        chosen = form.offered[form.cleaned_data["interpreter"]]
        operations.decline(by=request.posting, person=person, interpreter=chosen, on=today)
        messages.success(request, _("Noted. This interpreter is not offered to the person again."))
        return redirect("people:file", public_id=public_id)
    return render(request, "interpreters/decline.html", {**heading(person), "form": form})


@require_safe
@needs(May.SEE_LANGUAGE_NEEDS)
def language_needs(request: StaffRequest) -> HttpResponse:
    """Which languages were wanted at this centre in a month, and for which nobody was there."""
    today = timezone.localdate()
    asked = request.GET.get("month", "")
    month = rules.first_of_month(asked) if asked else today.replace(day=1)
    if month is None:
        raise Http404
    found = queries.needs(posting=request.posting, month=month)
    return render(request, "interpreters/needs.html", {**found, "months": queries.months(today=today)})
