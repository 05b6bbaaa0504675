"""Role -> permissions: one table, printable as the one on the wall. Source: the field's need-to-know matrix."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from serai.centres.choices import Role


class May(StrEnum):
    """What a posting may do. The value is `room:act`."""

    SEE_TODAY = "centres:see_today"
    SEE_CENTRE = "centres:see_centre"
    MANAGE_CENTRE = "centres:manage_centre"
    MANAGE_NETWORK = "centres:manage_network"
    MANAGE_STAFF = "centres:manage_staff"
    SEE_DECISIONS = "centres:see_decisions"
    BE_CONFIRMED = "centres:be_confirmed"

    COUNT_AT_GATE = "reception:count"
    SEE_COUNTS = "reception:see_counts"
    RUN_QUEUE = "reception:run_queue"
    SEE_QUEUE = "reception:see_queue"
    RECORD_DEPARTURE = "reception:record_departure"

    SEARCH_PEOPLE = "search:people"
    COMPARE_FILES = "duplicates:compare"
    MERGE_FILES = "duplicates:merge"
    COMPARE_ACROSS = "linkage:compare_across"
    REGISTER_PEOPLE = "registration:register"
    SEE_BASIC_FILE = "people:see_basic_file"
    EDIT_BASIC_FILE = "registration:edit_basic_file"
    SEE_PROFILE = "registration:see_profile"
    EDIT_PROFILE = "registration:edit_profile"
    RECORD_CONSENT = "people:record_consent"
    SEE_CONSENTS = "people:see_consents"
    ISSUE_CARD = "cards:issue"
    IMPORT_PEOPLE = "imports:import"
    AGREE_TO_IMPORT = "imports:agree"
    SEE_READERS = "people:see_readers"
    KEEP_TO_TEAM = "teams:keep"

    OPEN_IN_EMERGENCY = "watch:open_in_emergency"
    ASK_SEALED = "watch:ask_sealed"
    REVIEW_ALARMS = "watch:review_alarms"
    KEEP_DECOYS = "watch:keep_decoys"

    PRINT_FILE = "privacy:print_file"
    ANSWER_REQUESTS = "privacy:answer_requests"
    KEEP_REGISTERS = "privacy:keep_registers"
    KEEP_RETENTION = "privacy:keep_retention"
    KEEP_HOLDS = "privacy:keep_holds"

    REVIEW_TRAIL = "oversight:review"
    KEEP_CHECKPOINT = "oversight:keep_checkpoint"

    ASK_EXCEPTION = "sharing:ask_exception"
    APPROVE_EXCEPTION = "sharing:approve_exception"
    SEE_DISCLOSURES = "sharing:see_disclosures"
    SEE_AGREEMENTS = "sharing:see_agreements"
    KEEP_AGREEMENTS = "sharing:keep_agreements"
    LOG_REQUESTS = "sharing:log_requests"
    SEE_REQUESTS = "sharing:see_requests"
    CLOSE_REQUESTS = "sharing:close_requests"

    FILL_SCREENING = "screening:fill"
    SEE_SCREENING = "screening:see"
    SEE_FLAGS = "screening:see_flags"
    WORK_TASKS = "screening:work_tasks"

    SEE_DIRECTORY = "directory:see"
    EDIT_DIRECTORY = "directory:edit"
    SEE_SAFE_PLACES = "directory:see_safe_places"

    SEE_INTERPRETERS = "interpreters:see"
    KEEP_INTERPRETERS = "interpreters:keep"
    RECORD_INTERPRETING = "interpreters:record"
    SEE_LANGUAGE_NEEDS = "interpreters:see_needs"

    SEE_APPOINTMENTS = "appointments:see"
    BOOK_APPOINTMENTS = "appointments:book"
    KEEP_ROOMS = "appointments:keep_rooms"

    RECORD_SERVICE = "assistance:record"
    SEE_SERVICES = "assistance:see"

    MAKE_REFERRAL = "referrals:make"
    SEE_REFERRALS = "referrals:see"
    ANSWER_REFERRALS = "referrals:answer"

    SEE_PAPERS = "files:see"
    KEEP_PAPERS = "files:keep"

    KEEP_SEALED_KEY = "sealed:keep_key"
    WORK_SEALED = "sealed:work"
    HOLD_SEALED = "sealed:hold"

    WRITE_REPORT = "complaints:write"
    READ_REPORTS = "complaints:read"

    LOCK_EVERYTHING = "vault:lock"
    MANAGE_SLOTS = "vault:manage_slots"
    SEE_WORRIES = "vault:see_worries"

    SEE_FIGURES = "insights:see"
    SEE_PUBLIC_FIGURES = "insights:see_public"
    EXPORT_FIGURES = "insights:export"


_FILE = {May.SEARCH_PEOPLE, May.SEE_BASIC_FILE, May.SEE_CONSENTS, May.SEE_SERVICES, May.SEE_QUEUE}
_FILE |= {May.SEE_INTERPRETERS, May.SEE_APPOINTMENTS}
_MEETS = _FILE | {May.RECORD_CONSENT, May.RECORD_INTERPRETING, May.BOOK_APPOINTMENTS}
_FOCAL = _MEETS | {
    May.SEE_PROFILE,
    May.PRINT_FILE,
    May.EDIT_PROFILE,
    May.REGISTER_PEOPLE,
    May.EDIT_BASIC_FILE,
    May.FILL_SCREENING,
    May.SEE_FLAGS,
    May.WORK_TASKS,
    May.RECORD_SERVICE,
    May.MAKE_REFERRAL,
    May.ASK_EXCEPTION,
    May.SEE_DISCLOSURES,
    May.SEE_REFERRALS,
    May.SEE_DIRECTORY,
    May.SEE_CENTRE,
    May.SEE_DECISIONS,
}

# Sealed files: who may be chosen as a reader, and who as a holder of a part of the recovery. Never who gives accounts.
_SEALED = {
    Role.CASEWORKER: {May.WORK_SEALED},
    Role.CHILD_PROTECTION: {May.WORK_SEALED},
    Role.GBV: {May.WORK_SEALED},
    Role.TRAFFICKING: {May.WORK_SEALED},
    Role.HEALTH: {May.WORK_SEALED},
    Role.MHPSS: {May.WORK_SEALED},
    Role.SUPERVISOR: {May.WORK_SEALED, May.HOLD_SEALED},
    Role.DATA_PROTECTION: {May.HOLD_SEALED},
    Role.PSEA: {May.WORK_SEALED},
    Role.COORDINATOR: {May.HOLD_SEALED},
}

# In an emergency: what the sealed files of another function say, if one of its readers lets them read it.
_ASKS = {May.OPEN_IN_EMERGENCY, May.ASK_SEALED}
# Who keeps a file to a team, and changes the team: a supervisor or a focal point; the manager, where it is from them.
_KEEPS = {Role.SUPERVISOR, Role.MANAGER, Role.CHILD_PROTECTION, Role.GBV, Role.TRAFFICKING}

# Who plans at a centre: rooms, the list of interpreters, and which languages were missing.
_ARRANGES = {May.KEEP_INTERPRETERS, May.SEE_LANGUAGE_NEEDS, May.KEEP_ROOMS}
_PLANS = {Role.SUPERVISOR: _ARRANGES, Role.MANAGER: _ARRANGES}
_PLANS[Role.COORDINATOR] = {May.SEE_INTERPRETERS}
# Copies of papers: as the case file, whoever works on it, and their supervisor to read.
_WORKS_ON_IT = (Role.CASEWORKER, Role.CHILD_PROTECTION, Role.GBV, Role.TRAFFICKING, Role.RETURNS)
_PAPERS = {role: {May.SEE_PAPERS, May.KEEP_PAPERS} for role in _WORKS_ON_IT} | {Role.SUPERVISOR: {May.SEE_PAPERS}}
_TWINS = {Role.CASEWORKER: {May.COMPARE_FILES}, Role.CHILD_PROTECTION: {May.COMPARE_FILES}}
_TWINS[Role.SUPERVISOR] = {May.COMPARE_FILES, May.MERGE_FILES}  # two files of one person: who says so, who does it

_TWINS[Role.DATA_PROTECTION] = {May.COMPARE_ACROSS}  # of two centres, for the whole network
_FIGURES = {May.SEE_FIGURES, May.EXPORT_FIGURES}

_TABLE: dict[str, set[May]] = {
    Role.GUARD: {May.COUNT_AT_GATE, May.SEE_COUNTS, May.LOG_REQUESTS},
    Role.RECEPTIONIST: _MEETS
    | {
        May.LOG_REQUESTS,
        May.COUNT_AT_GATE,
        May.SEE_COUNTS,
        May.RUN_QUEUE,
        May.RECORD_DEPARTURE,
        May.REGISTER_PEOPLE,
        May.EDIT_BASIC_FILE,
        May.ISSUE_CARD,
        May.FILL_SCREENING,
        May.RECORD_SERVICE,
        May.SEE_DIRECTORY,
        May.SEE_CENTRE,
        May.OPEN_IN_EMERGENCY,
    },
    Role.CASEWORKER: _FOCAL
    | {
        May.LOG_REQUESTS,
        May.RUN_QUEUE,
        May.RECORD_DEPARTURE,
        May.ISSUE_CARD,
        May.SEE_SCREENING,
        May.COUNT_AT_GATE,
        May.SEE_COUNTS,
    },
    Role.CHILD_PROTECTION: _FOCAL | _ASKS | {May.SEE_SCREENING, May.RUN_QUEUE, May.SEE_SAFE_PLACES},
    Role.GBV: _FOCAL | _ASKS | {May.RUN_QUEUE, May.SEE_SAFE_PLACES},
    Role.TRAFFICKING: _FOCAL | _ASKS | {May.RUN_QUEUE, May.SEE_SAFE_PLACES},
    Role.HEALTH: _FOCAL | _ASKS | {May.RUN_QUEUE},
    Role.MHPSS: _FOCAL | _ASKS | {May.RUN_QUEUE},
    Role.RETURNS: _FOCAL | {May.RUN_QUEUE},
    Role.SHELTER: _FILE | {May.OPEN_IN_EMERGENCY, May.SEE_FLAGS, May.WORK_TASKS, May.RECORD_SERVICE, May.SEE_CENTRE},
    Role.SUPERVISOR: _FOCAL
    | _ASKS
    | {
        May.LOCK_EVERYTHING,
        May.LOG_REQUESTS,
        May.SEE_REQUESTS,
        May.SEE_AGREEMENTS,
        May.ANSWER_REQUESTS,
        May.SEE_SCREENING,
        May.SEE_READERS,
        May.KEEP_CHECKPOINT,
        May.REVIEW_ALARMS,
        May.AGREE_TO_IMPORT,
        May.APPROVE_EXCEPTION,
        May.SEE_SAFE_PLACES,
        May.SEE_COUNTS,
        May.SEE_FIGURES,
        May.RECORD_DEPARTURE,
    },
    Role.MANAGER: _FILE
    | {
        May.LOCK_EVERYTHING,
        May.LOG_REQUESTS,
        May.SEE_REQUESTS,
        May.SEE_AGREEMENTS,
        May.SEE_DECISIONS,
        May.AGREE_TO_IMPORT,
        May.OPEN_IN_EMERGENCY,
        May.SEE_COUNTS,
        May.COUNT_AT_GATE,
        May.RUN_QUEUE,
        May.SEE_FLAGS,
        May.WORK_TASKS,
        May.SEE_READERS,
        May.KEEP_CHECKPOINT,
        May.SEE_CENTRE,
        May.MANAGE_CENTRE,
        May.MANAGE_STAFF,
        May.SEE_DIRECTORY,
        May.EDIT_DIRECTORY,
        May.SEE_SAFE_PLACES,
        May.SEE_REFERRALS,
        May.RECORD_SERVICE,
        May.SEE_FIGURES,
        May.EXPORT_FIGURES,
        May.RECORD_DEPARTURE,
    },
    Role.INTERPRETER: set(),
    Role.PARTNER: {May.ANSWER_REFERRALS, May.BE_CONFIRMED},
    Role.DATA_OFFICER: _FIGURES | {May.SEE_CENTRE, May.IMPORT_PEOPLE, May.SEE_DIRECTORY, May.EDIT_DIRECTORY},
    Role.DATA_PROTECTION: {
        May.SEE_REQUESTS,
        May.CLOSE_REQUESTS,
        May.SEE_AGREEMENTS,
        May.KEEP_AGREEMENTS,
        May.ANSWER_REQUESTS,
        May.SEE_DECISIONS,
        May.AGREE_TO_IMPORT,
        May.REVIEW_ALARMS,
        May.KEEP_DECOYS,
        May.KEEP_RETENTION,
        May.KEEP_HOLDS,
        May.KEEP_REGISTERS,
        May.SEE_CENTRE,
        May.SEE_FIGURES,
        May.SEE_READERS,
        May.REVIEW_TRAIL,
        May.KEEP_CHECKPOINT,
    },
    # Outside every centre, and nothing else: reports about the conduct of staff and partners.
    Role.PSEA: {May.READ_REPORTS, May.SEE_DECISIONS},
    Role.COORDINATOR: {
        May.LOCK_EVERYTHING,
        May.SEE_REQUESTS,
        May.CLOSE_REQUESTS,
        May.SEE_AGREEMENTS,
        May.KEEP_AGREEMENTS,
        May.SEE_DECISIONS,
        May.SEE_CENTRE,
        May.MANAGE_CENTRE,
        May.MANAGE_NETWORK,
        May.MANAGE_STAFF,
        May.SEE_COUNTS,
        May.SEE_DIRECTORY,
        May.EDIT_DIRECTORY,
        May.SEE_FIGURES,
        May.EXPORT_FIGURES,
        May.KEEP_CHECKPOINT,
        May.KEEP_RETENTION,
        May.KEEP_REGISTERS,
    },
    Role.GOVERNMENT: {May.SEE_PUBLIC_FIGURES},
    Role.DONOR: {May.SEE_PUBLIC_FIGURES},
    Role.ADMINISTRATOR: {
        May.LOCK_EVERYTHING,
        May.MANAGE_SLOTS,
        May.SEE_WORRIES,
        May.SEE_DECISIONS,
        May.SEE_CENTRE,
        May.MANAGE_NETWORK,
        May.MANAGE_STAFF,
        May.MANAGE_CENTRE,
        May.KEEP_CHECKPOINT,
    },
}


def _sealed(role: str) -> set[May]:
    return _SEALED[Role(role)] | {May.KEEP_SEALED_KEY} if role in _SEALED else set()


_EVERYBODY = {May.SEE_TODAY, May.WRITE_REPORT}

PERMISSIONS: dict[str, frozenset[May]] = {
    role: frozenset(
        permissions
        | _EVERYBODY
        | _sealed(role)
        | ({May.BE_CONFIRMED} if May.SEE_DECISIONS in permissions else set())
        | _PAPERS.get(Role(role), set())
        | _TWINS.get(Role(role), set())
        | _PLANS.get(Role(role), set())
        | ({May.KEEP_TO_TEAM} if role in _KEEPS else set())
    )
    for role, permissions in _TABLE.items()
}

NETWORK_ROLES = frozenset(
    {
        Role.COORDINATOR,
        Role.DATA_OFFICER,
        Role.DATA_PROTECTION,
        Role.PSEA,
        Role.DONOR,
        Role.GOVERNMENT,
        Role.ADMINISTRATOR,
    }
)

# Given by the network only; the administrator's role is given by an administrator only.
_GIVEN_BY_THE_NETWORK = NETWORK_ROLES - {Role.DATA_OFFICER}

# Never at a centre: whoever works there may be the one of whom a report tells.
ONLY_FOR_THE_NETWORK = frozenset({Role.PSEA})

# Where a new centre's day starts: a desk's letter begins its tokens.
DEFAULT_DESKS = {"A": "reception", "B": "registration", "C": "caseworker", "D": "health"}


def roles_to_give(*, giver: str, at_a_centre: bool) -> list[str]:
    """The roles that this role may hand out, at a centre or for the whole network. Nobody gives more than they hold."""
    if May.MANAGE_STAFF not in permissions_of(giver):
        return []
    given = set(Role.values) - ONLY_FOR_THE_NETWORK if at_a_centre else set(NETWORK_ROLES)
    if May.MANAGE_NETWORK not in permissions_of(giver):
        given = given - _GIVEN_BY_THE_NETWORK if at_a_centre else set()
    if giver != Role.ADMINISTRATOR:
        given -= {Role.ADMINISTRATOR}
    return [role for role in Role.values if role in given]


def roles_that_give(role: str, *, at_a_centre: bool) -> list[str]:
    """The roles whose holders may hand out this one."""
    return [giver for giver in Role.values if role in roles_to_give(giver=giver, at_a_centre=at_a_centre)]


# Functions whose name on a file would tell what it is about. One alone would give itself away, so all are shown alike.
NEUTRAL = frozenset({Role.GBV, Role.TRAFFICKING, Role.CHILD_PROTECTION, Role.HEALTH, Role.MHPSS, Role.RETURNS})


def is_neutral(*, who: int, reader: int, focal: Sequence[tuple[date, date | None]], on: date) -> bool:
    """Whether somebody who opened a file, or wrote in it, is shown without a name: not to themselves, and to others
    when they worked in such a function that day, whatever else they were."""
    return who != reader and any(start <= on and (end is None or on <= end) for start, end in focal)


DECISION_WAITS = timedelta(days=7)  # then it must be asked again


def has_run_out(*, asked_at: datetime, now: datetime) -> bool:
    """What nobody agreed to in a week is no longer done."""
    return now - asked_at >= DECISION_WAITS


def takes_two(*, others_ever: bool) -> bool:
    """A right is given by two persons as soon as there was ever somebody else who could give it. Before that, the
    first person of an installation gives the first rights alone, and the trail says so."""
    return others_ever


def permissions_of(role: str) -> frozenset[May]:
    """What this role may do; an unknown role may nothing."""
    return PERMISSIONS.get(role, frozenset())


def roles_that_may(permission: str) -> list[str]:
    """Every role that holds this permission, to say on a refusal who can help."""
    return [role for role, permissions in PERMISSIONS.items() if permission in permissions]
