from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.directory.choices import Problem, Status
from serai.directory.forms.services import CHANGED_MEANWHILE, NOBODY_KEEPS, SearchForm, ServiceForm, initial_of
from serai.directory.models import Service
from serai.directory.operations import services as operations
from serai.directory.queries import cards, notes
from serai.directory.queries import search as queries
from serai.sealed.operations.places import NobodyKeepsPlaces
from serai.sealed.queries.places import reads_places
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.SEE_DIRECTORY)
def search(request: StaffRequest) -> HttpResponse:
    now = timezone.localtime()
    form = SearchForm(request.GET or None, now=now)
    page = queries.search(wish=form.wish, page=request.GET.get("page", "1"))
    found = cards.cards(page, language=get_language() or "en", now=now)
    may_edit = request.posting.may(May.EDIT_DIRECTORY)
    context = {"form": form, "page": page, "cards": found, "may_edit": may_edit}
    return render(request, "directory/search.html", context)


@require_safe
@needs(May.SEE_DIRECTORY)
def service(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.service_or_404(public_id=public_id)
    language = get_language() or "en"
    sheet = cards.sheet(found, language=language, now=timezone.localtime())
    may_read = sheet.is_hidden and request.posting.may(May.SEE_SAFE_PLACES) and reads_places(posting=request.posting)
    context = {"service": sheet, "may_edit": request.posting.may(May.EDIT_DIRECTORY), "may_read": may_read}
    return render(request, "directory/service.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_DIRECTORY)
def add(request: StaffRequest) -> HttpResponse:
    centre = request.posting.centre
    form = ServiceForm(
        request.POST if request.method == "POST" else None, initial={"country": centre.country if centre else ""}
    )
    if request.method == "POST" and form.is_valid() and (made := _saved(request, form)):
        messages.success(request, _("The service is in the directory, verified today."))
        return redirect("directory:service", made.public_id)
    context = {"form": form, "organizations": queries.organizations(), "service": None}
    return render(request, "directory/edit.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_DIRECTORY)
def edit(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.editable_or_404(posting=request.posting, public_id=public_id)
    form = ServiceForm(request.POST if request.method == "POST" else None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid() and _saved(request, form, found):
        messages.success(request, _("Saved."))
        return redirect("directory:service", public_id)
    context = {"form": form, "organizations": queries.organizations(), "service": found}
    return render(request, "directory/edit.html", context)


def _saved(request: StaffRequest, form: ServiceForm, service: Service | None = None) -> Service | None:
    """The service as it is kept; None with the reason on the form."""
    posting = request.posting
    values = form.values(
        queries.time_zone_for(posting=posting, country=form.cleaned_data.get("country", ""), service=service)
    )
    try:
        if service is None:
            return operations.add_service(by=posting, values=values, today=timezone.localdate())
        version = form.cleaned_data["version"]
        return operations.change_service(by=posting, service=service, version=version, values=values)
    except ChangedMeanwhile:
        form.tell(CHANGED_MEANWHILE, version=service.version if service else 1)
    except NobodyKeepsPlaces:
        form.add_error("is_hidden", NOBODY_KEEPS)
    return None


@require_POST
@needs(May.EDIT_DIRECTORY)
def verify(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.service_or_404(public_id=public_id)
    operations.verify_service(by=request.posting, service=found, today=timezone.localdate())
    messages.success(request, _("Marked as verified today."))
    return redirect("directory:service", public_id)


@require_POST
@needs(May.EDIT_DIRECTORY)
def set_status(request: StaffRequest, public_id: UUID) -> HttpResponse:
    found = queries.service_or_404(public_id=public_id)
    status = Status.ACTIVE if request.POST.get("status") == Status.ACTIVE else Status.CLOSED
    operations.set_status(by=request.posting, service=found, status=status)
    words = {
        Status.ACTIVE: _("The service is open again and shown in searches."),
        Status.CLOSED: _("The service is closed for now and left out of searches."),
    }
    messages.success(request, words[status])
    return redirect("directory:service", public_id)


@require_safe
@needs(May.EDIT_DIRECTORY)
def report(request: StaffRequest) -> HttpResponse:
    problem = request.GET.get("problem", "")
    problem = problem if problem in Problem.values else ""
    counted = [
        {"problem": row["problem"], "label": Problem(row["problem"]).label, "count": row["count"]}
        for row in notes.notes_by_problem()
    ]
    page = notes.notes(problem=problem, page=request.GET.get("page", "1"))
    return render(request, "directory/report.html", {"counted": counted, "page": page, "problem": problem})
