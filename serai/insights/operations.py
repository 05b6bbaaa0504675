from collections.abc import Mapping, Set
from datetime import date

from django.db import transaction
from django.db.models import Max

from serai.audit.operations import record
from serai.centres import second_line
from serai.centres.models import Centre, Posting
from serai.insights import rules
from serai.insights.choices import THRESHOLDS, Audience
from serai.insights.models import Release
from serai.insights.queries import counts


class MonthNotOver(ValueError):
    """Figures of an unfinished month would let two days be subtracted from each other."""


class ReasonNeeded(ValueError):
    """The month has its figures already; preparing them again needs a reason."""


class NetworkOnly(ValueError):
    """Preparing a month again changes what every centre sees: in a network, the network's own staff does it."""


def release_month(*, by: Posting | None, month: date, today: date, reason: str = "") -> list[Release]:
    """Count the month, hide what must be hidden, and freeze it, for the staff and for the public.

    Raises MonthNotOver; ReasonNeeded and NetworkOnly when the month was released before.
    """
    if rules.next_month(month) > today:
        raise MonthNotOver
    if Release.objects.filter(month=month).exists():
        if by is not None and not by.is_network and Centre.objects.count() > 1:
            raise NetworkOnly
        if not reason.strip():
            raise ReasonNeeded
    with second_line.everywhere("the figures of the whole network, counted and not shown"):
        counted = counts.counts_of(month=month)
        breaks = counts.breaks_of(month=month)
    with transaction.atomic():
        notes = (breaks, reason.strip())
        staff = cells_shown(counted)
        public = cells_shown(counted, besides=staff)
        return [
            _freeze(by=by, month=month, audience=Audience.INTERNAL, cells=staff, notes=notes),
            _freeze(by=by, month=month, audience=Audience.PUBLIC, cells=public, notes=notes),
        ]


def cells_shown(
    counted: list[rules.Count], *, besides: Mapping[rules.Cell, int | None] | None = None
) -> dict[rules.Cell, int | None]:
    """What the staff are shown, by cell, None where it is hidden. With what these see (`besides`): what the public is
    shown, the network alone. What the staff are not shown the public is not shown either, else whoever reads both
    subtracts one from the other; and no row by which a single person could be told to have been here at all."""
    from serai.insights.disclosure import Sum, hidden_cells  # noqa: PLC0415 - loads the solver, only when needed

    is_public = besides is not None
    threshold = THRESHOLDS[Audience.PUBLIC if is_public else Audience.INTERNAL]
    values, checks = rules.cells_of(rules.pooled(counted) if is_public else counted, by_centre=not is_public)
    unseen, known = rules.unseen_of(values)
    sums = [Sum(*check) for check in [*checks, *known]]
    hidden: Set[rules.Cell] = hidden_cells(values | unseen, sums, threshold=threshold, unseen=unseen.keys())  # type: ignore[assignment,arg-type]  # its cells are any words
    if besides is None:
        return {cell: None if cell in hidden else value for cell, value in values.items()}
    also = {cell for cell, value in besides.items() if value is None}
    return rules.without_rare({cell: None if cell in hidden | also else value for cell, value in values.items()})


def _freeze(
    *,
    by: Posting | None,
    month: date,
    audience: Audience,
    cells: Mapping[rules.Cell, int | None],
    notes: tuple[list[dict[str, str]], str],
) -> Release:
    breaks, reason = notes
    if audience == Audience.PUBLIC:
        # what somebody wrote about a closure or a correction is for the staff; the break itself is for all
        breaks, reason = [{**one, "reason": ""} for one in breaks], ""
    earlier = Release.objects.filter(month=month, audience=audience)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    earlier.update(is_current=False)
    release = Release.objects.create(
        month=month,
        audience=audience,
        version=version,
        threshold=THRESHOLDS[audience],
        cells=[[*cell, value] for cell, value in sorted(cells.items())],
        breaks=breaks,
        made_by_id=by.user_id if by else None,
        reason=reason,
    )
    record(by=by, act="figures.released" if version == 1 else "figures.revised", subject=release)
    return release
