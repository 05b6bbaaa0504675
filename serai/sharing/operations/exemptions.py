"""Exceptions to consent: one asks with a reason, another grants, one of the two a supervisor; then it expires."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from serai.audit.operations import record
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import May
from serai.codes.words import Words
from serai.people.models import Person
from serai.sharing.choices import Why
from serai.sharing.models import REASON, Exemption
from serai.sharing.queries.manifest import listed

EXCEPTION = "sharing.exception"
ENDS_AFTER = {Why.VITAL: _("3 days"), Why.CHILD: _("30 days"), Why.LAW: _("30 days")}
LASTS = {Why.VITAL: timedelta(hours=72), Why.CHILD: timedelta(days=30), Why.LAW: timedelta(days=30)}


class ReasonTooShort(Exception):
    """A few letters are no reason."""


@dataclass(frozen=True)
class Wanted:
    """What an exception is for: one recipient, one purpose, listed parts."""

    why: str
    purpose: str
    recipient: str
    recipient_name: str
    fields: frozenset[str]


@transaction.atomic
def ask_for_exception(*, by: Posting, person: Person, wanted: Wanted, reason: str) -> Exemption:
    """Ask a second person to let something leave without a yes. Nothing leaves before. Raises ReasonTooShort."""
    if len(reason.strip()) < REASON:
        raise ReasonTooShort
    asked = Exemption.objects.create(
        person=person,
        centre_id=by.here,
        why=wanted.why,
        purpose=wanted.purpose,
        recipient=wanted.recipient,
        recipient_name=wanted.recipient_name,
        fields=sorted(wanted.fields),
        reason=reason.strip(),
        first_by_id=by.user_id,
    )
    what = {"exemption": asked.pk, "by_supervisor": by.may(May.APPROVE_EXCEPTION)}
    ask(by=by, kind=EXCEPTION, centre=by.centre, what=what)
    record(by=by, act="exception.asked", subject=asked, why=asked.why, fields=list(asked.fields))
    return asked


def may_grant(posting: Posting, decision: Decision) -> bool:
    """A supervisor; or, where a supervisor asked, whoever may ask."""
    may_ask = bool(decision.what["by_supervisor"]) and posting.may(May.ASK_EXCEPTION)
    return posting.may(May.APPROVE_EXCEPTION) or may_ask


def grant(by: Posting, decision: Decision) -> None:
    """The second person agreed: from now on, for some days. Raises CannotBeDone."""
    held = Exemption.objects.select_for_update(of=("self",)).filter(pk=decision.what["exemption"]).first()
    if held is None or held.ended_at is not None or held.second_by_id is not None:
        raise CannotBeDone
    now = timezone.now()
    held.second_by_id, held.second_at, held.expires_at = by.user_id, now, now + LASTS[Why(held.why)]
    held.save(update_fields=["second_by", "second_at", "expires_at"])
    record(by=by, act="exception.granted", subject=held, why=held.why, fields=list(held.fields))


def described(decision: Decision) -> list[tuple[Words, str]]:
    """What the second person reads before agreeing."""
    """What the second person is shown before agreeing to an exception; nothing once it is gone."""
    held = Exemption.objects.select_related("person").filter(pk=decision.what["exemption"]).first()
    if held is None:
        return []
    return [
        (_("File"), held.person.code),
        (_("Why"), str(Why(held.why).label)),
        (_("To whom"), held.recipient_name),
        (_("What would be told"), " · ".join(listed(held.fields, language=get_language() or "en"))),
        (_("Reason"), held.reason),
        (_("It ends by itself after"), str(ENDS_AFTER[Why(held.why)])),
    ]
