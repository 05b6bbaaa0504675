"""An account that went through somebody else's hands: a second step that is taken away by two persons, and a third
person who confirms that the owner has it again (docs/decisions)."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from serai.accounts import operations as accounts
from serai.accounts.models import User
from serai.centres.choices import Role
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask, take_back_what_was_asked_in_hand
from serai.centres.operations.postings import may_give, must_hold_all
from serai.centres.queries import somebody_confirms
from serai.centres.rules import May, takes_two
from serai.codes.words import Words

SECOND_STEP, OWNER = "account.second_step", "account.owner"


class NothingToConfirm(Exception):
    """The account is in nobody else's hands."""


@transaction.atomic
def forget_second_step(*, by: Posting, posting: Posting, on: date) -> Decision | None:
    """For somebody who lost telephone and paper, by whoever could have given all of their postings, and a second
    person; None when it is done at once, where there never was a second one. Raises NotYoursToGive."""
    must_hold_all(by, posting=posting, on=on)
    if not takes_two(others_ever=somebody_confirms(user=posting.user, had=posting.user.handed_by_id, but=by.user_id)):
        take_back_what_was_asked_in_hand(by=by, user=posting.user)
        accounts.forget_second_step(by=by, user=posting.user, handed_by=by.user_id)
        return None
    return ask(by=by, kind=SECOND_STEP, centre=posting.centre, what=_what(posting))


@transaction.atomic
def ask_who_i_am(*, by: Posting) -> Decision:
    """Ask a third person to confirm that the owner has the account. Raises NothingToConfirm."""
    user = by.user
    if user.handed_at is None:
        raise NothingToConfirm
    handed = {"by": user.handed_by_id, "since": user.handed_at.isoformat()}
    return ask(by=by, kind=OWNER, centre=by.centre, what=_what(by) | handed)


def _what(posting: Posting) -> dict[str, str | int]:
    return {"user": posting.user_id, "role": posting.role}


def may_agree(posting: Posting, decision: Decision) -> bool:
    """Whoever could have given the posting, or data protection; never the owner, never who had it in hand."""
    what, here = decision.what, posting.is_network or posting.centre_id == decision.centre_id
    if posting.user_id in {what["user"], what.get("by")}:
        return False
    gives = may_give(posting, user=User(pk=what["user"]), centre=decision.centre, role=what["role"])
    return gives or (here and posting.may(May.REVIEW_TRAIL))


def forget_what_was_asked(by: Posting, decision: Decision) -> None:
    """The second person agreed: every second step goes, and the account is in the hands of who asked."""
    user = _user(decision)
    take_back_what_was_asked_in_hand(by=by, user=user)
    accounts.forget_second_step(by=by, user=user, handed_by=decision.asked_by_id)


def confirm_what_was_asked(by: Posting, decision: Decision) -> None:
    """The third person confirmed, if nobody had the account in hand since it was asked."""
    user = _user(decision)
    if user.handed_at is None or user.handed_at.isoformat() != decision.what["since"]:
        raise CannotBeDone
    take_back_what_was_asked_in_hand(by=by, user=user)
    accounts.confirm_owner(by=by, user=user)


def _user(decision: Decision) -> User:
    user = User.objects.select_for_update().filter(pk=decision.what["user"], is_active=True).first()
    if user is None:
        raise CannotBeDone
    return user


def described(decision: Decision) -> list[tuple[Words, str]]:
    """Whose account, and for a confirmation who had it in hand and since when."""
    user = User.objects.select_related("handed_by").get(pk=decision.what["user"])
    facts: list[tuple[Words, str]] = [
        (_("Name"), f"{user.display_name} ({user.username})"),
        (_("Role"), str(Role(decision.what["role"]).label)),
    ]
    if decision.kind == OWNER and user.handed_at and user.handed_by:
        facts.append((_("In the hands of"), user.handed_by.display_name))
        facts.append((_("Since"), date_format(localtime(user.handed_at), "SHORT_DATETIME_FORMAT")))
    return facts
