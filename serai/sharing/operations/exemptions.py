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
from serai.people.access import is_kept_from
from serai.people.choices import Purpose, SharedPart
from serai.people.models import Person
from serai.people.operations.consent import last_word
from serai.people.queries.consent import hidden_from
from serai.people.rules.children import Age, age_of
from serai.people.rules.consent import is_live
from serai.sharing.choices import BASIS_OF, Why
from serai.sharing.models import REASON, Exemption
from serai.sharing.operations.deciding import DecidedFor, record_decided_for
from serai.sharing.queries.manifest import listed
from serai.sharing.rules.recording import HERE, CannotDecide, hindrance

EXCEPTION = "sharing.exception"
ENDS_AFTER = {Why.VITAL: _("3 days"), Why.CHILD: _("30 days"), Why.LAW: _("30 days")}
LASTS = {Why.VITAL: timedelta(hours=72), Why.CHILD: timedelta(days=30), Why.LAW: timedelta(days=30)}


class ReasonTooShort(Exception):
    """A few letters are no reason."""


class NotForUsToDecide(Exception):
    """Somebody answered, or can; `why` says which."""

    def __init__(self, why: CannotDecide) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Wanted:
    """What an exception is for: one recipient, one purpose, listed parts. `about`: the one hand-over
    that it is for."""

    why: str
    purpose: str
    recipient: str
    recipient_name: str
    fields: frozenset[str]
    about: str = ""


@transaction.atomic
def ask_for_exception(*, by: Posting, person: Person, wanted: Wanted, reason: str) -> Exemption:
    """Ask a second person to let something leave without a yes. Nothing leaves before. Raises ReasonTooShort,
    NotForUsToDecide where it would be for a child, and is not."""
    if len(reason.strip()) < REASON:
        raise ReasonTooShort
    if wanted.why == Why.CHILD and age_of(person.birth, timezone.localdate()) == Age.ADULT:
        raise NotForUsToDecide(CannotDecide.NO_CHILD)
    asked = Exemption.objects.create(
        person=person,
        centre_id=by.here,
        why=wanted.why,
        purpose=wanted.purpose,
        recipient=wanted.recipient,
        recipient_name=wanted.recipient_name,
        fields=sorted(wanted.fields),
        reason=reason.strip(),
        about=wanted.about,
        first_by_id=by.user_id,
    )
    what = {"person": person.pk, "exemption": asked.pk, "by_supervisor": by.may(May.APPROVE_EXCEPTION)}
    ask(by=by, kind=EXCEPTION, centre=by.centre, what=what | {"about": asked.about})
    record(by=by, act="exception.asked", subject=asked, why=asked.why, fields=list(asked.fields))
    return asked


@transaction.atomic
def ask_to_record(*, by: Posting, person: Person, why: str, reason: str, child_assented: bool | None) -> Exemption:
    """Ask a second person to decide that somebody who cannot answer is recorded here. Raises ReasonTooShort,
    NotForUsToDecide."""
    if len(reason.strip()) < REASON:
        raise ReasonTooShort
    if hindered := hindrance_now(person=person, why=why):
        raise NotForUsToDecide(hindered)
    asked = Exemption.objects.create(
        person=person,
        centre_id=by.here,
        why=why,
        purpose=Purpose.SERVICES_HERE,
        recipient=HERE,
        recipient_name=by.centre.name if by.centre else "",
        fields=sorted(part for part in SharedPart if part != SharedPart.NOTE),
        reason=reason.strip(),
        child_assented=child_assented,
        first_by_id=by.user_id,
    )
    what = {"person": person.pk, "exemption": asked.pk, "by_supervisor": by.may(May.APPROVE_EXCEPTION)}
    ask(by=by, kind=EXCEPTION, centre=by.centre, what=what)
    record(by=by, act="exception.asked", subject=asked, why=asked.why, fields=[])
    return asked


def hindrance_now(*, person: Person, why: str) -> CannotDecide | None:
    """Why it is not for two of us to decide that this person is recorded, as things are today."""
    last = last_word(person=person, purpose=Purpose.SERVICES_HERE)
    today = timezone.localdate()
    is_yes = last is not None and is_live(decision=last.decision, valid_until=last.valid_until, on=today)
    age = age_of(person.birth, today)
    return hindrance(why=why, age=age, last_word=last.decision if last else "", is_live=is_yes)


def may_grant(posting: Posting, decision: Decision) -> bool:
    """A supervisor; or, where a supervisor asked, whoever may ask and know of it; to whom the file opens."""
    may_ask = bool(decision.what["by_supervisor"]) and posting.may(May.ASK_EXCEPTION)
    may = posting.may(May.APPROVE_EXCEPTION) or (may_ask and _may_know(posting, decision))
    return may and not is_kept_from(posting=posting, person_id=decision.what.get("person", 0))


def _may_know(posting: Posting, decision: Decision) -> bool:
    """To whom somebody is to be referred can say why: who may not know of it in the ledger does not here either."""
    about, person = decision.what.get("about", ""), Person(pk=decision.what.get("person", 0))
    return not about or about not in hidden_from(posting=posting, person=person).about


def grant(by: Posting, decision: Decision) -> None:
    """The second person agreed: from now on, for some days. Raises CannotBeDone."""
    held = Exemption.objects.select_for_update(of=("self",)).filter(pk=decision.what["exemption"]).first()
    if held is None or held.ended_at is not None or held.second_by_id is not None:
        raise CannotBeDone
    now = timezone.now()
    held.second_by_id, held.second_at, held.expires_at = by.user_id, now, now + LASTS[Why(held.why)]
    held.save(update_fields=["second_by", "second_at", "expires_at"])
    if held.recipient == HERE:
        _record_for(by, held)
    record(by=by, act="exception.granted", subject=held, why=held.why, fields=list(held.fields))


def _record_for(by: Posting, held: Exemption) -> None:
    """The ledger says who decided, why and until when. Raises CannotBeDone when somebody was asked meanwhile."""
    if held.expires_at is None or hindrance_now(person=held.person, why=held.why):
        raise CannotBeDone
    until = timezone.localdate(held.expires_at)
    decided = DecidedFor(held.person, BASIS_OF[held.why], held.reason, until, held.child_assented)
    record_decided_for(by=by, asked_by=held.first_by_id, decided=decided)


def described(decision: Decision) -> list[tuple[Words, str]]:
    """What the second person is shown before agreeing to an exception; nothing once it is gone."""
    held = Exemption.objects.select_related("person").filter(pk=decision.what["exemption"]).first()
    if held is None:
        return []
    if held.recipient == HERE:
        asked = {True: _("The child agrees"), False: _("The child says no"), None: _("Could not be asked")}
        return [
            (_("File"), held.person.code),
            (_("What"), str(_("Record here what is needed to help, for somebody who cannot answer"))),
            (_("Why"), str(Why(held.why).label)),
            (_("The person’s own word"), str(asked[held.child_assented])),
            (_("Reason"), held.reason),
            (_("It ends by itself after"), str(ENDS_AFTER[Why(held.why)])),
        ]
    return [
        (_("File"), held.person.code),
        (_("Why"), str(Why(held.why).label)),
        (_("To whom"), held.recipient_name),
        (_("What would be told"), " · ".join(listed(held.fields, language=get_language() or "en"))),
        (_("Reason"), held.reason),
        (_("It ends by itself after"), str(ENDS_AFTER[Why(held.why)])),
    ]
