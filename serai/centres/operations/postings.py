from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.accounts import operations as accounts
from serai.accounts.models import User
from serai.audit.operations import record
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Centre, Decision, Posting
from serai.centres.operations.centres import CodeTaken
from serai.centres.operations.decisions import ask, take_back_what_was_asked_in_hand
from serai.centres.queries import has_another_giver
from serai.centres.rules import roles_to_give, takes_two
from serai.codes.words import Words

GIVING = "posting.give"


class NotYoursToGive(Exception):
    """This role or centre is beyond what the giver may hand out, or the giver is the one to receive it."""


def may_give(by: Posting, *, user: User | None, centre: Centre | None, role: str) -> bool:
    """Whether this posting may hand out the role, there and to this user."""
    reaches = by.is_network or (centre is not None and by.centre_id == centre.pk)
    oneself = user is not None and user.pk == by.user_id
    return reaches and not oneself and role in roles_to_give(giver=by.role, at_a_centre=centre is not None)


@transaction.atomic
def give_posting(
    *, by: Posting | None, user: User, centre: Centre | None, role: str, starts_on: date, ends_on: date | None = None
) -> Posting:
    """Post a user as this role, at a centre or (without one) for the whole network, until a day if it is known.
    Raises NotYoursToGive."""
    if by is not None and not may_give(by, user=user, centre=centre, role=role):
        raise NotYoursToGive
    posting, is_new = Posting.objects.get_or_create(
        user=user, centre=centre, role=role, ends_on=ends_on, defaults={"starts_on": starts_on}
    )
    if is_new:
        record(by=by, act="posting.given", subject=posting, role=role)
    return posting


@transaction.atomic
def ask_for_posting(
    *, by: Posting, user: User, centre: Centre | None, role: str, starts_on: date, ends_on: date | None = None
) -> Posting | Decision:
    """A right takes two persons: it waits for somebody else who could give it. The first person of an installation,
    beside whom nobody ever could, gives it at once. Raises NotYoursToGive."""
    if not may_give(by, user=user, centre=centre, role=role):
        raise NotYoursToGive
    if not takes_two(others_ever=has_another_giver(by=by, user=user, centre=centre, role=role)):
        return give_posting(by=by, user=user, centre=centre, role=role, starts_on=starts_on, ends_on=ends_on)
    until = {"until": ends_on.isoformat()} if ends_on else {}
    return ask(by=by, kind=GIVING, centre=centre, what={"user": user.pk, "role": role} | until)


def may_agree_to_posting(posting: Posting, decision: Decision) -> bool:
    """Whoever could have given it, but not to themselves."""
    user = User(pk=decision.what["user"])
    return may_give(posting, user=user, centre=decision.centre, role=decision.what["role"])


def give_what_was_asked(by: Posting, decision: Decision) -> None:
    """The posting, from today on. Raises CannotBeDone."""
    user = User.objects.filter(pk=decision.what["user"], is_active=True).first()
    today, ends_on = timezone.localdate(), _until(decision)
    if user is None or (ends_on is not None and ends_on < today):
        raise CannotBeDone
    role = decision.what["role"]
    give_posting(by=by, user=user, centre=decision.centre, role=role, starts_on=today, ends_on=ends_on)


def _until(decision: Decision) -> date | None:
    said = decision.what.get("until")
    return date.fromisoformat(said) if said else None


def described(decision: Decision) -> list[tuple[Words, str]]:
    """Who gets which role where."""
    user = User.objects.get(pk=decision.what["user"])
    return [
        (_("Name"), f"{user.display_name} ({user.username})"),
        (_("Role"), str(Role(decision.what["role"]).label)),
        (_("Where"), decision.centre.name if decision.centre else str(_("Whole network"))),
        *([(_("Last day"), date_format(until))] if (until := _until(decision)) else []),
    ]


@transaction.atomic
def end_posting(*, by: Posting, posting: Posting, on: date) -> None:
    """The last day was the day before `on`: the user may do nothing more here from now. Raises NotYoursToGive."""
    if not may_give(by, user=posting.user, centre=posting.centre, role=posting.role):
        raise NotYoursToGive
    on = min(on, timezone.localdate(timezone=timezone.get_default_timezone()))  # whose day says who works: queries.py
    if posting.starts_on >= on:
        posting.starts_on = on - timedelta(days=1)
    posting.ends_on = on - timedelta(days=1)
    posting.save(update_fields=["starts_on", "ends_on"])
    record(by=by, act="posting.ended", subject=posting, role=posting.role)


@transaction.atomic
def take_on(
    *,
    by: Posting,
    account: dict[str, str],
    centre: Centre | None,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
) -> tuple[str, bool]:
    """Make an account (username, display_name, language) and ask for its first posting; returns the temporary
    password, and whether the posting waits for a second person. Raises CodeTaken, NotYoursToGive."""
    if User.objects.filter(username=account["username"].strip().lower()).exists():
        raise CodeTaken
    user, password = accounts.create_user(by=by, **account)
    given = ask_for_posting(by=by, user=user, centre=centre, role=role, starts_on=starts_on, ends_on=ends_on)
    return password, isinstance(given, Decision)


@transaction.atomic
def renew_password(*, by: Posting, posting: Posting, on: date) -> str:
    """A temporary password for somebody who forgot theirs, if the giver could have given all of their postings."""
    must_hold_all(by, posting=posting, on=on)
    take_back_what_was_asked_in_hand(by=by, user=posting.user)
    return accounts.give_temporary_password(by=by, user=posting.user)


def must_hold_all(by: Posting, *, posting: Posting, on: date) -> None:
    """Whoever puts an account into other hands could have given all of its postings. Raises NotYoursToGive."""
    held = Posting.objects.unfinished(on).filter(user=posting.user_id).select_related("centre", "user")
    if not all(may_give(by, user=one.user, centre=one.centre, role=one.role) for one in held):
        raise NotYoursToGive
