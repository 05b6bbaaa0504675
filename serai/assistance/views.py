from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from serai.assistance import operations, queries
from serai.assistance.forms import TOO_LATE, ManyForm, PersonForm, SeenForm, UndoForm, UnmetForm
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.codes import lists
from serai.people.access import open_file
from serai.people.choices import WhyOpen
from serai.people.models import Person

ALREADY_SENT = _("This form was already sent. Nothing was recorded twice.")


@require_safe
@needs(May.RECORD_SERVICE)
def choose(request: StaffRequest) -> HttpResponse:
    """The services of this centre, to choose one; and what was given today."""
    today = timezone.localdate()
    codes = queries.offered(posting=request.posting, on=today)
    context = {
        "catalogue": queries.catalogue(codes),
        "given": queries.given_by_type(posting=request.posting, on=today),
        "rows": queries.last_lines(posting=request.posting, on=today),
        "today": today,
    }
    return render(request, "assistance/choose.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_SERVICE)
def give(request: StaffRequest, service: str) -> HttpResponse:
    """To nobody in particular: no name, no consent."""
    today = timezone.localdate()
    queries.service_or_404(posting=request.posting, code=service, on=today)
    form = SeenForm(request.POST or None, initial={"session": uuid4()})
    if form.is_valid():
        people = operations.give_without_a_name(
            by=request.posting, help_given=form.help_given([service]), receivers=form.receivers(), at=timezone.now()
        )
        _say_recorded(request, people)
        return redirect("assistance:give", service)
    context = {"rows": queries.last_lines(posting=request.posting, on=today, service_type=service), "today": today}
    return render(request, "assistance/give.html", {"form": form, **_named(service), **context})


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_SERVICE)
def give_many(request: StaffRequest, service: str) -> HttpResponse:
    """To many people with a file: ticked, or by their cards. What is not understood holds nobody else up."""
    today = timezone.localdate()
    queries.service_or_404(posting=request.posting, code=service, on=today)
    here = queries.people_of_today(posting=request.posting, on=today)
    form = ManyForm(request.POST or None, initial={"session": uuid4()}, people=here)
    if not form.is_valid():
        return render(request, "assistance/many.html", {"form": form, **_named(service)})
    people, unknown = _chosen(request, form)
    outcome = operations.give_to_people(
        by=request.posting,
        help_given=form.help_given([service]),
        people=people,
        at=timezone.now(),
        leave_out_repeats=True,
    )
    context = {"outcome": outcome, "unknown": unknown, "was_sent": bool(people) and not outcome}
    return render(
        request, "assistance/many_done.html", {**context, "form": _rest(form, outcome, unknown), **_named(service)}
    )


def _rest(form: ManyForm, outcome: operations.Outcome, unknown: list[str]) -> ManyForm | None:
    """The form of those left out, to mend the codes or to say why they get it again; None if nobody was."""
    if not unknown and not outcome.repeated:
        return None
    return ManyForm(
        initial={
            "session": uuid4(),
            "on": form.cleaned_data["on"],
            "codes": "\n".join(unknown),
            "person": [str(person.public_id) for person in outcome.repeated],
        },
        people=queries.with_names(outcome.repeated),
    )


def _chosen(request: StaffRequest, form: ManyForm) -> tuple[list[Person], list[str]]:
    """The people ticked and those whose cards were scanned, each once; and the codes that open nothing here."""
    ticked = queries.people_by_public_id(posting=request.posting, public_ids=form.cleaned_data.get("person", []))
    scanned, unknown = queries.people_by_codes(posting=request.posting, codes=form.typed_codes())
    return list(dict.fromkeys([*ticked, *scanned])), unknown


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_SERVICE)
def give_person(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """To one person, from their page: one or several services."""
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE)
    catalogue = queries.catalogue(queries.offered(posting=request.posting, on=timezone.localdate()))
    form = PersonForm(request.POST or None, initial={"session": uuid4()}, catalogue=catalogue)
    if form.is_valid():
        try:
            outcome = operations.give_to_people(
                by=request.posting,
                help_given=form.help_given(form.cleaned_data["services"]),
                people=[person],
                at=timezone.now(),
            )
        except operations.GivenToday as repeat:
            form.ask_why_again(repeat.services)
        else:
            _say_given(request, len(outcome.deliveries))
            return redirect("people:file", public_id)
    return render(request, "assistance/person.html", {"person": person, "form": form, "has_catalogue": bool(catalogue)})


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_SERVICE)
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    delivery = queries.delivery_or_404(posting=request.posting, pk=pk)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            operations.undo(
                by=request.posting, delivery=delivery, reason=form.cleaned_data["why_undone"], at=timezone.now()
            )
        except operations.TooLateToUndo:
            form.add_error(None, TOO_LATE)
        else:
            messages.success(request, _("Undone. The line stays in the list, and no figure counts it."))
            return redirect("assistance:choose")
    return render(request, "assistance/undo.html", {"delivery": delivery, "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_SERVICE)
def unmet(request: StaffRequest, public_id: UUID | None = None) -> HttpResponse:
    """What somebody needed and this centre could not give; of a person's page, or of nobody in particular."""
    queries.own_centre(request.posting)
    person = open_file(posting=request.posting, public_id=public_id, purpose=WhyOpen.SERVICE) if public_id else None
    form = UnmetForm(request.POST or None, initial={"session": uuid4()}, of_person=person is not None)
    if form.is_valid():
        told = form.cleaned_data
        is_new = operations.record_unmet_need(
            by=request.posting,
            help_wanted=form.help_given([told["service_type"]]),
            reason=told["reason"],
            receivers=form.receivers(),
            at=timezone.now(),
            person=person,
        )
        messages.success(request, _("Recorded. It will be counted where help is planned.") if is_new else ALREADY_SENT)
        return redirect("people:file", public_id) if person else redirect("assistance:choose")
    return render(request, "assistance/unmet.html", {"form": form, "person": person})


def _named(service: str) -> dict[str, Any]:
    return {"service": service, "service_label": lists.label("service_type", service)}


def _say_recorded(request: StaffRequest, people: int) -> None:
    if not people:
        messages.info(request, ALREADY_SENT)
        return
    said = ngettext("Recorded for %(people)d person.", "Recorded for %(people)d people.", people)
    messages.success(request, said % {"people": people})


def _say_given(request: StaffRequest, services: int) -> None:
    if not services:
        messages.info(request, ALREADY_SENT)
        return
    said = ngettext("%(services)d service is recorded.", "%(services)d services are recorded.", services)
    messages.success(request, said % {"services": services})
