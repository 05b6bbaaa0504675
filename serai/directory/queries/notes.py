"""What of the sources was not understood, row by row."""

from django.db import models
from django.db.models import Count

from serai.directory.models import SourceNote

PAGE = 50


def notes_by_problem() -> list[dict[str, object]]:
    """How many notes of each kind, the most frequent first."""
    counted = SourceNote.objects.values("problem").annotate(count=Count("pk"))
    return list(counted.order_by("-count", "problem"))


def notes(*, problem: str, page: int) -> tuple[list[SourceNote], bool]:
    """One page of notes, row by row, and whether there are more."""
    some = SourceNote.objects.filter(problem=problem) if problem else SourceNote.objects.all()
    start = (max(page, 1) - 1) * PAGE
    found = some.select_related("service").order_by("row", "pk").fetch_mode(models.FETCH_RAISE)
    loaded = list(found[start : start + PAGE + 1])
    return loaded[:PAGE], len(loaded) > PAGE
