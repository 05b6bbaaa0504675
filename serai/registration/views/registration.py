from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from serai.cards.access import what_is
from serai.cards.forms import NOT_FREE
from serai.cards.operations.cards import NotFree, bind_card
from serai.cards.rules import Kind as CardKind
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.duplicates.choices import Why
from serai.duplicates.operations.pairs import note_compared
from serai.people.access import in_hand, open_file, recording_status
from serai.people.choices import ConsentStatus, WhyOpen
from serai.people.models import Person
from serai.people.queries.file import heading
from serai.people.rules import Kind, reading
from serai.people.rules.reach import Reach
from serai.registration import comparing
from serai.registration.forms.lines import EMPTY_LINES, LinesForm, told_words
from serai.registration.forms.registration import ComparedForm, CorrectionForm, RegistrationForm, typed_as_parts
from serai.registration.operations.comparing import Beside, register_beside, register_known
from serai.registration.operations.registration import NoConsentNoFile, register_again
from serai.registration.operations.zones import take_over
from serai.registration.queries.registration import usual_nationalities
from serai.registration.views.correction import as_known
from serai.search.forms import SearchForm
from serai.search.operations import note_lookup
from serai.search.queries import may_search_names, may_try_codes


@require_http_methods(["GET", "POST"])
@needs(May.REGISTER_PEOPLE)
def register(request: StaffRequest) -> HttpResponse:
    """The tiny required set. One comes here from a search that did not find the person, never directly."""
    if "form_token" not in request.POST:
        if "typed" not in request.POST:
            messages.info(request, _("Search first: the person may already have a file."))
            return redirect("search:search")
        context = {"form": _form(request, initial=_start(request)), "typed": request.POST["typed"]}
        return render(request, "registration/register.html", context)
    form = _form(request, request.POST)
    if "read" in request.POST:
        return _filled(request, form)
    compared = ComparedForm(request.POST)
    if form.is_valid() and compared.is_valid() and "back" not in request.POST:
        return _registered(request, form, compared)
    return render(request, "registration/register.html", {"form": form, "typed": ""})


def _form(request: StaffRequest, *sent: Any, **start: Any) -> RegistrationForm:
    usual = usual_nationalities(posting=request.posting, on=timezone.localdate())
    lines = LinesForm(*sent, keeps_documents=request.posting.may(May.EDIT_PROFILE), **start)
    gives_cards = request.posting.may(May.ISSUE_CARD)
    return RegistrationForm(*sent, usual=usual, gives_cards=gives_cards, lines=lines, **start)


def _filled(request: StaffRequest, form: RegistrationForm) -> HttpResponse:
    """The page again, with what the lines of a travel document say; what else was typed stays."""
    lines, again = form.lines, _form(request, initial=form.filled)
    if lines.zone_read is None:
        again.lines = lines
        if not lines.errors:
            lines.add_error("zone", EMPTY_LINES)
    read = told_words(lines) if lines.zone_read else ""
    page = {"form": again, "typed": "", "read": read, "wrong": lines.wrong}
    return render(request, "registration/register.html", page)


def _start(request: StaffRequest) -> dict[str, Any]:
    """What was searched, as a first guess at the name; a card that is nobody's yet as the one to give."""
    typed, start = request.POST["typed"], {"registered_on": timezone.localdate()}
    read = reading(typed)
    is_free = read.kind == Kind.CARD and what_is(posting=request.posting, code=read.code) == CardKind.FREE
    return {**typed_as_parts(typed), **start, **({"card": typed} if is_free else {})}


def _keep_what_was_shown(request: StaffRequest, person: Person, form: RegistrationForm) -> None:
    """The travel document, and the card that was scanned with the form. One that is not free holds nobody up: the file
    is kept already."""
    if form.lines.taken is not None:
        person.refresh_from_db(fields=["version"])
        take_over(by=request.posting, person=person, taken=form.lines.taken, version=person.version)
    if code := form.cleaned_data.get("card", ""):
        try:
            bind_card(by=request.posting, person=person, code=code)
        except NotFree:
            messages.warning(request, NOT_FREE)


def _registered(request: StaffRequest, form: RegistrationForm, compared: ComparedForm) -> HttpResponse:
    """Saved at once when no file is alike. Otherwise somebody decides first, or says that a colleague shall."""
    told, on, token = form.told, form.cleaned_data["registered_on"], form.cleaned_data["form_token"]
    if compared.file is not None:
        return _same_person(request, form, compared.file)
    found = comparing.alike(posting=request.posting, told=told, form_token=token)
    if found and not compared.said and may_search_names(posting=request.posting):
        note_compared(by=request.posting, count=len(found))
        context = {"form": form, "alike": found, "typed": comparing.typed_words(told, on=on)}
        return render(request, "registration/alike.html", context)
    beside = Beside(tuple(one.person_id for one in found), compared.said or Why.LATER)
    try:
        person = register_beside(by=request.posting, told=told, on=on, form_token=token, beside=beside)
    except NoConsentNoFile:
        return render(request, "registration/no_file.html")
    _keep_what_was_shown(request, person, form)
    return _next_page(request, person, told.consent_status)


def _same_person(request: StaffRequest, form: RegistrationForm, public_id: UUID) -> HttpResponse:
    """The file that is there already. What was told today and does not stand in it, is shown for correction."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.REGISTRATION)
    on = form.cleaned_data["registered_on"]
    try:
        register_known(by=request.posting, person=person, told=form.told, on=on)
    except NoConsentNoFile:
        return render(request, "registration/no_file.html")
    _keep_what_was_shown(request, person, form)
    if not comparing.is_told_otherwise(person=person, told=form.told):
        return _next_page(request, person, form.told.consent_status)
    known = {**as_known(person), **{name: form.cleaned_data[name] for name in ("sex", "age", "age_band")}}
    known["nationality"] = form.cleaned_data["nationality"]
    context = {**heading(person), "form": CorrectionForm(initial=known, usual=[]), "is_told_otherwise": True}
    return render(request, "registration/correct.html", context)


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
        return render(request, "search/search.html", {"form": form, "too_many": True, "is_answered": True}, status=429)
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
