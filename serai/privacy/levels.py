"""Who may see how much, and for what: one policy of three tables.

What each permission opens at most; up to which level each role may see, aim by aim; how sensitive each table is. The
program does not start while they disagree or one of them is silent (config/checks.py). Source: the field's need-to-know
matrix, and the protection classes P0 to P4.

A page, a panel, a block of today, a print-out and an export show what their permission opens, and no more. What is
confidential for one function alone is narrower still (`screening.rules.readers_of`, sealed files). Where each dimension
of the policy stands, from role to team and purpose: docs/decisions/0029.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.db import models

from serai.centres.choices import Role
from serai.centres.rules import PERMISSIONS, May
from serai.codes.levels import Level
from serai.privacy.keeping import holding_of, ours


class Aim(StrEnum):
    """What something is seen for."""

    SERVE = "to serve the person"
    PROTECT = "to protect the person"
    RUN = "to run a centre or the network"
    COUNT = "to count"
    OVERSEE = "to look after rights, rules and the trail"


P0, P1, P2, P3, P4 = Level.OPEN, Level.INTERNAL, Level.CONFIDENTIAL, Level.STRICT, Level.CRITICAL

OPENS: Mapping[May, tuple[Aim, Level]] = {
    May.SEE_TODAY: (Aim.RUN, P0),  # its blocks have permissions of their own
    May.SEE_CENTRE: (Aim.RUN, P1),
    May.MANAGE_CENTRE: (Aim.RUN, P1),
    May.MANAGE_NETWORK: (Aim.RUN, P1),
    May.MANAGE_STAFF: (Aim.RUN, P1),
    May.SEE_DECISIONS: (Aim.RUN, P1),
    May.BE_CONFIRMED: (Aim.RUN, P0),  # asks that somebody says whose account one's own is
    May.LOCK_EVERYTHING: (Aim.RUN, P0),
    May.MANAGE_SLOTS: (Aim.RUN, P1),
    May.SEE_WORRIES: (Aim.RUN, P1),
    May.COUNT_AT_GATE: (Aim.RUN, P1),
    May.SEE_COUNTS: (Aim.RUN, P1),
    May.SEE_DIRECTORY: (Aim.RUN, P1),
    May.EDIT_DIRECTORY: (Aim.RUN, P1),
    May.SEE_INTERPRETERS: (Aim.RUN, P1),
    May.KEEP_INTERPRETERS: (Aim.RUN, P1),
    May.SEE_LANGUAGE_NEEDS: (Aim.COUNT, P1),
    May.RECORD_INTERPRETING: (Aim.SERVE, P2),
    May.SEE_APPOINTMENTS: (Aim.SERVE, P2),
    May.BOOK_APPOINTMENTS: (Aim.SERVE, P2),
    May.KEEP_ROOMS: (Aim.RUN, P1),
    May.RUN_QUEUE: (Aim.SERVE, P2),
    May.SEE_QUEUE: (Aim.SERVE, P2),
    May.RECORD_DEPARTURE: (Aim.SERVE, P2),
    May.SEARCH_PEOPLE: (Aim.SERVE, P2),
    May.REGISTER_PEOPLE: (Aim.SERVE, P2),
    May.SEE_BASIC_FILE: (Aim.SERVE, P2),
    May.COMPARE_FILES: (Aim.SERVE, P2),
    May.MERGE_FILES: (Aim.SERVE, P2),  # moves what it does not show
    May.COMPARE_ACROSS: (Aim.OVERSEE, P2),  # two files that the search found: what decides, and no number
    May.EDIT_BASIC_FILE: (Aim.SERVE, P2),
    May.SEE_PROFILE: (Aim.SERVE, P2),
    May.EDIT_PROFILE: (Aim.SERVE, P2),
    May.RECORD_CONSENT: (Aim.SERVE, P2),
    May.SEE_CONSENTS: (Aim.SERVE, P2),
    May.ISSUE_CARD: (Aim.SERVE, P2),
    May.KEEP_TO_TEAM: (Aim.PROTECT, P3),  # that somebody here must not open it, and a reason from a list
    May.SEE_PAPERS: (Aim.SERVE, P2),
    May.KEEP_PAPERS: (Aim.SERVE, P2),
    May.RECORD_SERVICE: (Aim.SERVE, P2),
    May.SEE_SERVICES: (Aim.SERVE, P2),
    May.MAKE_REFERRAL: (Aim.SERVE, P2),
    May.SEE_REFERRALS: (Aim.SERVE, P2),
    May.ANSWER_REFERRALS: (Aim.SERVE, P2),  # what the gate let leave, to the partner of that service
    May.PRINT_FILE: (Aim.SERVE, P2),
    May.OPEN_IN_EMERGENCY: (Aim.SERVE, P2),
    May.FILL_SCREENING: (Aim.SERVE, P2),  # asks; reading what was answered is another permission
    May.SEE_FLAGS: (Aim.PROTECT, P2),  # those of kinds that anybody at work may know; others below
    May.WORK_TASKS: (Aim.PROTECT, P2),
    May.SEE_SCREENING: (Aim.PROTECT, P3),
    May.ASK_SEALED: (Aim.PROTECT, P3),
    May.WORK_SEALED: (Aim.PROTECT, P3),
    May.SEE_SAFE_PLACES: (Aim.PROTECT, P4),
    May.KEEP_SEALED_KEY: (Aim.RUN, P1),  # one's own
    May.WRITE_REPORT: (Aim.RUN, P0),  # writes about the conduct of staff; reads nothing
    May.READ_REPORTS: (Aim.PROTECT, P4),
    May.HOLD_SEALED: (Aim.RUN, P1),  # a part of a recovery, which opens nothing
    May.IMPORT_PEOPLE: (Aim.COUNT, P2),
    May.AGREE_TO_IMPORT: (Aim.RUN, P1),  # which file, how many rows; none of them
    May.SEE_FIGURES: (Aim.COUNT, P1),
    May.EXPORT_FIGURES: (Aim.COUNT, P1),
    May.SEE_PUBLIC_FIGURES: (Aim.COUNT, P0),
    May.SEE_READERS: (Aim.OVERSEE, P2),
    May.REVIEW_ALARMS: (Aim.OVERSEE, P2),
    May.KEEP_DECOYS: (Aim.OVERSEE, P2),
    May.ANSWER_REQUESTS: (Aim.OVERSEE, P2),
    May.KEEP_REGISTERS: (Aim.OVERSEE, P1),
    May.KEEP_RETENTION: (Aim.OVERSEE, P1),  # how many files, at which centre
    May.KEEP_HOLDS: (Aim.OVERSEE, P2),  # which files: their codes and last days
    May.REVIEW_TRAIL: (Aim.OVERSEE, P1),
    May.KEEP_CHECKPOINT: (Aim.OVERSEE, P0),
    May.ASK_EXCEPTION: (Aim.SERVE, P2),
    May.APPROVE_EXCEPTION: (Aim.OVERSEE, P2),
    May.SEE_DISCLOSURES: (Aim.SERVE, P2),
    May.SEE_AGREEMENTS: (Aim.OVERSEE, P1),
    May.KEEP_AGREEMENTS: (Aim.OVERSEE, P1),
    May.LOG_REQUESTS: (Aim.RUN, P0),  # writes down that an authority asked; reads nothing
    May.SEE_REQUESTS: (Aim.OVERSEE, P1),
    May.CLOSE_REQUESTS: (Aim.OVERSEE, P1),
}

_AT_A_DESK = {Aim.SERVE: P2, Aim.RUN: P1}
_FOCAL = {**_AT_A_DESK, Aim.PROTECT: P3}
_FOR_SAFE_PLACES = {**_AT_A_DESK, Aim.PROTECT: P4}
_FIGURES_ONLY = {Aim.RUN: P0, Aim.COUNT: P0}
MAY_SEE: Mapping[str, Mapping[Aim, Level]] = {
    Role.GUARD: {Aim.RUN: P1},
    Role.RECEPTIONIST: _AT_A_DESK,
    Role.CASEWORKER: _FOCAL,
    Role.CHILD_PROTECTION: _FOR_SAFE_PLACES,
    Role.GBV: _FOR_SAFE_PLACES,
    Role.TRAFFICKING: _FOR_SAFE_PLACES,
    Role.HEALTH: _FOCAL,
    Role.MHPSS: _FOCAL,
    Role.RETURNS: {**_AT_A_DESK, Aim.PROTECT: P2},
    Role.SHELTER: {**_AT_A_DESK, Aim.PROTECT: P2},
    Role.SUPERVISOR: {**_FOR_SAFE_PLACES, Aim.COUNT: P1, Aim.OVERSEE: P2},
    Role.MANAGER: {**_FOR_SAFE_PLACES, Aim.COUNT: P1, Aim.OVERSEE: P2},
    Role.INTERPRETER: {Aim.RUN: P0},
    Role.PARTNER: {Aim.SERVE: P2, Aim.RUN: P0},
    Role.DATA_OFFICER: {Aim.COUNT: P2, Aim.RUN: P1},
    Role.DATA_PROTECTION: {Aim.OVERSEE: P2, Aim.COUNT: P1, Aim.RUN: P1},
    Role.PSEA: {Aim.PROTECT: P4, Aim.RUN: P1},
    Role.COORDINATOR: {Aim.OVERSEE: P1, Aim.COUNT: P1, Aim.RUN: P1},
    Role.GOVERNMENT: _FIGURES_ONLY,
    Role.DONOR: _FIGURES_ONLY,
    Role.ADMINISTRATOR: {Aim.OVERSEE: P0, Aim.RUN: P1},
}

# How sensitive the tables are that are about nobody served, by table or whole room; others say so in their Holding.
OTHERS: Mapping[str, Level] = {
    "codes": P0,
    "centres": P1,
    "cards": P1,  # codes that are nobody's yet
    "accounts": P1,
    "audit": P1,  # pseudonyms in place of people
    "insights": P1,
    "appointments.room": P1,
    "appointments.slot": P2,  # nobody's; beside the day it tells what somebody came for
    "imports.importbatch": P1,
    "feeds": P1,
    "interpreters": P1,
    "linkage.question": P1,  # that a desk asks, of nobody by name
    "reception.headcount": P1,
    "waves.wave": P1,
    "waves.sheet": P1,
    "waves.draft": P2,  # a row on its way to being somebody's file, for a day at most
    "people.person": P2,
    "people.household": P2,
    "people.filenumber": P1,
    "referrals.partnerdesk": P1,
    "directory": P1,  # where safe houses are, is sealed
    "sealed": P4,
    "sharing.agreement": P1,
    "sharing.authorityrequest": P1,
    "watch.extension": P1,
    "watch.alarmreview": P1,
    "privacy": P1,
}


def level_of(model: type[models.Model]) -> Level | None:
    """How sensitive a table is."""
    if (holding := holding_of(model)) is not None:
        return holding.level
    return OTHERS.get(model._meta.label_lower) or OTHERS.get(model._meta.app_label)


def without_a_level() -> list[str]:
    """The tables of which nobody said how sensitive they are."""
    return [model._meta.label_lower for model in ours() if level_of(model) is None]


def may_see(*, role: str, aim: Aim, level: Level) -> bool:
    """Whether this role may see something as sensitive as this, for this."""
    seen = MAY_SEE.get(role, {}).get(aim)
    return seen is not None and level <= seen


def highest(role: str) -> Level:
    """The most sensitive that this role may see, whatever for."""
    return max(MAY_SEE.get(role, {}).values(), default=Level.OPEN)


def disagreements() -> list[str]:
    """Permissions that do not say what they open, and roles that hold one which opens more than they may see."""
    silent = [f"{may}" for may in May if may not in OPENS]
    too_much = [
        f"{role} {may}"
        for role, permissions in PERMISSIONS.items()
        for may in sorted(permissions & OPENS.keys())
        if not may_see(role=role, aim=OPENS[may][0], level=OPENS[may][1])
    ]
    return silent + too_much
