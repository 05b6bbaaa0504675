"""What of the sources was not understood, row by row."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count

from serai.directory.models import SourceNote

PAGE = 50


def notes_by_problem() -> list[dict[str, Any]]:
    """How many notes of each kind, the most frequent first."""
    counted = SourceNote.objects.values("problem").annotate(count=Count("pk"))
    return [dict(row) for row in counted.order_by("-count", "problem")]


def notes(*, problem: str, page: str) -> "Page[SourceNote]":
    """One page of notes, row by row, each with its service."""
    some = SourceNote.objects.filter(problem=problem) if problem else SourceNote.objects.all()
    found = some.select_related("service").order_by("row", "pk").fetch_mode(models.FETCH_RAISE)
    return Paginator(found, PAGE).get_page(page)
