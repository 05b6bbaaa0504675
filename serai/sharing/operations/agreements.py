"""Sharing agreements: drafted by one, put into force by another, ended by anybody who keeps them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from serai.audit.operations import record
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import May
from serai.codes import lists
from serai.codes.words import Words
from serai.people.choices import Purpose
from serai.sharing.assessments import is_assessed
from serai.sharing.models import Agreement
from serai.sharing.queries.manifest import listed
from serai.sharing.rules.agreements import Gap, gaps_in
from serai.ui.editors import locked_as_seen

AGREEMENT = "sharing.agreement"


class NotWhole(Exception):
    """Something is missing before it can be put into force; `gaps` says what."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__([str(gap) for gap in gaps])
        self.gaps = gaps


class NoDraft(Exception):
    """It is in force or over: what was promised is not rewritten. A new one is drafted."""


@transaction.atomic
def draft_agreement(*, by: Posting, said: dict[str, Any]) -> Agreement:
    """Write down what is to be agreed. Nothing leaves on a draft."""
    agreement = Agreement.objects.create(drafted_by_id=by.user_id, **said)
    record(by=by, act="agreement.drafted", subject=agreement)
    return agreement


@transaction.atomic
def change_agreement(*, by: Posting, agreement: Agreement, said: dict[str, Any], version: int | None) -> None:
    """Change a draft; whoever changed it last is the first of the two. Raises NoDraft, ChangedMeanwhile."""
    held = locked_as_seen(Agreement.objects.all(), pk=agreement.pk, version=version)
    if held.approved_by_id is not None or held.withdrawn_on is not None:
        raise NoDraft
    for name, value in said.items():
        setattr(held, name, value)
    held.drafted_by_id, held.version = by.user_id, held.version + 1
    held.save()
    record(by=by, act="agreement.changed", subject=held)


@transaction.atomic
def ask_to_put_into_force(*, by: Posting, agreement: Agreement) -> Decision:
    """A second person is asked. Raises NotWhole, NoDraft."""
    if agreement.approved_by_id is not None or agreement.withdrawn_on is not None:
        raise NoDraft
    gaps = gaps_in(agreement, is_assessed=is_assessed(agreement.assessment))
    if gaps:
        raise NotWhole(gaps)
    what = {"agreement": agreement.pk, "version": agreement.version}
    return ask(by=by, kind=AGREEMENT, centre=by.centre, what=what)


def may_agree(posting: Posting, decision: Decision) -> bool:
    """Whether this posting may be the second person: whoever keeps agreements."""
    return posting.may(May.KEEP_AGREEMENTS)


def put_into_force(by: Posting, decision: Decision) -> None:
    """The second person agreed to this version. Raises CannotBeDone when it was changed or ended meanwhile, or when
    the second person wrote it."""
    held = Agreement.objects.select_for_update(of=("self",)).filter(pk=decision.what["agreement"]).first()
    if held is None or held.approved_by_id is not None or held.withdrawn_on is not None:
        raise CannotBeDone
    if held.version != decision.what["version"] or held.drafted_by_id == by.user_id:
        raise CannotBeDone
    if gaps_in(held, is_assessed=is_assessed(held.assessment)):
        raise CannotBeDone
    held.approved_by_id, held.approved_at = by.user_id, timezone.now()
    held.save(update_fields=["approved_by", "approved_at"])
    record(by=by, act="agreement.signed", subject=held, fields=list(held.fields))


@transaction.atomic
def end_agreement(*, by: Posting, agreement: Agreement, reason: str, today: date) -> None:
    """From this moment nothing leaves on it. One person is enough to stop."""
    held = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if held.withdrawn_on is None:
        held.withdrawn_on, held.withdrawn_by_id, held.withdrawn_reason = today, by.user_id, reason
        held.version += 1
        held.save()
        record(by=by, act="agreement.ended", subject=held)


def described(decision: Decision) -> list[tuple[Words, str]]:
    """What the second person reads before agreeing."""
    held = Agreement.objects.filter(pk=decision.what["agreement"]).first()
    if held is None:
        return []
    return [
        (_("With whom"), held.party_name),
        (_("For what"), held.purpose_words),
        (_("For what may something leave?"), " · ".join(str(Purpose(purpose).label) for purpose in held.purposes)),
        (_("By which ways"), " · ".join(lists.label("referral_method", method) for method in held.methods)),
        (_("Direction"), str(held.get_direction_display())),
        (_("Number of the impact assessment"), held.assessment),
        (_("What may be told"), " · ".join(listed(held.fields, language=get_language() or "en"))),
        (_("From"), date_format(held.starts_on)),
        (_("To"), date_format(held.ends_on)),
    ]
