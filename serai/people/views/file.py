from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from serai.centres.access import NotYourRole, StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.forms.registration import CHANGED_MEANWHILE, PARTS, CorrectionForm, age_typed
from serai.people.models import Person
from serai.people.operations.corrections import Corrected, correct_basic_data
from serai.people.queries import file as queries
from serai.people.queries.profile import registration_here
from serai.people.rules.reach import purpose_of
from serai.ui.editors import ChangedMeanwhile


@require_safe
@needs(May.SEE_BASIC_FILE)
def file(request: StaffRequest, public_id: UUID) -> HttpResponse:
    purpose = purpose_of(asked=request.GET.get("why", ""), role=request.posting.role)
    if not purpose:
        return redirect("people:why", public_id=public_id)
    person = open_file(posting=request.posting, public_id=public_id, purpose=purpose)
    context = queries.file_page(posting=request.posting, person=person)
    return render(request, "people/file.html", {**context, "purpose": WhyOpen(purpose)})


@require_safe
@needs(May.SEE_BASIC_FILE)
def why(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Asked before anything is looked up, so it says nothing about whether there is such a file."""
    return render(request, "people/why.html", {"public_id": public_id, "reasons": WhyOpen})


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_BASIC_FILE)
def correct(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.CORRECTION)
    registration = registration_here(posting=request.posting, person=person)
    if not queries.correctable(posting=request.posting, registration=registration):
        raise NotYourRole(May.EDIT_PROFILE)  # reception corrects what was registered today
    form = CorrectionForm(request.POST or None, initial=_as_known(person), usual=[])
    if form.is_valid():
        try:
            _save(request, person, form)
        except ChangedMeanwhile:
            form.tell(CHANGED_MEANWHILE, version=person.version)
        else:
            messages.success(request, _("The file is corrected."))
            return redirect("people:file", public_id=public_id)
    context = {**queries.heading(person), "form": form}
    return render(request, "people/correct.html", context, status=409 if form.non_field_errors() else 200)


def _as_known(person: Person) -> dict[str, object]:
    name = _name_of(person)
    age, band = age_typed(person.birth, on=timezone.localdate())
    known = {part: getattr(name, part, "") for part in PARTS}
    return {
        **known,
        "sex": person.sex,
        "age": age,
        "age_band": band,
        "nationality": person.nationality,
        "version": person.version,
    }


def _name_of(person: Person) -> object:
    return person.names.order_by("pk").first()


def _save(request: StaffRequest, person: Person, form: CorrectionForm) -> None:
    name = _name_of(person)
    corrected = Corrected(
        sex=form.cleaned_data["sex"],
        birth=form.birth(person.birth, on=timezone.localdate()),
        nationality=form.cleaned_data["nationality"],
        name=form.name_parts,
        script=getattr(name, "script", form.script),
    )
    correct_basic_data(by=request.posting, person=person, corrected=corrected, version=form.cleaned_data["version"])
