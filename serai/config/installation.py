"""What an installation needs before its first day: tables, code lists, static files, an administrator, a centre."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, Posting, StatusPeriod
from serai.centres.operations import offer_service
from serai.codes import countries, lists
from serai.codes.models import Place

DEMO_PASSWORD = "a-day-at-the-centre"  # noqa: S105 - printed on the demo's first page; the demo listens on loopback


class AlreadySetUp(Exception):
    """There is an administrator; a second first one would be a way in."""


class Unfit(Exception):
    """An answer cannot be taken; says which and why."""


@dataclass(frozen=True)
class FirstAnswers:
    username: str
    display_name: str
    password: str
    centre_code: str
    centre_name: str
    country: str
    place: str
    time_zone: str


def pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def code_lists_loaded() -> bool:
    return Place.objects.exists()


def static_files_collected() -> bool:
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


def has_administrator() -> bool:
    return Posting.objects.active(timezone.localdate()).filter(role=Role.ADMINISTRATOR).exists()


def prepare() -> None:
    """Bring tables, code lists and static files up to this version. Done twice, it changes nothing."""
    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    if not code_lists_loaded():
        call_command("load_places", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def load_demo() -> None:
    """Fill an empty demo with its network. A mark is left only when it is whole, so a broken start is done again."""
    mark = Path(settings.HOME) / "demo-is-whole"
    if not mark.exists() and "seed" in get_commands():
        call_command("seed")
        mark.touch()


def demo_accounts() -> list[str]:
    """One account a role, with where it works; the seed says the password."""
    lines: dict[str, str] = {}
    postings = Posting.objects.active(timezone.localdate()).select_related("user", "centre")
    for posting in postings.order_by("centre__name", "pk"):
        where = posting.centre.name if posting.centre else "the whole network"
        lines.setdefault(posting.role, f"{posting.user.username:<18} {posting.get_role_display()}, {where}")
    return [*lines.values(), f"The password of each is: {DEMO_PASSWORD}"] if lines else []


def check_answers(answers: FirstAnswers) -> None:
    """Raises Unfit with the sentence to show."""
    user = User(username=answers.username, display_name=answers.display_name)
    centre = Centre(
        code=answers.centre_code,
        name=answers.centre_name,
        country=answers.country,
        place=answers.place,
        time_zone=answers.time_zone,
    )
    try:
        validate_password(answers.password, user)
        user.clean_fields(exclude=["password"])
        centre.clean_fields(exclude=["facility_types", "languages"])
        ZoneInfo(answers.time_zone)
    except ValidationError as unfit:
        raise Unfit(_sentence(unfit)) from None
    except (ZoneInfoNotFoundError, ValueError):
        raise Unfit(f"The time zone {answers.time_zone!r} is not known. An example is Africa/Djibouti.") from None
    if answers.country not in dict(countries.only()):
        raise Unfit("The country is three capital letters (ISO 3166), such as DJI or ETH.")


def _sentence(unfit: ValidationError) -> str:
    if hasattr(unfit, "error_dict"):
        return " ".join(f"{name}: {' '.join(words)}" for name, words in unfit.message_dict.items())
    return " ".join(unfit.messages)


@transaction.atomic
def set_up(answers: FirstAnswers) -> Posting:
    """Make the first administrator and the first centre, which offers the minimum package from the start.

    Raises AlreadySetUp when there is an administrator, Unfit when an answer cannot be taken.
    """
    if has_administrator():
        raise AlreadySetUp
    check_answers(answers)
    today = timezone.localdate()
    user = User.objects.create_user(answers.username, answers.password, display_name=answers.display_name)
    centre = Centre.objects.create(
        code=answers.centre_code,
        name=answers.centre_name,
        country=answers.country,
        place=answers.place,
        time_zone=answers.time_zone,
        facility_types=["multifunctional"],
    )
    StatusPeriod.objects.create(centre=centre, status=CentreStatus.OPEN, since=today)
    posting = Posting.objects.create(user=user, role=Role.ADMINISTRATOR, starts_on=today)
    record(by=posting, act="user.created", subject=user)
    record(by=posting, act="posting.given", subject=posting, role=Role.ADMINISTRATOR.value)
    record(by=posting, act="centre.opened", subject=centre)
    for code, service in lists.entries("service_type").items():
        if service.more.get("minimum") == "yes":
            offer_service(by=posting, centre=centre, service_type=code, on=today)
    return posting
