from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import in_hand, open_file, recording_status
from serai.people.choices import ConsentStatus, WhyOpen
from serai.people.models import Person
from serai.people.rules.reach import Reach
from serai.registration.forms.registration import RegistrationForm, typed_as_parts
from serai.registration.operations.registration import (
    NoConsentNoFile,
    register_again,
    register_person,
)
from serai.registration.queries.registration import usual_nationalities
from serai.search.forms import SearchForm
from serai.search.operations import note_lookup
from serai.search.queries import may_try_codes

LATELY = timedelta(days=90)


@require_http_methods(["GET", "POST"])
@needs(May.REGISTER_PEOPLE)
def register(request: StaffRequest) -> HttpResponse:
    """The tiny required set. One comes here from a search that did not find the person, never directly."""
    today = timezone.localdate()
    usual = usual_nationalities(posting=request.posting, since=today - LATELY)
    if "form_token" not in request.POST:
        if "typed" not in request.POST:
            messages.info(request, _("Search first: the person may already have a file."))
            return redirect("search:search")
        start = {**typed_as_parts(request.POST["typed"]), "registered_on": today}
        return render(request, "registration/register.html", {"form": RegistrationForm(initial=start, usual=usual)})
    form = RegistrationForm(request.POST, usual=usual)
    if form.is_valid():
        try:
            person = register_person(
                by=request.posting,
                told=form.told,
                on=form.cleaned_data["registered_on"],
                form_token=form.cleaned_data["form_token"],
            )
        except NoConsentNoFile:
            return render(request, "registration/no_file.html")
        return _next_page(request, person, form.cleaned_data["consent_status"])
    return render(request, "registration/register.html", {"form": form})


def _next_page(request: StaffRequest, person: Person, consent_status: str) -> HttpResponse:
    """A yes is followed by the consent conversation, once; then comes the file."""
    code = format_html('<bdi dir="ltr" class="nowrap">{}</bdi>', person.code)
    messages.success(request, format_html(_("Registered today. The code of the file is {code}."), code=code))
    if consent_status == ConsentStatus.GIVEN and recording_status(person) == ConsentStatus.NOT_ASKED:
        return redirect("people:consent", public_id=person.public_id)
    file = reverse("people:file", args=[person.public_id])
    return redirect(f"{file}?why={WhyOpen.REGISTRATION}")


@require_POST
@needs(May.REGISTER_PEOPLE)
def open_here(request: StaffRequest) -> HttpResponse:
    """The file of another centre, for a person who brings a card or code and lets the network see it."""
    form = SearchForm(request.POST)
    if not may_try_codes(posting=request.posting):
        return render(request, "search/search.html", {"form": form, "too_many": True}, status=429)
    _found, person = in_hand(posting=request.posting, read=form.read) if form.is_valid() else (Reach.NONE, None)
    note_lookup(by=request.posting, found=person is not None)
    if person is None:
        return render(
            request, "search/search.html", {"form": form, "opens_nothing": "unknown" if form.is_valid() else ""}
        )
    return _registered_again(request, person, in_hand=True)


@require_POST
@needs(May.REGISTER_PEOPLE)
def again(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Somebody known here comes back: one more registration, today."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    return _registered_again(request, person, in_hand=False)


def _registered_again(request: StaffRequest, person: Person, *, in_hand: bool) -> HttpResponse:
    try:
        registration = register_again(by=request.posting, person=person, on=timezone.localdate(), in_hand=in_hand)
    except NoConsentNoFile:
        return render(request, "registration/no_file.html")
    return _next_page(request, person, registration.consent_status)
