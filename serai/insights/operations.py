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
        return [
            _freeze(by=by, month=month, audience=audience, counted=counted, notes=(breaks, reason.strip()))
            for audience in Audience
        ]


def _freeze(
    *,
    by: Posting | None,
    month: date,
    audience: Audience,
    counted: list[rules.Count],
    notes: tuple[list[dict[str, str]], str],
) -> Release:
    from serai.insights.disclosure import Sum, hidden_cells  # noqa: PLC0415 - loads the solver, only when needed

    is_public = audience == Audience.PUBLIC
    breaks, reason = notes
    if is_public:  # what somebody wrote about a closure or a correction is for the staff; the break itself is for all
        breaks, reason = [{**one, "reason": ""} for one in breaks], ""
    values, checks = rules.cells_of(rules.pooled(counted) if is_public else counted, by_centre=not is_public)
    unseen, known = rules.unseen_of(values)
    sums = [Sum(*check) for check in [*checks, *known]]
    hidden = hidden_cells(values | unseen, sums, threshold=THRESHOLDS[audience], unseen=unseen.keys())  # type: ignore[arg-type]  # its cells are any words
    earlier = Release.objects.filter(month=month, audience=audience)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    earlier.update(is_current=False)
    release = Release.objects.create(
        month=month,
        audience=audience,
        version=version,
        threshold=THRESHOLDS[audience],
        cells=[[*cell, None if cell in hidden else value] for cell, value in sorted(values.items())],
        breaks=breaks,
        made_by_id=by.user_id if by else None,
        reason=reason,
    )
    record(by=by, act="figures.released" if version == 1 else "figures.revised", subject=release)
    return release
