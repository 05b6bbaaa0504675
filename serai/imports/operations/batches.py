"""Importing a file of registrations: upload, match, check, take, undo. The long steps go in chunks, each its own
transaction: after a power cut the next press of Continue goes on where the last chunk ended."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Centre, Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import May, takes_two
from serai.codes.words import Words
from serai.imports.choices import ImportState, RowState
from serai.imports.models import ImportBatch, ImportRow
from serai.imports.operations.taking import take_rows
from serai.imports.operations.undoing import undo_rows
from serai.imports.queries import OPEN, kept_values, mapping_of, plan_for, somebody_agrees
from serai.imports.rules.matching import header_digest, read_row, row_digests, row_key
from serai.imports.rules.sheet import Table
from serai.people.choices import ConsentForm
from serai.privacy.emptying import empty_the_log

CHECK_AT_ONCE = 1_000
TAKE_AT_ONCE = 200
TAKE = "import.take"
ROWS_LAST = timedelta(days=30)  # time to mend what had a problem and to bring it in again


class NotNow(Exception):
    """The file is not at this step: another page, or another person, moved it on."""


@transaction.atomic
def start_import(*, by: Posting, centre: Centre, file_name: str, content: bytes, table: Table) -> ImportBatch:
    """Keep the rows of a file until they are matched, checked and taken."""
    batch = ImportBatch.objects.create(
        centre=centre,
        file_name=file_name[-200:],
        digest=hashlib.sha256(content).hexdigest(),
        columns=table.header,
        columns_digest=header_digest(table.header),
        uploaded_by_id=by.user_id,
    )
    digests = row_digests(table.rows)
    rows = [
        ImportRow(batch=batch, number=number, cells=cells, digest=digest)
        for number, (cells, digest) in enumerate(zip(table.rows, digests, strict=True), start=2)
    ]
    ImportRow.objects.bulk_create(rows, batch_size=500)
    record(by=by, act="import.started", subject=batch, rows=len(rows), centre=centre.code)
    return batch


def _locked(batch: ImportBatch, *states: str) -> ImportBatch:
    found = ImportBatch.objects.select_for_update(of=("self",)).select_related("centre").get(pk=batch.pk)
    if found.state not in states:
        raise NotNow
    return found


@transaction.atomic
def map_columns(
    *, by: Posting, batch: ImportBatch, mapping: dict[int, str], options: dict[str, str | bool]
) -> ImportBatch:
    """Say which column holds what. Rows not yet taken are read anew. Raises NotNow."""
    batch = _locked(batch, *OPEN)
    batch.mapping = {str(place): name for place, name in mapping.items()}
    batch.options, batch.state = options, ImportState.VALUES
    batch.save(update_fields=["mapping", "options", "state"])
    again = batch.rows.filter(state__in=[RowState.READY, RowState.WRONG, RowState.KNOWN, RowState.NO_CONSENT])
    again.exclude(cells=[]).update(state=RowState.WAITING, problems=[], is_chosen=True)
    record(by=by, act="import.columns_matched", subject=batch, columns=sorted(mapping.values()))
    return batch


@transaction.atomic
def match_values(*, by: Posting, batch: ImportBatch, chosen: dict[str, dict[str, str]]) -> None:
    """Say which code each unknown value means, and have the rows checked. Raises NotNow."""
    batch = _locked(batch, ImportState.VALUES)
    known = kept_values(batch)
    batch.value_mapping = {name: {**known.get(name, {}), **words} for name, words in {**known, **chosen}.items()}
    for name, words in chosen.items():
        batch.value_mapping[name].update(words)
    batch.state = ImportState.CHECKING
    batch.save(update_fields=["value_mapping", "state"])
    record(by=by, act="import.values_matched", subject=batch, values=sum(len(words) for words in chosen.values()))


@transaction.atomic
def begin_taking(*, by: Posting, batch: ImportBatch, chosen: set[int] | None) -> None:
    """Import all rows that are ready, or only those with these numbers, as soon as a second person agrees; at once
    where nobody else ever could. What belongs to people who did not agree is emptied at once. Raises NotNow."""
    batch = _locked(batch, ImportState.READY, ImportState.ASKED)
    if chosen is not None:
        ready = batch.rows.filter(state=RowState.READY)
        left_out = [row.pk for row in ready.only("pk", "number") if row.number not in chosen]
        for start in range(0, len(left_out), 500):
            ImportRow.objects.filter(pk__in=left_out[start : start + 500]).update(is_chosen=False)
    batch.rows.filter(state__in=[RowState.NO_CONSENT, RowState.KNOWN]).update(cells=[])
    if not takes_two(others_ever=somebody_agrees(posting=by, centre=batch.centre)):
        _finish(batch, ImportState.TAKING)
        return
    batch.options["asked"] = uuid4().hex  # what is asked for now; matched or asked anew, it is something else
    batch.state = ImportState.ASKED
    batch.save(update_fields=["state", "options"])
    ask(by=by, kind=TAKE, centre=batch.centre, what={"batch": batch.pk, "asked": batch.options["asked"]})


def may_agree(posting: Posting, decision: Decision) -> bool:
    """Who answers for the people of the centre, or for data protection."""
    here = posting.is_network or posting.centre_id == decision.centre_id
    return here and posting.may(May.AGREE_TO_IMPORT)


@second_line.everywhere("imports that the network brings to centres")
def agreed(by: Posting, decision: Decision) -> None:
    """The second person agreed: whoever asked goes on. Raises CannotBeDone when the file has moved on."""
    try:
        batch = _locked(ImportBatch(pk=decision.what["batch"]), ImportState.ASKED)
    except (NotNow, ImportBatch.DoesNotExist) as refusal:
        raise CannotBeDone from refusal
    if batch.options.get("asked") != decision.what["asked"]:
        raise CannotBeDone
    _finish(batch, ImportState.TAKING)
    record(by=by, act="import.agreed", subject=batch)


@second_line.everywhere("imports that the network brings to centres")
def described(decision: Decision) -> list[tuple[Words, str]]:
    """Which file, for which centre, how many registrations, and how the people are said to have agreed."""
    batch = ImportBatch.objects.select_related("centre").filter(pk=decision.what["batch"]).first()
    if batch is None:
        return []
    ready = batch.rows.filter(state__in=[RowState.READY, RowState.TAKEN], is_chosen=True).count()
    said = batch.options.get("consent_form")
    return [
        (_("File name"), batch.file_name),
        (_("Centre"), batch.centre.name),
        (_("Registrations"), str(ready)),
        (_("Left out: no consent"), str(batch.rows.filter(state=RowState.NO_CONSENT).count())),
        (_("How consent was given"), str(ConsentForm(said).label) if said else "–"),
    ]


@transaction.atomic
def begin_undoing(*, by: Posting, batch: ImportBatch) -> None:
    """Take back what this import made and nobody has touched since. The line comes first: files go step by step, and
    whoever stops before the last would leave none. Raises NotNow."""
    batch = _locked(batch, *OPEN, ImportState.TAKING)
    if not batch.rows.filter(state=RowState.TAKEN).exists():
        raise NotNow
    batch.state = ImportState.UNDOING
    batch.save(update_fields=["state"])
    record(by=by, act="import.undo_begun", subject=batch)


def note_read(*, by: Posting, batch: ImportBatch) -> None:
    """Somebody reads rows as they were brought in: names, also of people who have no file."""
    record(by=by, act="import.read", subject=batch)


@transaction.atomic
def discard(*, by: Posting, batch: ImportBatch) -> None:
    """Forget the rows that were not imported. Raises NotNow."""
    batch = _locked(batch, *OPEN)
    _forget(batch)
    record(by=by, act="import.discarded", subject=batch)


def _forget(batch: ImportBatch) -> None:
    batch.rows.filter(state__in=[RowState.WAITING, RowState.READY]).delete()
    batch.rows.exclude(cells=[]).update(cells=[], problems=[])
    taken = batch.rows.filter(state__in=[RowState.TAKEN, RowState.KEPT]).exists()
    batch.emptied_at = timezone.now()
    batch.save(update_fields=["emptied_at"])
    transaction.on_commit(empty_the_log)
    if batch.state != ImportState.UNDONE:
        _finish(batch, ImportState.TAKEN if taken else ImportState.DISCARDED)


@second_line.everywhere("rows of a file that nobody finished go after a month, whatever the centre")
@transaction.atomic
def forget_old(sender: Any, **kwargs: Any) -> None:
    """Called whenever somebody signs in: what was not imported within a month of its upload is forgotten."""
    old = ImportBatch.objects.filter(emptied_at=None, uploaded_at__lt=timezone.now() - ROWS_LAST)
    for batch in old.filter(state__in=[*OPEN, ImportState.CHECKING, ImportState.UNDONE]).order_by("pk"):
        _forget(batch)
        record(by=None, act="import.discarded", subject=batch, centre=batch.centre.code)


# --- the long steps ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Done:
    """After one chunk: how many rows of the step are done, of how many, and whether that was the last."""

    done: int
    total: int
    finished: bool


WORK: dict[str, tuple[str, ...]] = {  # which rows each step still has to do
    ImportState.CHECKING: (RowState.WAITING,),
    ImportState.TAKING: (RowState.READY,),
    ImportState.UNDOING: (RowState.TAKEN,),
}


@transaction.atomic
def work(*, by: Posting, batch: ImportBatch) -> None:
    """Do the next chunk of the step the file is at; nothing when it is at none."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("centre").get(pk=batch.pk)
    if step := STEPS.get(batch.state):
        step(by, batch)


def _check(by: Posting, batch: ImportBatch) -> None:
    rows = list(batch.rows.filter(state=RowState.WAITING).order_by("number")[:CHECK_AT_ONCE])
    if not rows:
        return _finish(batch, ImportState.READY)
    plan, mapping = plan_for(batch), mapping_of(batch)
    for row in rows:
        row.key = row_key(row.cells, mapping)
    known = _keys_already_there(batch, rows)
    for row in rows:
        reading = read_row(row.cells, plan)
        row.problems = [list(problem) for problem in reading.wrong]
        is_known = bool({row.key, row.digest} & known)
        row.state = _state_of(is_known, consent=reading.has_consent, wrong=bool(reading.wrong))
        known |= {row.key} - {""}
    ImportRow.objects.bulk_update(rows, ["key", "state", "problems"], batch_size=200)
    return _finish(batch, ImportState.READY) if len(rows) < CHECK_AT_ONCE else None


def _state_of(known: bool, *, consent: bool, wrong: bool) -> str:
    if known:
        return RowState.KNOWN
    if not consent:
        return RowState.NO_CONSENT
    return RowState.WRONG if wrong else RowState.READY


def _keys_already_there(batch: ImportBatch, rows: list[ImportRow]) -> set[str]:
    """Record numbers and digests of rows that this centre has imported, or that stand earlier in this very file."""
    found: set[str] = set()
    here = ImportRow.objects.filter(batch__centre_id=batch.centre_id)
    for start in range(0, len(rows), 300):
        some = rows[start : start + 300]
        keys = [row.key for row in some if row.key]
        same = Q(key__in=keys) | Q(digest__in=[row.digest for row in some])
        taken = here.filter(same, state__in=[RowState.TAKEN, RowState.KEPT])
        for pair in taken.values_list("key", "digest"):
            found.update(pair)
        found.update(here.filter(batch=batch, key__in=keys, number__lt=rows[0].number).values_list("key", flat=True))
    return found - {""}


def _finish(batch: ImportBatch, state: str) -> None:
    batch.state = state
    batch.save(update_fields=["state"])


def _take(by: Posting, batch: ImportBatch) -> None:
    Centre.objects.select_for_update().get(pk=batch.centre_id)  # two files of one centre take turns
    rows = list(batch.rows.filter(state=RowState.READY, is_chosen=True).order_by("number")[:TAKE_AT_ONCE])
    known = _keys_already_there(batch, rows) if rows else set()
    again = [row.pk for row in rows if {row.key, row.digest} & known]
    take_rows(by=by, batch=batch, rows=[row for row in rows if row.pk not in again])
    ImportRow.objects.filter(pk__in=again).update(state=RowState.KNOWN, cells=[])
    if len(rows) < TAKE_AT_ONCE:
        _finish(batch, ImportState.TAKEN)
        record(by=by, act="import.taken", subject=batch, rows=batch.rows.filter(state=RowState.TAKEN).count())


def _undo(by: Posting, batch: ImportBatch) -> None:
    rows = list(batch.rows.filter(state=RowState.TAKEN).select_related("person").order_by("number")[:TAKE_AT_ONCE])
    undo_rows(rows=rows)
    if len(rows) < TAKE_AT_ONCE:
        _finish(batch, ImportState.UNDONE)
        batch.rows.exclude(cells=[]).update(cells=[])
        kept = batch.rows.filter(state=RowState.KEPT).count()
        record(by=by, act="import.undone", subject=batch, kept=kept)


STEPS: dict[str, Callable[[Posting, ImportBatch], None]] = {
    ImportState.CHECKING: _check,
    ImportState.TAKING: _take,
    ImportState.UNDOING: _undo,
}


def progress(batch: ImportBatch) -> Done:
    """How far the step is."""
    waiting = WORK.get(batch.state, ())
    left = batch.rows.filter(state__in=waiting, is_chosen=True).count() if waiting else 0
    total = batch.rows.filter(is_chosen=True).count()
    return Done(done=total - left, total=total, finished=not waiting)
