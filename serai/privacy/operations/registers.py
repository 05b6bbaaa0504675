"""Breaches and impact assessments: reported, worked through, signed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from serai.audit.operations import record
from serai.centres.decisions import CannotBeDone
from serai.centres.models import Decision, Posting
from serai.centres.operations.decisions import ask
from serai.centres.rules import May
from serai.codes.words import Words
from serai.privacy import rules
from serai.privacy.models import Assessment, Breach, Controller
from serai.ui.editors import locked_as_seen

SIGNING = "assessment.sign"


class NotWorkedThrough(Exception):
    """A breach is closed when nothing is missing; `gaps` says what is."""

    def __init__(self, gaps: list[rules.Gap]) -> None:
        super().__init__(gaps)
        self.gaps = gaps


@transaction.atomic
def report_breach(*, by: Posting, what: str, happened_on: date, now: datetime, token: UUID) -> Breach:
    """Two fields, from anybody of the staff. The clocks run from here. Sent twice, it is one."""
    told = {"what": what, "happened_on": happened_on, "reported_at": now, "reported_by_id": by.user_id}
    breach, is_new = Breach.objects.get_or_create(form_token=token, defaults={**told, "centre_id": by.centre_id})
    if is_new:
        record(by=by, act="breach.reported", subject=breach)
    return breach


@transaction.atomic
def work_on_breach(*, by: Posting, breach: Breach, found: dict[str, Any], version: int | None, now: datetime) -> Breach:
    """Write down what was found and done. The first time stops the clock of the focal point. Raises
    ChangedMeanwhile."""
    held = locked_as_seen(Breach.objects.filter(closed_at=None), pk=breach.pk, version=version)
    for name, value in found.items():
        setattr(held, name, value)
    held.seen_at = held.seen_at or now
    held.version += 1
    held.save()
    record(by=by, act="breach.worked", subject=held)
    return held


@transaction.atomic
def close_breach(*, by: Posting, breach: Breach, now: datetime) -> None:
    """Nothing is missing any more. Raises NotWorkedThrough."""
    held = Breach.objects.select_for_update().get(pk=breach.pk)
    gaps = rules.breach_gaps(vars(held))
    if gaps:
        raise NotWorkedThrough(gaps)
    held.closed_at, held.closed_by_id = now, by.user_id
    held.save(update_fields=["closed_at", "closed_by"])
    record(by=by, act="breach.closed", subject=held)


@transaction.atomic
def change_controller(*, by: Posting, told: dict[str, str], version: int | None) -> None:
    """Who is responsible, and whom to complain to. Raises ChangedMeanwhile."""
    Controller.objects.get_or_create(pk=1)
    held = locked_as_seen(Controller.objects.all(), pk=1, version=version)
    for name, value in told.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    record(by=by, act="controller.changed", subject=held)


@transaction.atomic
def write_assessment(
    *, by: Posting, assessment: Assessment | None, told: dict[str, Any], version: int | None, now: datetime
) -> Assessment:
    """A new one, or a change to one that nobody has signed. Somebody else is asked to sign. Raises ChangedMeanwhile."""
    if assessment is None:
        held = Assessment(version=0)
    else:
        held = locked_as_seen(Assessment.objects.filter(signed_by=None), pk=assessment.pk, version=version)
    for name, value in told.items():
        setattr(held, name, value)
    held.written_by_id, held.written_at = by.user_id, now
    held.version += 1
    held.save()
    record(by=by, act="assessment.changed", subject=held)
    ask(by=by, kind=SIGNING, centre=None, what={"assessment": held.pk, "version": held.version})
    return held


def may_sign(posting: Posting, decision: Decision) -> bool:
    """Whoever keeps the registers; the author never is the second person."""
    return posting.may(May.KEEP_REGISTERS)


def sign_assessment(by: Posting, decision: Decision) -> None:
    """The second person signs what they read. Raises CannotBeDone when it was changed since."""
    what = decision.what
    held = Assessment.objects.select_for_update(of=("self",)).filter(
        pk=what["assessment"], version=what["version"], signed_by=None
    )
    assessment = held.exclude(written_by=by.user_id).first()
    if assessment is None:
        raise CannotBeDone
    assessment.signed_by_id, assessment.signed_at = by.user_id, decision.decided_at
    assessment.save(update_fields=["signed_by", "signed_at"])
    record(by=by, act="assessment.signed", subject=assessment)


def described(decision: Decision) -> list[tuple[Words, str]]:
    """Which one, before what, and the risk that is left."""
    found = Assessment.objects.filter(pk=decision.what["assessment"]).first()
    if found is None:
        return []
    return [
        (pgettext_lazy("of a document", "Number"), found.number),
        (_("Impact assessment"), found.title),
        (_("Before"), found.get_occasion_display()),
        (_("Risk that is left"), found.get_residual_display()),
    ]
