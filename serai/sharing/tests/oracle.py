"""The gate a second time, in other words: field by field, yes or no. Written from the rules of the field (domain: consent,
agreements, exceptions, the consular block), without the gate's own tables or code."""

from datetime import date, datetime
from typing import Any

STATES_ABROAD = {"consulate", "origin"}
ANYBODY = {"code", "needs", "name", "age", "sex", "language", "phone", "child", "note"}
NEVER = {"safe_place", "perpetrator", "threat", "other_people", "flags", "screening"}


def field_may_leave(field: str, world: dict[str, Any]) -> bool:
    """Whether this one field may leave in this world; `world` is plain dictionaries and lists."""
    whom, ask = world["recipient"], world["ask"]
    if whom is None or ask["people"] != 1 or field in NEVER or field not in ask["fields"]:
        return False
    if world["fear"] and (whom["kind"] in STATES_ABROAD or whom["barred"]):
        return False
    yes, exception = _yes(world), _exception(world)
    granted = yes or exception
    if granted is None or field not in granted["fields"]:
        return False
    court = yes is None and granted["why"] == "law" and whom["kind"] == "authority"
    if field not in whom["needs"] and not court:
        return False
    if yes is not None and ask["method"] == "carried":
        return True
    if yes is None and granted["why"] in {"vital", "law"}:
        return True
    return any(field in one["fields"] for one in _best_agreements(world, granted, court=court))


def _said(world: dict[str, Any]) -> list[dict[str, Any]]:
    whom, ask = world["recipient"], world["ask"]
    return [line for line in world["ledger"] if line["to"] == whom["code"] and line["purpose"] == ask["purpose"]]


def _yes(world: dict[str, Any]) -> dict[str, Any] | None:
    said = _said(world)
    if not said or said[-1]["decision"] != "granted":
        return None
    until: date | None = said[-1]["until"]
    return said[-1] if until is None or world["today"] <= until else None


def _exception(world: dict[str, Any]) -> dict[str, Any] | None:
    """The first that runs, unless the person said no after it was granted."""
    whom, ask, now = world["recipient"], world["ask"], world["now"]
    said = _said(world)
    no_at: datetime | None = said[-1]["at"] if said and said[-1]["decision"] in {"refused", "withdrawn"} else None
    for one in world["exceptions"]:
        mine = one["to"] == whom["code"] and one["purpose"] == ask["purpose"]
        runs = one["since"] <= now and now < one["until"] and not (one["ended"] and one["ended"] <= now)
        if mine and runs and not (no_at and no_at >= one["since"]):
            return one
    return None


def _best_agreements(world: dict[str, Any], granted: dict[str, Any], *, court: bool) -> list[dict[str, Any]]:
    """Of the agreements that run today, outwards, for this purpose and way: the one that lists most of what could go."""
    whom, ask, today = world["recipient"], world["ask"], world["today"]
    could = {field for field in ask["fields"] if field in granted["fields"] and field not in NEVER}
    could = could if court else {field for field in could if field in whom["needs"]}
    running = []
    for one in world["agreements"]:
        if one["with"] != whom["party"] or not one["signed"] or one["direction"] == "from_them":
            continue
        if today < one["from"] or today > one["to"] or (one["ended"] and today >= one["ended"]):
            continue
        if ask["purpose"] in one["purposes"] and ask["method"] in one["methods"]:
            running.append(one)
    running.sort(key=lambda one: (-len(could & set(one["fields"])), one["pk"]))
    return running[:1]
