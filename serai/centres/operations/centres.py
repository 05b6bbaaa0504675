from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import transaction

from serai.audit.operations import record
from serai.centres.choices import CentreStatus, ManagementModel, SiteKind
from serai.centres.models import Centre, Desk, OfferedService, Posting, StatusPeriod
from serai.centres.rules import DEFAULT_DESKS
from serai.codes import lists
from serai.ui.editors import locked_as_seen


class CodeTaken(Exception):
    """Another centre, desk or user already has this code or name."""


@dataclass(frozen=True)
class Details:
    """What is said of a centre."""

    name: str
    country: str
    place: str
    label: str = ""
    facility_types: list[str] = field(default_factory=lambda: ["multifunctional"])
    site_kind: str = SiteKind.FIXED
    management: str = ManagementModel.IOM
    time_zone: str = "Africa/Nairobi"
    languages: list[str] = field(default_factory=list)
    phone: str = ""


@transaction.atomic
def open_centre(
    *, by: Posting | None, code: str, details: Details, on: date, status: str = CentreStatus.OPEN
) -> Centre:
    """Add a centre. The minimum package of services is offered and the first desks exist from the start."""
    code = code.strip().upper()
    if Centre.objects.filter(code=code).exists():
        raise CodeTaken
    centre = Centre.objects.create(code=code, status=status, **asdict(details))
    StatusPeriod.objects.create(centre=centre, status=status, since=on)
    minimum = [code for code, entry in lists.entries("service_type").items() if entry.more["minimum"] == "yes"]
    OfferedService.objects.bulk_create(
        OfferedService(centre=centre, service_type=service_type, since=on) for service_type in minimum
    )
    Desk.objects.bulk_create(Desk(centre=centre, code=letter, kind=kind) for letter, kind in DEFAULT_DESKS.items())
    record(by=by, act="centre.opened", subject=centre, status=status)
    return centre


@transaction.atomic
def correct_centre(*, by: Posting, centre: Centre, version: int | None, details: Details) -> None:
    """Save what is said of a centre; the trail says which parts. Raises ChangedMeanwhile."""
    now = locked_as_seen(Centre.objects.all(), pk=centre.pk, version=version)
    changed = [name for name, value in asdict(details).items() if getattr(now, name) != value]
    for name, value in asdict(details).items():
        setattr(now, name, value)
    now.version += 1
    now.save()
    record(by=by, act="centre.corrected", subject=now, fields=changed)


@transaction.atomic
def change_status(*, by: Posting, centre: Centre, version: int | None, status: str, since: date, reason: str) -> None:
    """From `since` on the centre has this status. The figures show a break there, with the reason.
    Raises ChangedMeanwhile."""
    now = locked_as_seen(Centre.objects.all(), pk=centre.pk, version=version)
    StatusPeriod.objects.update_or_create(centre=now, since=since, defaults={"status": status, "reason": reason})
    now.status = StatusPeriod.objects.filter(centre=now).order_by("-since").values_list("status", flat=True)[0]
    now.version += 1
    now.save(update_fields=["status", "version"])
    record(by=by, act="centre.status_changed", subject=now, status=status, since=since.isoformat())


@transaction.atomic
def offer_service(*, by: Posting | None, centre: Centre, service_type: str, on: date) -> OfferedService:
    """Add a service type to what the centre gives; offering it twice changes nothing."""
    offered, is_new = OfferedService.objects.get_or_create(
        centre=centre, service_type=service_type, until=None, defaults={"since": on}
    )
    if is_new:
        record(by=by, act="service.offered", subject=centre, service_type=service_type)
    return offered


@transaction.atomic
def withdraw_service(*, by: Posting, centre: Centre, service_type: str, on: date) -> None:
    """The centre no longer gives it. What was given before stays as it is; withdrawing twice changes nothing."""
    if centre.offered_services.filter(service_type=service_type, until=None).update(until=on):
        record(by=by, act="service.withdrawn", subject=centre, service_type=service_type)


@transaction.atomic
def add_desk(*, by: Posting, centre: Centre, code: str, kind: str) -> Desk:
    """A further desk of the centre, known by its letter. Raises CodeTaken."""
    code = code.strip().upper()
    desk, is_new = Desk.objects.get_or_create(centre=centre, code=code, defaults={"kind": kind})
    if not is_new:
        raise CodeTaken
    record(by=by, act="desk.added", subject=desk, kind=kind)
    return desk


@transaction.atomic
def set_desk_open(*, by: Posting, desk: Desk, is_open: bool) -> None:
    """Open or close a desk; doing it twice changes nothing."""
    if Desk.objects.filter(pk=desk.pk, is_open=not is_open).update(is_open=is_open):
        record(by=by, act="desk.opened" if is_open else "desk.closed", subject=desk)
