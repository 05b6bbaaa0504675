"""What has left about a person, to print; telling a recipient that a consent was taken back."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.sharing.forms.requests import ToldForm
from serai.sharing.operations.disclosures import note_told
from serai.sharing.queries import leaving as queries

LANGUAGES = dict(settings.LANGUAGES)


def _language(request: StaffRequest) -> str:
    asked = request.GET.get("in", "") or get_language() or "en"
    return asked if asked in LANGUAGES else "en"


@require_safe
@needs(May.SEE_DISCLOSURES)
def left(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Everything that left, to whom and on which day: also for the person, in the person's language."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.FOLLOW_UP)
    language = _language(request)
    hidden = queries.not_to_be_known(posting=request.posting, person=person)
    context = {
        "person": person,
        "rows": queries.left_of(person=person, hidden=hidden, language=language),
        "notices": queries.notices_of(person=person, hidden=hidden),
        "language": language,
        "languages": LANGUAGES.items(),
    }
    return render(request, "sharing/left.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.SEE_DISCLOSURES)
def notice(request: StaffRequest, public_id: UUID, pk: int) -> HttpResponse:
    """The letter to a recipient, and the note that it was told."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.FOLLOW_UP)
    found = queries.notice_or_404(posting=request.posting, person=person, pk=pk)
    form = ToldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        note_told(by=request.posting, notice=found, how=form.cleaned_data["how"])
        messages.success(request, _("Noted: the recipient knows that it has to stop and delete."))
        return redirect("sharing:left", public_id)
    sheet = queries.notice_sheet(found, language=_language(request))
    context = {"person": person, "notice": found, "form": form, "sheet": sheet, "languages": LANGUAGES.items()}
    context["centre"] = request.posting.centre  # who writes: where the last of it left is another centre's to know
    return render(request, "sharing/notice.html", context)
