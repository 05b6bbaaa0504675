"""The blocks of the page *today at this centre*: upper rooms declare them, the page shows those a role may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes.words import Words


@dataclass(frozen=True)
class TodayBlock:
    """`load(posting=…, now=…)` gives the template its context, in a number of queries that does not grow."""

    name: str
    title: Words
    needs: May
    template: str
    load: Callable[..., dict[str, Any]]
    order: int


_blocks: list[TodayBlock] = []


def declare(*blocks: TodayBlock) -> None:
    """Called from a room's `ready()`."""
    _blocks.extend(block for block in blocks if block.name not in {known.name for known in _blocks})


@dataclass(frozen=True)
class Step:
    """What somebody of these roles does most: a big button at the top of the page."""

    url_name: str
    label: Words
    roles: frozenset[str]


_AT_DESKS = frozenset(
    {
        Role.RECEPTIONIST,
        Role.CASEWORKER,
        Role.CHILD_PROTECTION,
        Role.GBV,
        Role.TRAFFICKING,
        Role.HEALTH,
        Role.MHPSS,
        Role.RETURNS,
    }
)
STEPS = (
    Step("reception:gate", _("Count people at the gate"), frozenset({Role.GUARD})),
    Step("search:search", _("Somebody is here: search first"), _AT_DESKS | {Role.SUPERVISOR, Role.SHELTER}),
    Step("reception:queues", _("Call the next person"), _AT_DESKS),
    Step("referrals:desk", _("Answer the referrals to you"), frozenset({Role.PARTNER})),
    Step(
        "insights:month",
        _("Look at this month’s figures"),
        frozenset({Role.MANAGER, Role.COORDINATOR, Role.DATA_OFFICER, Role.DATA_PROTECTION}),
    ),
    Step("insights:public_month", _("Look at this month’s figures"), frozenset({Role.GOVERNMENT, Role.DONOR})),
    Step("centres:network", _("Centres and their staff"), frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})),
)


def steps_for(*, posting: Posting) -> list[Step]:
    return [step for step in STEPS if posting.role in step.roles]


def blocks_for(*, posting: Posting, now: datetime) -> list[dict[str, Any]]:
    """The blocks that this posting may see, each with its context loaded."""
    shown = [block for block in sorted(_blocks, key=lambda b: b.order) if posting.may(block.needs)]
    return [{"block": block, **block.load(posting=posting, now=now)} for block in shown]
