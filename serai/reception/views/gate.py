from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.people.choices import Sex
from serai.reception.choices import GRID_BANDS, GRID_SEXES, Direction, GateBand, GroupKind, YesNo
from serai.reception.forms.gate import GroupForm, PassageForm, PressForm
from serai.reception.operations import gate as operations
from serai.reception.queries import gate as queries


@require_http_methods(["GET", "POST"])
@needs(May.COUNT_AT_GATE)
def gate(request: StaffRequest) -> HttpResponse:
    """One press, one person. With htmx the buttons answer in place; without, the page comes back."""
    queries.own_centre(request.posting)
    direction, group = _passage(request)
    if request.method == "POST":
        form = PressForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("That press was not understood, so nobody was counted. Press again."))
        else:
            _count(request, form)
        if not request.htmx:
            return _back(direction, group)
    part = "#count" if request.htmx else ""
    empty = GroupForm(initial={"direction": direction, "group": group}, auto_id="group_%s")
    return render(request, f"reception/gate.html{part}", _page(request, direction, group) | {"form": empty})


@require_POST
@needs(May.COUNT_AT_GATE)
def gate_group(request: StaffRequest) -> HttpResponse:
    """A group in words: 12 men, 7 women, 3 children."""
    queries.own_centre(request.posting)
    form = GroupForm(request.POST, auto_id="group_%s")
    direction, group = _passage(request)
    if not form.is_valid():
        return render(request, "reception/gate.html", _page(request, direction, group) | {"form": form})
    people = _count(request, form)
    if people:
        said = ngettext("%(people)d person was counted.", "%(people)d people were counted.", people)
        messages.success(request, said % {"people": people})
    else:
        messages.info(request, _("This group was already counted. Nothing was added twice."))
    return _back(direction, group)


@require_POST
@needs(May.COUNT_AT_GATE)
def gate_correct(request: StaffRequest, pk: int) -> HttpResponse:
    entry = queries.entry_or_404(posting=request.posting, pk=pk)
    if operations.correct_count(by=request.posting, entry=entry):
        messages.success(request, _("Taken back. The totals are right again; both lines stay in the book."))
    else:
        messages.info(request, _("This line was taken back before."))
    return _back(entry.direction, entry.group)


def _count(request: StaffRequest, form: PressForm | GroupForm) -> int:
    return operations.count_people(
        by=request.posting,
        direction=form.cleaned_data["direction"],
        tallies=form.tallies(),
        group=form.cleaned_data["group"],
        client_token=form.cleaned_data["client_token"],
        at=timezone.now(),
    )


def _passage(request: StaffRequest) -> tuple[str, str]:
    """Which way and in what group, as this page was last told; the way in when it was told nothing we know."""
    told = request.POST if request.method == "POST" else request.GET
    direction, group = told.get("direction", ""), told.get("group", "")
    return (
        direction if direction in Direction.values else Direction.IN,
        group if group in GroupKind.values else GroupKind.NONE,
    )


def _back(direction: str, group: str) -> HttpResponse:
    return redirect(f"{reverse('reception:gate')}?{urlencode({'direction': direction, 'group': group})}")


def _page(request: StaffRequest, direction: str, group: str) -> dict[str, Any]:
    now = timezone.now()
    today = timezone.localdate(now)
    totals = queries.totals(posting=request.posting, on=today)
    passage = PassageForm(initial={"direction": direction, "group": group}, auto_id="press_%s")
    return {
        "direction": direction,
        "directions": Direction.choices,
        "passage": passage,
        "client_token": uuid4(),
        "sexes": [Sex.FEMALE.label, Sex.MALE.label, YesNo.UNKNOWN.label],
        "grid": [{"band": band, "cells": _cells(totals["by_cell"], direction, band)} for band in GRID_BANDS],
        "totals": totals,
        "hours": queries.last_hours(posting=request.posting, now=now),
        "entries": queries.latest_entries(posting=request.posting, on=today),
    }


def _cells(people: dict[tuple[str, str, str], int], direction: str, band: GateBand) -> list[dict[str, Any]]:
    return [
        {"sex": sex, "id": f"{sex}-{band}".replace("+", "-up"), "people": people.get((direction, sex, band), 0)}
        for sex in GRID_SEXES
    ]
