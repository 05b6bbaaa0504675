"""What the pages of requests and registers read. Every list ends here."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q

from serai.centres import second_line
from serai.centres.models import Posting
from serai.people.choices import Category, LegalBasis, Purpose, RecipientClass
from serai.people.models import OUTSIDE
from serai.people.rules.parts import CLASS_OF, categories_of
from serai.privacy import rules
from serai.privacy.access import breaches_in_reach, requests_in_reach
from serai.privacy.choices import Harm, Outcome, Risk
from serai.privacy.models import Assessment, Breach, Controller
from serai.privacy.queries import keep_files_for
from serai.privacy.words import CLOCKS, STILL_MISSING
from serai.sharing.models import Agreement

SHOWN, ON_TODAY = 50, 6
OPEN = [Outcome.OPEN, Outcome.ASKED]


def requests(*, posting: Posting, today: date) -> dict[str, Any]:
    """What waits for an answer, the first to be due first; and what was answered lately."""
    reach = requests_in_reach(posting=posting).fetch_mode(models.FETCH_RAISE)
    untold = Q(outcome__in=OPEN) | Q(told_on=None, person__isnull=False)
    return {
        "waiting": list(reach.filter(untold).order_by("due_on", "pk")[:SHOWN]),
        "answered": list(reach.exclude(untold).order_by("-answered_on", "-pk")[:SHOWN]),
        "today": today,
    }


def requests_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: what is still to be answered."""
    reach = requests_in_reach(posting=posting).fetch_mode(models.FETCH_RAISE).filter(outcome__in=OPEN)
    if not posting.is_network:
        return {"rows": list(reach.order_by("due_on", "pk")[:ON_TODAY]), "today": now.date()}
    with second_line.everywhere("what people ask about their data, told to the network by the number of the file"):
        return {"rows": list(reach.order_by("due_on", "pk")[:ON_TODAY]), "today": now.date()}


def _clocks(breach: Breach, *, now: datetime) -> list[dict[str, Any]]:
    running = rules.breach_clocks(
        reported_at=breach.reported_at,
        seen_at=breach.seen_at,
        law_applies=breach.law_applies,
        told_at=breach.authority_told_at,
    )
    return [{"words": CLOCKS[one.name], "clock": one, "is_late": one.is_late_at(now)} for one in running]


def breaches(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """Those that are open, with their clocks, and those that were closed."""
    reach = breaches_in_reach(posting=posting).fetch_mode(models.FETCH_RAISE)
    open_ones = reach.filter(closed_at=None).order_by("reported_at", "pk")[:SHOWN]
    return {
        "open": [{"breach": one, "clocks": _clocks(one, now=now)} for one in open_ones],
        "closed": list(reach.exclude(closed_at=None).order_by("-closed_at", "-pk")[:SHOWN]),
    }


def breaches_today(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: the clocks of breaches that still run."""
    reach = breaches_in_reach(posting=posting).filter(closed_at=None).fetch_mode(models.FETCH_RAISE)
    rows = reach.order_by("reported_at", "pk")[:ON_TODAY]
    return {"rows": [{"breach": one, "clocks": _clocks(one, now=now)} for one in rows]}


def breach_page(breach: Breach, *, now: datetime) -> dict[str, Any]:
    """One breach, its clocks, and what is missing before it can be closed."""
    missing = [] if breach.closed_at else [STILL_MISSING[gap] for gap in rules.breach_gaps(vars(breach))]
    return {"breach": breach, "clocks": _clocks(breach, now=now), "missing": missing}


def controller() -> Controller:
    """Who is responsible; nothing filled in until somebody did."""
    return Controller.objects.filter(pk=1).first() or Controller(pk=1)


def processing(*, on: date) -> dict[str, Any]:
    """A line for each purpose: which data, on which basis, who gets them, for how long."""
    signed = Agreement.objects.filter(approved_by__isnull=False, starts_on__lte=on, ends_on__gte=on, withdrawn_on=None)
    agreements = list(signed.order_by("party_name", "pk"))
    rows = []
    for purpose in Purpose:
        agreed = [one for one in agreements if purpose in one.purposes]
        fields = {field for one in agreed for field in one.fields}
        held = categories_of(fields) if purpose in OUTSIDE else [str(category) for category in Category]
        basis = dict.fromkeys([LegalBasis.CONSENT, *(LegalBasis(one.basis) for one in agreed)])
        rows.append(
            {
                "purpose": purpose.label,
                "categories": [Category(category).label for category in held],
                "basis": [one.label for one in basis],
                "recipients": RecipientClass(CLASS_OF[purpose]).label,
                "parties": list(dict.fromkeys(one.party_name for one in agreed)),
            }
        )
    return {"rows": rows, "controller": controller(), "keep_days": keep_files_for().days, "on": on}


def assessments(*, today: date) -> dict[str, Any]:
    """The newest first; those to be looked at again are marked."""
    rows = Assessment.objects.select_related("signed_by").fetch_mode(models.FETCH_RAISE).order_by("-pk")
    return {"rows": list(rows[:SHOWN]), "today": today}


def assessment_page(assessment: Assessment) -> dict[str, Any]:
    """One assessment, each harm with the risk that follows from how likely and how bad it is."""
    risks = [
        {"harm": Harm(harm).label, "risk": Risk(rules.risk_of(likelihood=pair[0], impact=pair[1])).label}
        for harm, pair in assessment.risks.items()
    ]
    return {"assessment": assessment, "risks": risks}
