"""A wave as a whole: announced, counted, handed out to, closed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.codes import countries
from serai.people.choices import Sex
from serai.reception.choices import GRID_BANDS, GRID_SEXES, GateBand, YesNo
from serai.reception.queries.gate import own_centre
from serai.waves.forms.waves import CountGroupForm, CountPressForm, GivingForm, WaveForm
from serai.waves.models import Wave
from serai.waves.operations import waves as operations
from serai.waves.queries import waves as queries
from serai.waves.views.steps import steps

BUTTONS = {
    "keys": May.REGISTER_PEOPLE,
    "gives": May.RECORD_SERVICE,
    "prints": May.ISSUE_CARD,
    "counts": May.COUNT_AT_GATE,
}


@require_safe
@needs(May.SEE_COUNTS)
def waves(request: StaffRequest) -> HttpResponse:
    """The last waves of this centre."""
    return render(
        request,
        "waves/waves.html",
        {"waves": queries.waves(posting=request.posting), "may_open": request.posting.may(May.COUNT_AT_GATE)},
    )


@require_http_methods(["GET", "POST"])
@needs(May.COUNT_AT_GATE)
def new(request: StaffRequest) -> HttpResponse:
    """A wave is announced, or stands at the gate."""
    own_centre(request.posting)
    form = WaveForm(request.POST or None)
    if form.is_valid():
        token = form.cleaned_data["form_token"]
        wave = operations.open_wave(by=request.posting, told=form.told, form_token=token, at=timezone.now())
        return redirect("waves:wave", wave.public_id)
    return render(request, "waves/new.html", {"form": form})


@require_safe
@needs(May.SEE_COUNTS)
def wave(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """How far it is, what is missing, and where to do it. Numbers only."""
    found = queries.wave_or_404(posting=request.posting, public_id=public_id)
    counts = queries.counted(wave=found)
    numbers = queries.numbers(posting=request.posting, wave=found) if request.posting.may(May.SEE_QUEUE) else {}
    context = {
        "wave": found,
        "came_from": "" if found.came_from == "unknown" else countries.name(found.came_from),
        "steps": steps(found, numbers, counted=sum(count["people"] for count in counts), posting=request.posting),
        "named_less": numbers.get("keyed", 0) - numbers.get("named", 0),
        "may": {name: request.posting.may(may) for name, may in BUTTONS.items()},
    }
    return render(request, "waves/wave.html", context)


@require_http_methods(["GET", "POST"])
@needs(May.COUNT_AT_GATE)
def count(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The head-count of a wave, by pressing or in words. With htmx a press answers in place."""
    found = queries.wave_or_404(posting=request.posting, public_id=public_id)
    is_press = "cell" in request.POST
    words = CountGroupForm(None if is_press else request.POST or None, auto_id="group_%s")
    form = CountPressForm(request.POST) if is_press else words
    if request.method == "POST" and form.is_valid():
        _say_counted(request, _count(request, found, form), is_press=is_press)
        if not request.htmx:
            return redirect("waves:count", public_id)
    elif is_press:
        messages.error(request, _("That press was not understood, so nobody was counted. Press again."))
    part = "#count" if request.htmx else ""
    return render(request, f"waves/count.html{part}", {"form": words, **_counts(found)})


def _count(request: StaffRequest, found: Wave, form: CountGroupForm | CountPressForm) -> int:
    token = form.cleaned_data["client_token"]
    return operations.count_wave(
        by=request.posting, wave=found, tallies=form.tallies(), client_token=token, at=timezone.now()
    )


def _say_counted(request: StaffRequest, people: int, *, is_press: bool) -> None:
    if is_press and people:
        return  # the number beside the button says it
    if people:
        said = ngettext("%(people)d person was counted.", "%(people)d people were counted.", people)
        messages.success(request, said % {"people": people})
    else:
        messages.info(request, _("This was already counted. Nothing was added twice."))


def _counts(found: Wave) -> dict[str, Any]:
    counts = queries.counted(wave=found)
    by_cell = {(row["sex"], row["age_band"]): row["people"] for row in counts}
    return {
        "wave": found,
        "client_token": uuid4(),
        "sexes": [Sex.FEMALE.label, Sex.MALE.label, YesNo.UNKNOWN.label],
        "grid": [{"band": band, "cells": _cells(by_cell, band)} for band in GRID_BANDS],
        "lines": [
            {"sex": Sex(sex).label, "band": GateBand(band).label, "people": people}
            for (sex, band), people in by_cell.items()
        ],
        "counted": sum(by_cell.values()),
    }


def _cells(by_cell: dict[tuple[str, str], int], band: GateBand) -> list[dict[str, Any]]:
    return [
        {"sex": sex, "id": f"{sex}-{band}".replace("+", "-up"), "people": by_cell.get((sex, band), 0)}
        for sex in GRID_SEXES
    ]


@require_POST
@needs(May.COUNT_AT_GATE)
def close(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Nobody more is written into it, or some are after all."""
    found = queries.wave_or_404(posting=request.posting, public_id=public_id)
    if "again" in request.POST:
        operations.reopen_wave(by=request.posting, wave=found)
        messages.success(request, _("This wave is open again."))
    else:
        operations.close_wave(by=request.posting, wave=found, at=timezone.now())
        messages.success(request, _("This wave is closed. What is missing can still be done, one by one."))
    return redirect("waves:wave", public_id)


@require_http_methods(["GET", "POST"])
@needs(May.RECORD_SERVICE)
def giving(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Water, food and what else was handed out: by a tally here, or by scanning wristbands."""
    found = queries.wave_or_404(posting=request.posting, public_id=public_id)
    given = queries.handed_out(posting=request.posting, wave=found, on=timezone.localdate())
    form = GivingForm(request.POST or None, services=[(one.code, one.label) for one in given])
    if form.is_valid():
        told = form.cleaned_data
        people = operations.give_to_wave(
            by=request.posting,
            wave=found,
            service=told["service"],
            number=told["number"],
            session=told["session"],
            at=timezone.now(),
        )
        _say_given(request, people)
        return redirect("waves:giving", public_id)
    return render(request, "waves/giving.html", {"wave": found, "given": given, "form": form})


def _say_given(request: StaffRequest, people: int) -> None:
    if people:
        said = ngettext("Recorded for %(people)d person.", "Recorded for %(people)d people.", people)
        messages.success(request, said % {"people": people})
    else:
        messages.info(request, _("This form was already sent. Nothing was recorded twice."))
