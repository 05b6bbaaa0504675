"""Promise 13: published figures cannot be subtracted to find a person."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from serai.insights import rules as figures
from serai.insights.choices import THRESHOLDS, Audience
from serai.insights.models import Release
from serai.insights.operations import release_month
from serai.insights.queries import counts
from serai.proofs import scratch
from serai.proofs.ground import Ground
from serai.proofs.operations.erased import crowd
from serai.proofs.rules import Found, derived
from serai.proofs.words import controlled


def subtract(ground: Ground) -> Found:
    """Publish a month of invented people, and try to get hidden numbers back by adding and subtracting."""
    with scratch.made(beside=ground.home, encrypted=ground.is_encrypted) as there, scratch.working_in(there):
        month = crowd(ground.effort.people)
        counted = counts.counts_of(month=month)
        releases = release_month(by=None, month=month, today=timezone.localdate())
        found = [_small_ones_back(release, counted) for release in releases]
        careless = [_small_ones_back(release, counted, careless=True) for release in releases]
    hidden, back, control = (
        sum(one[0] for one in found),
        sum(one[1] for one in found),
        sum(one[1] for one in careless),
    )
    told = _(
        "Hidden cells of a month: {hidden}. Small numbers got back by subtracting: {back}. Control, hiding the small "
        "numbers alone: {control}."
    )
    said = told.format(hidden=hidden, back=back, control=control)
    return controlled(holds=hidden > 0 and not back, told=said, control=control > 0)


def _small_ones_back(release: Release, counted: Iterable[figures.Count], *, careless: bool = False) -> tuple[int, int]:
    """How many cells are hidden, and how many small ones a reader can work out."""
    is_public = release.audience == Audience.PUBLIC
    values, checks = figures.cells_of(figures.pooled(counted) if is_public else counted, by_centre=not is_public)
    small = {cell for cell, value in values.items() if 0 < value < THRESHOLDS[Audience(release.audience)]}
    shown: Mapping[figures.Cell, int | None] = {tuple(cell): value for *cell, value in release.cells}
    if careless:
        shown = {cell: None if cell in small else value for cell, value in values.items()}
    hidden = {cell for cell, value in shown.items() if value is None}
    return len(hidden), len(derived({cell: v for cell, v in shown.items() if v is not None}, checks) & small)
