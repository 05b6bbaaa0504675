"""What an installation needs before its first day: tables, code lists, static files, an administrator, a centre."""

from collections import Counter
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.choices import CentreStatus, Role
from serai.centres.models import Centre, Posting, StatusPeriod
from serai.centres.operations.centres import offer_service
from serai.codes import countries, lists
from serai.codes.models import Place
from serai.config import second_line
from serai.demo.network import PASSWORD
from serai.people.operations.numbers import hash_anew
from serai.sealed import demo as sealed
from serai.sealed.operations.places import seal_waiting

DEMO_DATABASE = "demo.sqlite3"
DEMO_IS_WHOLE = "demo-is-whole"


class AlreadySetUp(Exception):
    """There is an administrator; a second first one would be a way in."""


class Unfit(Exception):
    """An answer cannot be taken; says which and why."""


@dataclass(frozen=True)
class FirstAnswers:
    """What `serai setup` asks: the first administrator, and the first centre."""

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
    if settings.APPLICATION_ACCOUNT:
        second_line.apply(application=settings.APPLICATION_ACCOUNT)
    if not code_lists_loaded():
        call_command("load_places", stdout=StringIO())
    hash_anew()
    seal_waiting()
    call_command("collectstatic", verbosity=0, interactive=False)


def prepare_demo(*, afresh: bool = False) -> None:
    """Make the demo's own database and fill it, unless it is whole already."""
    home = Path(settings.HOME)
    empty = clear_the_broken_off(home, afresh=afresh)
    prepare()
    if empty:
        call_command("seed")
        (home / DEMO_IS_WHOLE).touch()


def clear_the_broken_off(home: Path, *, afresh: bool = False) -> bool:
    """Whether the demo has to be filled. A mark is left only when it is whole: a start that was broken off, or one
    asked for afresh, begins again from nothing."""
    mark = home / DEMO_IS_WHOLE
    if mark.exists() and not afresh:
        return False
    mark.unlink(missing_ok=True)
    for file in home.glob(f"{DEMO_DATABASE}*"):
        file.unlink()
    return True


def demo_accounts() -> list[str]:
    """One account a role, at the centre with the most roles if it has that one."""
    postings = list(
        Posting.objects.active(timezone.localdate()).select_related("user", "centre").order_by("centre__name", "pk")
    )
    staff = Counter(posting.here for posting in postings if posting.here)
    found: dict[str, Posting] = {}
    for posting in sorted(postings, key=lambda posting: -staff[posting.here]):
        found.setdefault(posting.role, posting)
    lines = [
        f"{posting.user.username:<12} {posting.get_role_display()}, {_where(posting)}" for posting in found.values()
    ]
    return [*lines, _("The password of each is: {password}").format(password=PASSWORD), sealed.passphrase_told()]


def _where(posting: Posting) -> str:
    return posting.centre.name if posting.centre else _("every centre")


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
        unknown = _("The time zone {zone} is not known. An example is Africa/Djibouti.")
        raise Unfit(unknown.format(zone=answers.time_zone)) from None
    if answers.country not in dict(countries.only()):
        raise Unfit(_("The country is three capital letters (ISO 3166), such as DJI or ETH."))


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
