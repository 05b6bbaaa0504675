from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.db import transaction

from serai.accounts import operations as accounts
from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.choices import CentreStatus, ManagementModel, SiteKind
from serai.centres.models import Centre, Desk, OfferedService, Posting, StatusPeriod
from serai.centres.rules import DEFAULT_DESKS, roles_to_give
from serai.codes import lists
from serai.ui.editors import locked_as_seen


class CodeTaken(Exception):
    """Another centre, desk or user already has this code or name."""


class NotYoursToGive(Exception):
    """This role or centre is beyond what the giver may hand out, or the giver is the one to receive it."""


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


def _may_give(by: Posting, *, user: User | None, centre: Centre | None, role: str) -> bool:
    reaches = by.is_network or (centre is not None and by.centre_id == centre.pk)
    oneself = user is not None and user.pk == by.user_id
    return reaches and not oneself and role in roles_to_give(giver=by.role, at_a_centre=centre is not None)


@transaction.atomic
def give_posting(*, by: Posting | None, user: User, centre: Centre | None, role: str, starts_on: date) -> Posting:
    """Post a user as this role, at a centre or (without one) for the whole network. Raises NotYoursToGive."""
    if by is not None and not _may_give(by, user=user, centre=centre, role=role):
        raise NotYoursToGive
    posting, is_new = Posting.objects.get_or_create(
        user=user, centre=centre, role=role, ends_on=None, defaults={"starts_on": starts_on}
    )
    if is_new:
        record(by=by, act="posting.given", subject=posting, role=role)
    return posting


@transaction.atomic
def end_posting(*, by: Posting, posting: Posting, on: date) -> None:
    """The last day was the day before `on`: the user may do nothing more here from now. Raises NotYoursToGive."""
    if not _may_give(by, user=posting.user, centre=posting.centre, role=posting.role):
        raise NotYoursToGive
    if posting.starts_on >= on:
        posting.starts_on = on - timedelta(days=1)
    posting.ends_on = on - timedelta(days=1)
    posting.save(update_fields=["starts_on", "ends_on"])
    record(by=by, act="posting.ended", subject=posting, role=posting.role)


@transaction.atomic
def take_on(*, by: Posting, account: dict[str, str], centre: Centre | None, role: str, starts_on: date) -> str:
    """Make an account (username, display_name, language) and its first posting; returns the temporary password."""
    if User.objects.filter(username=account["username"].strip().lower()).exists():
        raise CodeTaken
    user, password = accounts.create_user(by=by, **account)
    give_posting(by=by, user=user, centre=centre, role=role, starts_on=starts_on)
    return password


@transaction.atomic
def renew_password(*, by: Posting, posting: Posting, on: date) -> str:
    """A temporary password for somebody who forgot theirs, if the giver could have given all of their postings."""
    held = Posting.objects.unfinished(on).filter(user=posting.user_id).select_related("centre", "user")
    if not all(_may_give(by, user=one.user, centre=one.centre, role=one.role) for one in held):
        raise NotYoursToGive
    return accounts.give_temporary_password(by=by, user=posting.user)
