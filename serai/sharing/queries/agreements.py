"""Agreements, as pages show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils import translation

from serai.codes import lists
from serai.people.choices import Purpose
from serai.sharing.choices import State
from serai.sharing.models import Agreement
from serai.sharing.queries.manifest import listed

TONES = {State.IN_FORCE: "done", State.EXPIRED: "high", State.WITHDRAWN: "high", State.COMING: "info"}
SOON = 60  # days before its end, an agreement says so


@dataclass(frozen=True)
class Shown:
    """An agreement with where it stands."""

    agreement: Agreement
    state: str
    label: str
    tone: str
    ends_soon: bool


def shown(agreement: Agreement, *, today: date) -> Shown:
    """Where this agreement stands today, in words."""
    state = agreement.state_on(today)
    ends_soon = state == State.IN_FORCE and (agreement.ends_on - today).days < SOON
    return Shown(agreement, state, str(State(state).label), TONES.get(State(state), ""), ends_soon)


def agreements(*, today: date) -> list[Shown]:
    """All of them, by party, the latest first."""
    found = Agreement.objects.order_by("party_name", "-starts_on", "-pk").fetch_mode(models.FETCH_RAISE)
    return [shown(agreement, today=today) for agreement in found]


def agreement_or_404(*, public_id: UUID) -> Agreement:
    """One agreement with those who wrote, approved and ended it."""
    found = Agreement.objects.filter(public_id=public_id)
    agreement = found.select_related("drafted_by", "approved_by", "withdrawn_by").first()
    if agreement is None:
        raise Http404
    return agreement


def sheet(agreement: Agreement, *, language: str) -> dict[str, Any]:
    """What the printed agreement says, in this language."""
    with translation.override(language):
        return {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "purposes": [str(Purpose(purpose).label) for purpose in agreement.purposes],
            "parts": listed(agreement.fields, language=language),
            "ways": [lists.label("referral_method", method, language) for method in agreement.methods],
            "basis": str(agreement.get_basis_display()),
            "flow": str(agreement.get_direction_display()),
            "frequency": str(agreement.get_frequency_display()),
            "onward": str(agreement.get_onward_display()),
        }
