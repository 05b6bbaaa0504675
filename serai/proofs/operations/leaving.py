"""Promises 6 and 7: the gate, asked in thousands of invented histories, and looked over by other words than its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from django.utils.translation import gettext as _

from serai.people.choices import SharedPart
from serai.proofs.ground import Ground
from serai.proofs.rules import Found, judged
from serai.proofs.words import controlled
from serai.sharing.rules.gate import Ask, Excepted, Known, Line, Recipient, Terms, Verdict, gate

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
NEVER = ("safe_place", "perpetrator", "threat", "other_people", "flags")
FIELDS = [*(str(part) for part in SharedPart), *NEVER]
WHOM = (("service:a", "partner", False), ("service:b", "partner", True), ("consulate:x", "consulate", False),
        ("authorities:police", "authority", False))  # fmt: skip
WAYS = ("carried", "phone", "paper")

type Gate = Callable[[Recipient, Ask, Known], Verdict]


@dataclass(frozen=True)
class History:
    """What is known at one moment, and what somebody asks then."""

    recipient: Recipient
    ask: Ask
    known: Known


def leave(ground: Ground) -> Found:
    """Ask the gate in every history, and look over each field that it lets out."""
    left, outside = let_out(ground.effort.histories, gate=gate)
    _left, control = let_out(200, gate=open_gate)
    told = _(
        "Histories: {histories}; something left in {left}; fields outside a consent, an exception, an agreement or a "
        "need: {outside}. Control, a gate that lets out what is asked: {control}."
    )
    said = told.format(histories=ground.effort.histories, left=left, outside=outside, control=control)
    return controlled(holds=left > 0 and not outside, told=said, control=control > 0)


def withdraw(ground: Ground) -> Found:
    """Where something may leave by consent, take the consent back and ask again, a moment later."""
    stopped, went_on = 0, 0
    for one in _histories(ground.effort.histories):
        before = gate(one.recipient, one.ask, one.known)
        if before.consent is None:
            continue
        line = next(line for line in one.known.ledger if line.pk == before.consent)
        said = replace(line, pk=9_999, decision="withdrawn", said_at=one.ask.now, valid_until=None)
        after = gate(one.recipient, one.ask, replace(one.known, ledger=[*one.known.ledger, said], exceptions=[]))
        stopped, went_on = stopped + (not after.fields), went_on + bool(after.fields)
    told = _(
        "Consents taken back while something could leave: {number}. Still let out at the next question: {went_on}."
    )
    return judged(holds=stopped > 0 and not went_on, told=told.format(number=stopped + went_on, went_on=went_on))


def let_out(histories: int, *, gate: Gate) -> tuple[int, int]:
    """In how many histories something left, and how many fields of it should not have."""
    left = outside = 0
    for one in _histories(histories):
        fields = gate(one.recipient, one.ask, one.known).fields
        left += bool(fields)
        outside += sum(not may_leave(str(field), one) for field in fields)
    return left, outside


def open_gate(recipient: Recipient, ask: Ask, known: Known) -> Verdict:
    """The control: whatever is asked for leaves."""
    return Verdict(fields=ask.fields)  # type: ignore[arg-type]  # what the real gate never gives


def may_leave(field: str, one: History) -> bool:
    """Whether this field may leave, said a second time in other words, one condition after the other."""
    whom, ask, known = one.recipient, one.ask, one.known
    if field in NEVER or field not in ask.fields or ask.people != 1:
        return False
    if known.fear_stands and (whom.is_barred_by_fear or whom.kind in {"consulate", "origin"}):
        return False
    spoken = [line for line in known.ledger if line.recipient == whom.code and line.purpose == ask.purpose]
    last = spoken[-1] if spoken else None
    if last and last.decision == "granted" and (last.valid_until is None or ask.today <= last.valid_until):
        return field in last.fields and field in whom.needs and (ask.method == "carried" or _agreed(field, one))
    no_at = last.said_at if last and last.decision != "granted" else None
    for exception in known.exceptions:
        mine = exception.recipient == whom.code and exception.purpose == ask.purpose
        ended = exception.ended_at is not None and exception.ended_at <= ask.now
        runs = exception.since <= ask.now < exception.until and not ended
        if mine and runs and not (no_at and no_at >= exception.since):
            needed = field in whom.needs or (exception.why == "law" and whom.kind == "authority")
            return field in exception.fields and needed and (exception.why != "child" or _agreed(field, one))
    return False


def _agreed(field: str, one: History) -> bool:
    """Whether an agreement that runs today, outwards, for this purpose and way, lists the field."""
    return any(
        field in terms.fields and terms.party == one.recipient.party and terms.direction != "from_them"
        and one.ask.purpose in terms.purposes and one.ask.method in terms.methods and terms.is_signed
        and terms.starts_on <= one.ask.today <= terms.ends_on
        and (terms.withdrawn_on is None or one.ask.today < terms.withdrawn_on)
        for terms in one.known.agreements
    )  # fmt: skip


def _histories(number: int) -> "list[History]":
    chance = Random(6)  # noqa: S311 - invented histories, not a secret
    return [_history(chance) for _number in range(number)]


def _some(chance: Random, *, at_least: int = 1) -> frozenset[str]:
    return frozenset(chance.sample(FIELDS, chance.randint(at_least, len(FIELDS))))


def _moment(chance: Random) -> datetime:
    return START + timedelta(minutes=chance.randint(0, 60 * 24 * 30))


def _history(chance: Random) -> History:
    code, kind, barred = chance.choice(WHOM)
    purpose = code.split(":")[0].replace("service", "referral")
    now = _moment(chance)
    others = (purpose, purpose, purpose, "unhcr")
    ledger = [
        Line(pk, chance.choice(others), code if chance.random() < 0.8 else "service:other", _some(chance, at_least=6),
             chance.choice(["granted"] * 4 + ["refused", "withdrawn"]), at,
             chance.choice([None, None, _moment(chance).date()]))
        for pk, at in enumerate(sorted(_moment(chance) for _line in range(chance.randint(1, 4))), start=1)
    ]  # fmt: skip
    first = (START + timedelta(days=chance.randint(-20, 25))).date()
    agreements = [
        Terms(pk, code if chance.random() < 0.8 else "another", frozenset({chance.choice(others)}), _some(chance),
              frozenset(chance.sample(WAYS, 2)), chance.choice(["to_them", "both", "from_them"]), chance.random() < 0.9,
              first, first + timedelta(days=chance.randint(0, 40)), chance.choice([None, None, first]))
        for pk in range(chance.randint(0, 3))
    ]  # fmt: skip
    exceptions = [
        Excepted(pk, chance.choice(["vital", "child", "law"]), chance.choice(others), code, _some(chance), since,
                 since + timedelta(hours=chance.choice([1, 72, 720])), chance.choice([None, None, _moment(chance)]))
        for pk, since in enumerate(_moment(chance) for _one in range(chance.choice([0, 0, 1, 2])))
    ]  # fmt: skip
    needs = frozenset() if kind == "authority" else _some(chance)
    asked = Ask(purpose, _some(chance), chance.choice(WAYS), now, now.date(), chance.choice([1] * 20 + [2]))
    recipient = Recipient(code=code, party=code, kind=kind, needs=needs, is_barred_by_fear=barred)
    return History(recipient, asked, Known(ledger, agreements, exceptions, chance.random() < 0.15))
