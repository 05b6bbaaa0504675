"""A rule for every table: about people by what the rooms declare, and these about nobody served. The program does not
start while a table has none (config/checks.py)."""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from serai.people.holdings import Holding, declared
from serai.people.models import Person
from serai.privacy.choices import WhyKept

KEPT: dict[WhyKept, frozenset[str]] = {
    WhyKept.NETWORK: frozenset(
        {
            "appointments.room",
            "centres.centre",
            "centres.statusperiod",
            "centres.offeredservice",
            "centres.desk",
            "codes",
            "directory",
            "sharing.agreement",
        }
    ),
    WhyKept.STAFF: frozenset({"accounts", "centres.posting", "feeds", "interpreters", "referrals.partnerdesk"}),
    WhyKept.SEALED: frozenset({"sealed"}),
    WhyKept.TRAIL: frozenset({"audit", "watch.alarmreview"}),
    WhyKept.FIGURES: frozenset(
        {
            "insights",
            "reception.headcount",
            "people.household",
            "people.filenumber",
            "waves.wave",
            "waves.sheet",
        }
    ),
    WhyKept.RUNNING: frozenset(
        {"appointments.slot", "cards", "imports.importbatch", "linkage.question", "watch.extension", "waves.draft"}
    ),
    WhyKept.DECISIONS: frozenset(
        {
            "centres.decision",
            "privacy.duelist",
            "privacy.erased",
            "privacy.breach",
            "privacy.assessment",
            "privacy.controller",
            "sharing.authorityrequest",
        }
    ),
}


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("serai.")]


def holding_of(model: type[models.Model]) -> Holding | None:
    """The holding that rules a table: its own, or that of a table whose rows take its rows with them."""
    for holding in declared():
        if holding.model is model:
            return holding
    for owner in _owners(model):
        if owner is not model and (found := holding_of(owner)):
            return found
    return None


def _owners(model: type[models.Model]) -> Iterable[type[models.Model]]:
    for field in model._meta.concrete_fields:
        remote = field.remote_field
        if remote is not None and getattr(remote, "on_delete", None) is models.CASCADE:
            yield remote.model


def why_kept(model: type[models.Model]) -> WhyKept | None:
    """Why a table about nobody served is kept; a room named whole rules all its tables."""
    names = {model._meta.label_lower, model._meta.app_label}
    return next((why for why, tables in KEPT.items() if names & tables), None)


def without_a_way() -> list[str]:
    """The tables of which nobody said what becomes of them when two files become one."""
    return [holding.model._meta.label_lower for holding in declared() if holding.follows is None]


def without_a_rule() -> list[str]:
    """The tables that nobody said how long to keep."""
    return [
        model._meta.label_lower
        for model in ours()
        if model is not Person and holding_of(model) is None and why_kept(model) is None
    ]
