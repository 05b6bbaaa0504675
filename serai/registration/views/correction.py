"""Correcting the basic data, one page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from serai.centres.access import NotYourRole, StaffRequest, needs
from serai.centres.rules import May
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person
from serai.people.queries.file import correctable, heading
from serai.registration.forms.registration import CHANGED_MEANWHILE, PARTS, CorrectionForm, age_typed
from serai.registration.operations.corrections import Corrected, correct_basic_data
from serai.registration.queries.profile import registration_here
from serai.ui.editors import ChangedMeanwhile


@require_http_methods(["GET", "POST"])
@needs(May.EDIT_BASIC_FILE)
def correct(request: StaffRequest, public_id: UUID) -> HttpResponse:
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.CORRECTION)
    registration = registration_here(posting=request.posting, person=person)
    if not correctable(posting=request.posting, registration=registration):
        raise NotYourRole(May.EDIT_PROFILE)  # reception corrects what was registered today
    form = CorrectionForm(request.POST or None, initial=as_known(person), usual=[])
    if form.is_valid():
        try:
            _save(request, person, form)
        except ChangedMeanwhile:
            form.tell(CHANGED_MEANWHILE, version=person.version)
        else:
            messages.success(request, _("The file is corrected."))
            return redirect("people:file", public_id=public_id)
    context = {**heading(person), "form": form}
    return render(request, "registration/correct.html", context, status=409 if form.non_field_errors() else 200)


def as_known(person: Person) -> dict[str, object]:
    """The answers of now."""
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
    return person.names.filter(is_other=False).order_by("pk").first()


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
