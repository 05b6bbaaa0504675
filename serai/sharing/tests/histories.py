"""Random histories: grants, refusals, withdrawals, clocks, recipients, agreements, exceptions; half of them close calls."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from serai.people.choices import SharedPart
from serai.sharing.rules.gate import Ask, Excepted, Known, Line, Recipient, Terms

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
FIELDS = [*(str(part) for part in SharedPart), "safe_place", "perpetrator", "threat", "other_people", "flags"]
RECIPIENTS = {
    "service:a": ("organization:1", "partner", False),
    "service:b": ("organization:1", "partner", True),
    "service:c": ("organization:2", "consulate", True),
    "unhcr:unhcr": ("unhcr:unhcr", "unhcr", False),
    "consulate:x": ("consulate:x", "consulate", False),
    "return:office": ("return:office", "origin", False),
    "authorities:police": ("authorities:police", "authority", False),
}
PURPOSES = ["referral", "unhcr", "consulate", "return", "authorities"]
WAYS = ["carried", "phone", "partner_account", "paper"]


def some(chance: Random, of: list[str], *, at_least: int = 0) -> list[str]:
    return chance.sample(of, chance.randint(at_least, len(of)))


def history(chance: Random) -> dict[str, Any]:
    """One world at one moment, in plain words."""
    code = chance.choice(list(RECIPIENTS))
    party, kind, barred = RECIPIENTS[code]
    purpose = "referral" if code.startswith("service") else code.split(":")[0]
    now = START + timedelta(minutes=chance.randint(0, 60 * 24 * 40))
    world: dict[str, Any] = {
        "recipient": {
            "code": code, "party": party, "kind": kind, "barred": barred,
            "needs": some(chance, FIELDS) if kind != "authority" else [],
        },
        "ask": {
            "purpose": purpose if chance.random() < 0.9 else chance.choice(PURPOSES),
            "fields": some(chance, FIELDS, at_least=1),
            "method": chance.choice(WAYS),
            "people": chance.choice([1] * 30 + [2, 300]),
        },
        "now": now,
        "today": now.date(),
        "fear": chance.random() < 0.12,
    }  # fmt: skip
    world["ledger"] = _ledger(chance, code, purpose)
    world["agreements"] = [_agreement(chance, pk, party, purpose) for pk in range(chance.randint(0, 4))]
    world["exceptions"] = [_exception(chance, pk, code, purpose) for pk in range(chance.choice([0, 0, 1, 2]))]
    return world


def _near(chance: Random) -> datetime:
    return START + timedelta(minutes=chance.randint(0, 60 * 24 * 40))


def _ledger(chance: Random, code: str, purpose: str) -> list[dict[str, Any]]:
    lines = []
    for at in sorted(_near(chance) for _ in range(chance.randint(1, 5))):
        mine = chance.random() < 0.75
        lines.append(
            {
                "pk": len(lines) + 1,
                "to": code if mine else chance.choice(list(RECIPIENTS)),
                "purpose": purpose if mine else chance.choice(PURPOSES),
                "decision": chance.choice(["granted"] * 6 + ["refused", "withdrawn"]),
                "fields": some(chance, FIELDS, at_least=8),
                "at": at,
                "until": chance.choice([None, None, None, _near(chance).date()]),
            }
        )
    return lines


def _agreement(chance: Random, pk: int, party: str, purpose: str) -> dict[str, Any]:
    first = date(2026, 11, 1) + timedelta(days=chance.randint(-20, 40))
    return {
        "pk": pk,
        "with": party if chance.random() < 0.8 else chance.choice([one[0] for one in RECIPIENTS.values()]),
        "purposes": [purpose] if chance.random() < 0.8 else some(chance, PURPOSES),
        "fields": some(chance, FIELDS),
        "methods": some(chance, WAYS, at_least=1),
        "direction": chance.choice(["to_them", "to_them", "both", "from_them"]),
        "signed": chance.random() < 0.9,
        "from": first,
        "to": first + timedelta(days=chance.randint(0, 60)),
        "ended": chance.choice([None, None, None, first + timedelta(days=chance.randint(0, 60))]),
    }


def _exception(chance: Random, pk: int, code: str, purpose: str) -> dict[str, Any]:
    since = _near(chance)
    return {
        "pk": pk + 1000,
        "why": chance.choice(["vital", "child", "law"]),
        "to": code if chance.random() < 0.85 else chance.choice(list(RECIPIENTS)),
        "purpose": purpose if chance.random() < 0.9 else chance.choice(PURPOSES),
        "fields": some(chance, FIELDS, at_least=1),
        "since": since,
        "until": since + timedelta(hours=chance.choice([1, 72, 720])),
        "ended": chance.choice([None, None, since + timedelta(hours=chance.randint(1, 100))]),
    }


def as_the_gate_sees(world: dict[str, Any]) -> tuple[Recipient, Ask, Known]:
    whom, ask = world["recipient"], world["ask"]
    return (
        Recipient(
            code=whom["code"], party=whom["party"], kind=whom["kind"], needs=frozenset(whom["needs"]),
            is_barred_by_fear=whom["barred"],
        ),
        Ask(
            purpose=ask["purpose"], fields=frozenset(ask["fields"]), method=ask["method"], people=ask["people"],
            now=world["now"], today=world["today"],
        ),
        Known(
            ledger=[
                Line(one["pk"], one["purpose"], one["to"], frozenset(one["fields"]), one["decision"], one["at"],
                     one["until"])
                for one in world["ledger"]
            ],
            agreements=[
                Terms(one["pk"], one["with"], frozenset(one["purposes"]), frozenset(one["fields"]),
                      frozenset(one["methods"]), one["direction"], one["signed"], one["from"], one["to"], one["ended"])
                for one in world["agreements"]
            ],
            exceptions=[
                Excepted(one["pk"], one["why"], one["purpose"], one["to"], frozenset(one["fields"]), one["since"],
                         one["until"], one["ended"])
                for one in world["exceptions"]
            ],
            fear_stands=world["fear"],
        ),
    )  # fmt: skip
