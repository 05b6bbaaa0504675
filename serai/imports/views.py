"""Importing registrations: upload, columns, answers, check, preview, import, undo. A page a step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from serai.accounts.access import fresh
from serai.centres.access import StaffRequest, needs
from serai.centres.rules import May
from serai.centres.second_line import network_wide
from serai.imports import queries
from serai.imports.choices import ImportState
from serai.imports.forms import WHY_KEPT, WRONG, ColumnsForm, TakeForm, UploadForm, ValuesForm
from serai.imports.models import ImportBatch
from serai.imports.operations import batches as operations
from serai.ui.exports import csv_response

STEPS = {ImportState.COLUMNS: "imports:columns", ImportState.VALUES: "imports:answers"}


@require_safe
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def files(request: StaffRequest) -> HttpResponse:
    return render(request, "imports/files.html", {"imports": queries.latest_imports(posting=request.posting)})


@require_http_methods(["GET", "POST"])
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def new(request: StaffRequest) -> HttpResponse:
    centres = queries.centres_to_import_into(posting=request.posting)
    form = UploadForm(_sent(request), request.FILES or None, centres=centres)
    if request.method == "POST" and form.is_valid() and form.table is not None:
        batch = operations.start_import(
            by=request.posting,
            centre=form.cleaned_data["centre"],
            file_name=form.cleaned_data["file"].name,
            content=form.content,
            table=form.table,
        )
        return redirect("imports:columns", pk=batch.pk)
    return render(request, "imports/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    if batch.state not in queries.OPEN:
        return _to_step(batch)
    initial = {"consent_form": batch.options.get("consent_form"), "year_only": batch.options.get("year_only", True)}
    mapping = queries.suggested_mapping(batch)
    form = ColumnsForm(_sent(request), batch=batch, mapping=mapping, initial=initial)
    if request.method == "POST" and form.is_valid():
        options = {name: form.cleaned_data[name] for name in ("consent_form", "year_only")}
        return _act(request, batch, lambda: _mapped(request, batch, form.mapping, options))
    columns = zip(form.columns(), queries.examples(batch), strict=True)
    context = {"batch": batch, "form": form, "columns": columns, "earlier": queries.earlier_upload(batch)}
    return _shown(request, "imports/columns.html", context)


def _mapped(request: StaffRequest, batch: ImportBatch, mapping: dict[int, str], options: dict[str, str | bool]) -> None:
    """Where every value is known already, there is nothing to ask: the check begins."""
    mapped = operations.map_columns(by=request.posting, batch=batch, mapping=mapping, options=options)
    if not queries.unknown_values(mapped):
        operations.match_values(by=request.posting, batch=mapped, chosen={})


@require_http_methods(["GET", "POST"])
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def answers(request: StaffRequest, pk: int) -> HttpResponse:
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    if batch.state != ImportState.VALUES:
        return _to_step(batch)
    form = ValuesForm(_sent(request), unknown=queries.unknown_values(batch))
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen
        return _act(request, batch, lambda: operations.match_values(by=request.posting, batch=batch, chosen=chosen))
    return _shown(request, "imports/answers.html", {"batch": batch, "form": form})


@require_http_methods(["GET", "POST"])
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def file(request: StaffRequest, pk: int) -> HttpResponse:
    """Where the file stands: progress while there is work (each POST does some), then what was found or done."""
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    if batch.state in STEPS:
        return _to_step(batch)
    if request.method == "POST":
        operations.work(by=request.posting, batch=batch)
        batch = queries.import_or_404(posting=request.posting, pk=pk)
    progress = operations.progress(batch)
    if not progress.finished:
        fragment = "#progress" if request.htmx else ""
        context = {"batch": batch, "progress": progress}
        return render(request, f"imports/progress.html{fragment}", context)
    if request.method == "POST":
        here = reverse("imports:file", args=[batch.pk])
        return HttpResponseClientRedirect(here) if request.htmx else redirect(here)
    return _shown(request, "imports/file.html", _context(batch, TakeForm()))


def _context(batch: ImportBatch, form: TakeForm) -> dict[str, Any]:
    wrong = [{**row, "why": WRONG.get(row["why"], row["why"])} for row in queries.wrong_rows(batch, limit=100)]
    kept = [{"row": row, "why": WHY_KEPT.get(row.problems[0][1], "")} for row in queries.kept_rows(batch)]
    is_ready = batch.state == ImportState.READY
    return {
        "batch": batch,
        "form": form,
        "counts": queries.counts(batch),
        "preview": queries.preview(batch) if is_ready else None,
        "wrong": wrong,
        "kept": kept,
        "is_asked": batch.state == ImportState.ASKED,
        "may_change": batch.state in queries.OPEN,
    }


@require_POST
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def take(request: StaffRequest, pk: int) -> HttpResponse:
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _shown(request, "imports/file.html", _context(batch, form))
    chosen = form.cleaned_data["rows"]
    return _act(request, batch, lambda: operations.begin_taking(by=request.posting, batch=batch, chosen=chosen))


@require_POST
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    return _act(request, batch, lambda: operations.begin_undoing(by=request.posting, batch=batch))


@require_POST
@needs(May.IMPORT_PEOPLE)
@network_wide("imports that the network brings to centres")
def discard(request: StaffRequest, pk: int) -> HttpResponse:
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    return _act(request, batch, lambda: operations.discard(by=request.posting, batch=batch))


@require_safe
@needs(May.IMPORT_PEOPLE)
@fresh
@network_wide("imports that the network brings to centres")
def problems(request: StaffRequest, pk: int) -> HttpResponse:
    """The problems as CSV, to mend the file by."""
    batch = queries.import_or_404(posting=request.posting, pk=pk)
    head = [_("Row"), _("Column"), _("Value"), _("Problem")]
    rows = [
        [str(row["number"]), row["column"], row["value"], str(WRONG.get(row["why"], row["why"]))]
        for row in queries.wrong_rows(batch)
    ]
    operations.note_read(by=request.posting, batch=batch)
    return csv_response(f"import-{batch.pk}.csv", [head, *rows])


def _shown(request: StaffRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    """A page with something of the rows on it: who read it is in the trail."""
    operations.note_read(by=request.posting, batch=context["batch"])
    return render(request, page, context)


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _act(request: StaffRequest, batch: ImportBatch, act: Callable[[], object]) -> HttpResponse:
    """Do it, or say that the file has moved on; then go to where the file stands."""
    try:
        act()
    except operations.NotNow:
        messages.warning(request, _("This file has moved on meanwhile. Here is where it stands."))
    batch.refresh_from_db(fields=["state"])
    return _to_step(batch)


def _to_step(batch: ImportBatch) -> HttpResponse:
    return redirect(STEPS.get(ImportState(batch.state), "imports:file"), pk=batch.pk)
