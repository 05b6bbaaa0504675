"""Imported files: what a page shows of them, and how their rows are read."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone, translation
from django.utils.formats import date_format

from serai.centres.models import Centre, Posting
from serai.centres.rules import May, roles_that_may
from serai.codes import lists
from serai.codes.folding import fold
from serai.imports.choices import ImportState, RowState
from serai.imports.columns import TARGETS, Holds
from serai.imports.models import ImportBatch, ImportRow
from serai.imports.rules.matching import TICKS, Plan, Reading, codes_in, lookup_table, read_row, suggested_columns
from serai.people.choices import AgeBand, ChildStatus, Sex
from serai.people.words import birth_words

OWN_LISTS: dict[str, type[models.TextChoices]] = {"sex": Sex, "age_band": AgeBand, "child_status": ChildStatus}
PREVIEW = 20
MOST_UNKNOWN = 100
OPEN = (ImportState.COLUMNS, ImportState.VALUES, ImportState.READY, ImportState.ASKED, ImportState.TAKEN)
BIRTHS = ("birth_day", "birth_year", "age", "age_band")
CODED = (Holds.CONSENT, Holds.CODE, Holds.CODES)


def imports_in_reach(*, posting: Posting) -> QuerySet[ImportBatch]:
    """Those of the posting's centre. A posting to the whole network reads no centre's people: only what it brought."""
    found = ImportBatch.objects.select_related("centre", "uploaded_by")
    mine = found.filter(uploaded_by_id=posting.user_id)
    return mine if posting.is_network else found.filter(centre_id=posting.here)


def import_or_404(*, posting: Posting, pk: int) -> ImportBatch:
    """One import in reach; one out of reach is the same 404 as none."""
    batch = imports_in_reach(posting=posting).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


def somebody_agrees(*, posting: Posting, centre: Centre) -> bool:
    """Whether anybody else ever could be the second person for an import here."""
    reaching = Q(centre=None) | Q(centre=centre)
    others = Posting.objects.filter(reaching, role__in=roles_that_may(May.AGREE_TO_IMPORT))
    return others.exclude(user=posting.user_id).exists()


def latest_imports(*, posting: Posting) -> QuerySet[ImportBatch]:
    """The last fifty imports, with how many rows each has and how many were taken."""
    counted = Count("rows", filter=Q(rows__state__in=[RowState.TAKEN, RowState.KEPT]))
    found = imports_in_reach(posting=posting).annotate(row_count=Count("rows"), taken_count=counted)
    return found.order_by("-uploaded_at", "-pk").fetch_mode(models.FETCH_RAISE)[:50]


def centres_to_import_into(*, posting: Posting) -> QuerySet[Centre]:
    """The posting's own centre, or every centre for the network."""
    found = Centre.objects.order_by("name", "pk")
    return found if posting.is_network else found.filter(pk=posting.here)


def counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows are in each state, 0 where none is. Who was erased since still counts as taken."""
    found = dict(batch.rows.order_by().values_list("state").annotate(number=Count("pk")))
    found |= {RowState.KEPT: left_in_place(batch).count()}
    erased = batch.rows.filter(state=RowState.KEPT, person=None).count()
    return {state: found.get(state, 0) for state in RowState.values} | {
        RowState.TAKEN: found.get(RowState.TAKEN, 0) + erased
    }


def left_in_place(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that an undo left in place. Those of people who were erased are not among them: the number of the row, in
    the list that was brought in, would say who."""
    return batch.rows.filter(state=RowState.KEPT, person__isnull=False)


# --- columns ----------------------------------------------------------------------------------------------------
def mapping_of(batch: ImportBatch) -> dict[int, str]:
    """Which column goes where; a target that this version no longer knows is left out."""
    return {int(place): name for place, name in batch.mapping.items() if name in TARGETS}


def first_cells(batch: ImportBatch, limit: int = 200) -> list[list[str]]:
    """The first rows as they stand in the file, to guess columns from and to show."""
    return list(batch.rows.exclude(cells=[]).order_by("number").values_list("cells", flat=True)[:limit])


def suggested_mapping(batch: ImportBatch) -> dict[int, str]:
    """The mapping already made; else the one kept from the last file of this centre with this header; else a guess
    from the names of the columns."""
    if batch.mapping:
        return mapping_of(batch)
    same = ImportBatch.objects.filter(centre_id=batch.centre_id, columns_digest=batch.columns_digest)
    kept = same.exclude(mapping={}).exclude(pk=batch.pk).order_by("-pk").first()
    return mapping_of(kept) if kept else suggested_columns(batch.columns, first_cells(batch))


def examples(batch: ImportBatch) -> list[list[str]]:
    """Up to three different values of each column."""
    rows = first_cells(batch)
    return [list(dict.fromkeys(row[n] for row in rows if row[n]))[:3] for n in range(len(batch.columns))]


def earlier_upload(batch: ImportBatch) -> ImportBatch | None:
    """The import that has already taken this very file at this centre, if there is one."""
    same = ImportBatch.objects.filter(centre_id=batch.centre_id, digest=batch.digest, pk__lt=batch.pk)
    return same.filter(state=ImportState.TAKEN).order_by("-pk").first()


# --- values -----------------------------------------------------------------------------------------------------
def options_of(codes: str) -> list[tuple[str, str]]:
    """The codes of a list with their labels in the reader's language."""
    if codes in OWN_LISTS:
        return [(code, str(label)) for code, label in OWN_LISTS[codes].choices]
    pairs = [(code, str(label)) for code, label in lists.choices(codes)]
    return pairs + [(c, str(label)) for c, label in lists.choices("not_answered") if c not in lists.entries(codes)]


@cache
def table_of(codes: str) -> dict[str, str]:
    """Folded words in any of the four languages → code."""
    labels: dict[str, list[str]] = {}
    for language in lists.LANGUAGES:
        with translation.override(language):
            for code, label in options_of(codes):
                labels.setdefault(code, []).append(label)
    return lookup_table(codes, labels)


def folded_value(text: str) -> str:
    """A cell as it is compared with code values: folded, or as it is where nothing can be read aloud."""
    return fold(text) or text.strip()


def kept_values(batch: ImportBatch) -> dict[str, dict[str, str]]:
    """What the words of earlier files of this centre were matched to, the latest last."""
    kept: dict[str, dict[str, str]] = {}
    earlier = ImportBatch.objects.filter(centre_id=batch.centre_id).exclude(value_mapping={}).exclude(pk=batch.pk)
    for found in [*reversed(earlier.order_by("-pk")[:20]), batch]:
        for name, words in found.value_mapping.items():
            kept.setdefault(name, {}).update(words)
    return kept


def meaning_for(batch: ImportBatch) -> Callable[[str, str], str | None]:
    """`meaning(target, text)`: the code; "" for words to leave out; None for words that nobody has matched."""
    kept = kept_values(batch)

    @cache
    def meaning(name: str, text: str) -> str | None:
        folded = folded_value(text)
        chosen = kept.get(name, {}).get(folded)
        return chosen if chosen is not None else table_of(TARGETS[name].codes).get(folded)

    return meaning


def plan_for(batch: ImportBatch) -> Plan:
    """Everything that reading a row depends on, so that the reading itself asks nobody."""
    return Plan(
        header=batch.columns,
        mapping=mapping_of(batch),
        meaning=meaning_for(batch),
        today=timezone.localdate(),
        year_only_on_first_january=batch.options.get("year_only", True),
    )


def unknown_values(batch: ImportBatch) -> list[dict[str, Any]]:
    """Each value that no code is known for, once, the most frequent first."""
    meaning, found = meaning_for(batch), Counter[tuple[str, str]]()
    coded = {place: name for place, name in mapping_of(batch).items() if TARGETS[name].holds in CODED}
    for cells in batch.rows.filter(state=RowState.WAITING).values_list("cells", flat=True).iterator(chunk_size=2000):
        for place, name in coded.items():
            if text := cells[place] if place < len(cells) else "":
                for word in _unknown_in(text, name, batch.columns[place], meaning):
                    found[name, word] += 1
    return [
        {"target": TARGETS[name], "value": word, "count": count, "guess": _guess(name, word)}
        for (name, word), count in found.most_common(MOST_UNKNOWN)
    ]


def _guess(name: str, word: str) -> str:
    """The code whose words are nearly these: a slip of the finger, another spelling."""
    table = table_of(TARGETS[name].codes)
    near = get_close_matches(folded_value(word), table, n=1, cutoff=0.8)
    return table[near[0]] if near else ""


def _unknown_in(text: str, name: str, column: str, meaning: Callable[[str, str], str | None]) -> list[str]:
    if TARGETS[name].holds != Holds.CODES:
        return [text] if meaning(name, text) is None else []
    if "/" in column and text.lower() in TICKS:
        text = column.rpartition("/")[2] if text.lower() in {"1", "true"} else ""
    return codes_in(text, lambda words: meaning(name, words))[1] if text else []


# --- preview and problems ---------------------------------------------------------------------------------------
def preview(batch: ImportBatch) -> dict[str, Any]:
    """The first rows as they will be: what they hold, and their values in the reader's words."""
    plan = plan_for(batch)
    mapped = set(plan.mapping.values())
    names = (mapped - {"key", "consent", *BIRTHS}) | ({"birth_day"} if mapped & set(BIRTHS) else set())
    heads = [TARGETS[name] for name in TARGETS if name in names]
    rows = []
    for row in batch.rows.filter(state=RowState.READY).order_by("number")[:PREVIEW]:
        reading = read_row(row.cells, plan)
        rows.append({"number": row.number, "cells": [cell_words(reading, head.name, plan) for head in heads]})
    return {"heads": heads, "rows": rows}


def cell_words(reading: Reading, name: str, plan: Plan) -> str:
    """What was read from a cell, in the words in which a person checks it."""
    if name in BIRTHS:
        return birth_words(reading.values["birth"], on=plan.today, told_on=reading.values["registered_on"])
    value, codes = reading.values.get(name, ""), TARGETS[name].codes
    if isinstance(value, date):
        return date_format(value)
    labels: dict[str, str] = dict(options_of(codes)) if codes else {}
    said: list[str] = value if isinstance(value, list) else [str(value)]
    return ", ".join(labels.get(code, code) for code in said)


def wrong_rows(batch: ImportBatch, limit: int | None = None) -> list[dict[str, Any]]:
    """Row by row, column by column, what is wrong and the value that is there."""
    places = {name: place for place, name in enumerate(batch.columns)}
    shown = []
    for row in batch.rows.filter(state=RowState.WRONG).order_by("number")[:limit]:
        for column, why in row.problems:
            place = places.get(column, len(row.cells))
            value = row.cells[place] if place < len(row.cells) else ""
            shown.append({"number": row.number, "column": column, "why": why, "value": value})
    return shown


def kept_rows(batch: ImportBatch) -> list[ImportRow]:
    """Rows that an undo left in place, with the code of the file and why."""
    found = left_in_place(batch).select_related("person").order_by("number")
    return list(found.fetch_mode(models.FETCH_RAISE)[:200])
