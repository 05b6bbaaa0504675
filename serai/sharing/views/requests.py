"""An authority asks for data: the sheet to hand over, the note of it, what became of it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.sharing.choices import Standing
from serai.sharing.forms.requests import CHANGED_MEANWHILE, CloseForm, RequestForm
from serai.sharing.models import AuthorityRequest
from serai.sharing.operations import requests as operations
from serai.sharing.queries import requests as queries
from serai.ui.editors import ChangedMeanwhile

LANGUAGES = dict(settings.LANGUAGES)


@require_safe
@needs(May.LOG_REQUESTS)
def refusal(request: StaffRequest) -> HttpResponse:
    """What to say, what to hand over, in the asker's language."""
    asked = request.GET.get("in", "") or get_language() or "en"
    language = asked if asked in LANGUAGES else "en"
    context = {
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "languages": LANGUAGES.items(),
        "centre": request.posting.centre,
        "today": timezone.localdate(),
        "may_see": request.posting.may(May.SEE_REQUESTS),
    }
    return render(request, "sharing/refusal.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.LOG_REQUESTS)
def log(request: StaffRequest) -> HttpResponse:
    form = RequestForm(request.POST if request.method == "POST" else None, initial={"asked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        operations.log_request(by=request.posting, token=said.pop("token"), said=said)
        messages.success(request, _("Written down. Nothing was given. Tell your manager now."))
        return redirect("sharing:refusal")
    return render(request, "sharing/request_form.html", {"form": form})


@require_safe
@needs(May.SEE_REQUESTS)
def requests(request: StaffRequest) -> HttpResponse:
    page = queries.requests(posting=request.posting, page=request.GET.get("page", "1"))
    return render(request, "sharing/requests.html", {"page": page, "may_log": request.posting.may(May.LOG_REQUESTS)})


@require_http_methods(["GET", "POST"])
@needs(May.SEE_REQUESTS)
def request_page(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """One request; from here it goes to the legal office, and is closed by those who may."""
    found = queries.request_or_404(posting=request.posting, public_id=public_id)
    form = CloseForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and _done(request, found, form):
        return redirect("sharing:request", public_id)
    is_open = found.standing != Standing.CLOSED
    context = {
        "asked": found,
        "is_open": is_open,
        "may_send_on": found.standing == Standing.REFUSED,
        "form": form if is_open and request.posting.may(May.CLOSE_REQUESTS) else None,
    }
    return render(request, "sharing/request.html", context)


def _done(request: StaffRequest, found: AuthorityRequest, form: CloseForm) -> bool:
    if "send_on" in request.POST:
        operations.send_to_legal(by=request.posting, request=found)
        messages.success(request, _("Noted as sent. Nobody here answers any more; the legal office does."))
        return True
    if not request.posting.may(May.CLOSE_REQUESTS):
        raise PermissionDenied(_("The data-protection focal point or the coordinator closes a request."))
    return form.is_valid() and _closed(request, found, form)


def _closed(request: StaffRequest, found: AuthorityRequest, form: CloseForm) -> bool:
    said = form.cleaned_data
    try:
        operations.close_request(
            by=request.posting,
            request=found,
            answer=said["answer"],
            legal_words=said["legal_words"],
            version=said["version"],
        )
    except operations.CannotClose as refusal:
        form.refuse(refusal.why)
        return False
    except ChangedMeanwhile:
        form.tell(CHANGED_MEANWHILE, version=found.version)
        return False
    messages.success(request, _("Closed."))
    return True
