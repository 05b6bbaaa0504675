"""The gate alone: a table of cases, and fifty thousand histories against another hand's answer."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from serai.people.choices import RecipientClass, SharedPart
from serai.sharing.choices import Why
from serai.sharing.rules.gate import Ask, Excepted, Known, Line, Recipient, Refusal, Terms, gate
from serai.sharing.rules.need import EVERYBODY, LEAVABLE, LEVEL_OF, NEED_OF_KIND, need_of, need_of_service
from serai.sharing.tests.histories import FIELDS, as_the_gate_sees, history
from serai.sharing.tests.oracle import NEVER, field_may_leave

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CLINIC = Recipient("service:a", "organization:1", RecipientClass.PARTNER, need_of_service(["health"]))
ASK = Ask("referral", frozenset({"code", "needs", "name", "nationality"}), "phone", NOW, NOW.date())
YES = Line(1, "referral", "service:a", frozenset(LEAVABLE), "granted", NOW - timedelta(days=2))
NO = Line(2, "referral", "service:a", frozenset(), "withdrawn", NOW - timedelta(days=1))
SIGNED = Terms(
    1, "organization:1", frozenset({"referral"}), frozenset({"code", "needs"}), frozenset({"phone"}), "to_them", True,
    date(2026, 1, 1), date(2026, 12, 31),
)  # fmt: skip
SAVED = Excepted(
    1,
    Why.VITAL,
    "referral",
    "service:a",
    frozenset({"code", "name"}),
    NOW - timedelta(hours=1),
    NOW + timedelta(hours=1),
)


def changed(thing, **other):
    return type(thing)(**{**thing.__dict__, **other})


@pytest.mark.parametrize(
    ("recipient", "ask", "known", "leaves"),
    [
        (CLINIC, ASK, Known([YES], [SIGNED]), {"code", "needs"}),  # agreement ∩ consent ∩ need
        (CLINIC, ASK, Known([YES], []), Refusal.NO_AGREEMENT),
        (CLINIC, changed(ASK, method="carried"), Known([YES], []), {"code", "needs", "name"}),  # her own hand
        (CLINIC, changed(ASK, method="carried"), Known([], []), Refusal.NO_CONSENT),
        (CLINIC, changed(ASK, method="paper"), Known([YES], [SIGNED]), Refusal.NO_AGREEMENT),
        (CLINIC, ASK, Known([YES, NO], [SIGNED]), Refusal.NO_CONSENT),
        (CLINIC, ASK, Known([changed(YES, valid_until=date(2026, 11, 21))], [SIGNED]), Refusal.NO_CONSENT),
        (CLINIC, ASK, Known([changed(YES, recipient="service:b")], [SIGNED]), Refusal.NO_CONSENT),
        (CLINIC, ASK, Known([YES], [changed(SIGNED, ends_on=date(2026, 11, 21))]), Refusal.NO_AGREEMENT),
        (CLINIC, ASK, Known([YES], [changed(SIGNED, withdrawn_on=date(2026, 11, 22))]), Refusal.NO_AGREEMENT),
        (CLINIC, ASK, Known([YES], [changed(SIGNED, is_signed=False)]), Refusal.NO_AGREEMENT),
        (CLINIC, ASK, Known([YES], [changed(SIGNED, direction="from_them")]), Refusal.NO_AGREEMENT),
        (CLINIC, ASK, Known([], [SIGNED], [SAVED]), {"code", "name"}),  # a life: no agreement is waited for
        (CLINIC, ASK, Known([NO], [SIGNED], [changed(SAVED, since=NOW - timedelta(days=3))]), Refusal.NO_CONSENT),
        (CLINIC, ASK, Known([], [SIGNED], [changed(SAVED, until=NOW)]), Refusal.NO_CONSENT),
        (CLINIC, ASK, Known([], [SIGNED], [changed(SAVED, why=Why.CHILD)]), {"code"}),
        (CLINIC, ASK, Known([], [], [changed(SAVED, why=Why.CHILD)]), Refusal.NO_AGREEMENT),
        (CLINIC, changed(ASK, people=2), Known([YES], [SIGNED]), Refusal.MORE_THAN_ONE_PERSON),
        (None, ASK, Known([YES], [SIGNED]), Refusal.NOBODY_NAMED),
        (CLINIC, changed(ASK, fields=frozenset(NEVER)), Known([YES], [SIGNED]), Refusal.NOTHING_LEFT),
        (changed(CLINIC, is_barred_by_fear=True), ASK, Known([YES], [SIGNED], (), True), Refusal.FEAR_STANDS),
        (CLINIC, ASK, Known([YES], [SIGNED], (), True), {"code", "needs"}),
    ],
)
def test_what_leaves(recipient, ask, known, leaves):
    """Statements 13, 14, 27."""
    verdict = gate(recipient, ask, known)
    assert (verdict.refusal or verdict.fields) == leaves


@pytest.mark.parametrize("kind", [RecipientClass.CONSULATE, RecipientClass.ORIGIN])
def test_no_consulate_and_no_office_of_origin_while_a_fear_stands_whatever_there_is(kind):
    """Statement 16: no consent, agreement, exception or own hand opens it."""
    whom = Recipient("consulate:x", "consulate:x", kind, EVERYBODY)
    yes = changed(YES, purpose="consulate", recipient="consulate:x")
    terms = changed(SIGNED, party="consulate:x", purposes=frozenset({"consulate"}))
    for why in Why:
        saved = changed(SAVED, why=why, purpose="consulate", recipient="consulate:x")
        for method in ("carried", "phone"):
            ask = changed(ASK, purpose="consulate", method=method)
            assert gate(whom, ask, Known([yes], [terms], [saved], True)).refusal == Refusal.FEAR_STANDS
            assert gate(whom, ask, Known([yes], [terms], [saved], False)).fields


def test_a_consulate_never_learns_why_how_or_in_what_state_somebody_came():
    for kind in (RecipientClass.CONSULATE, RecipientClass.ORIGIN):
        assert not need_of(kind) & {"journey", "health", "needs", "note", "child", "family"}


def test_an_authority_gets_nothing_but_what_a_law_names_about_one_person():
    whom = Recipient("authorities:police", "authorities:police", RecipientClass.AUTHORITY, need_of("authority"))
    yes = changed(YES, purpose="authorities", recipient=whom.code)
    terms = changed(SIGNED, party=whom.code, purposes=frozenset({"authorities"}))
    law = changed(SAVED, why=Why.LAW, purpose="authorities", recipient=whom.code)
    ask = changed(ASK, purpose="authorities")
    for method in ("phone", "carried"):
        asked = changed(ask, method=method)
        assert gate(whom, asked, Known([yes], [terms])).refusal == Refusal.NOTHING_LEFT
    assert gate(whom, ask, Known([], [], [law])).fields == {"code", "name"}
    assert gate(whom, changed(ask, people=2), Known([], [], [law])).refusal == Refusal.MORE_THAN_ONE_PERSON
    assert gate(whom, ask, Known([], [], [changed(law, why=Why.VITAL)])).refusal == Refusal.NOTHING_LEFT


def test_the_tables_are_whole():
    assert set(LEVEL_OF) >= set(SharedPart)
    assert frozenset(SharedPart) == LEAVABLE
    assert {"code", "needs"} <= need_of_service([])
    assert all(need <= LEAVABLE for need in [*NEED_OF_KIND.values(), need_of_service(["health", "solutions"])])


def test_fifty_thousand_histories_let_no_field_out_that_another_hand_holds_back():
    """Statements 13, 14, 16, 27: the gate and an answer written apart agree on each field of each history."""
    chance = Random(20261122)
    outcomes: Counter[str] = Counter()
    for number in range(50_000):
        world = history(chance)
        recipient, ask, known = as_the_gate_sees(world)
        verdict = gate(recipient, ask, known)
        expected = {field for field in FIELDS if field_may_leave(field, world)}
        assert verdict.fields == expected, (number, world, verdict)
        assert bool(verdict.fields) == (verdict.refusal is None)
        assert not verdict.fields or (verdict.consent is None) != (verdict.exemption is None)
        outcomes[str(verdict.refusal or "leaves")] += 1
    assert outcomes["leaves"] > 6_000, outcomes  # the histories are no walk past a shut door
    assert all(outcomes[reason] > 100 for reason in set(Refusal) - {Refusal.NOBODY_NAMED}), outcomes


def test_after_a_withdrawal_nothing_leaves_in_any_history():
    """Statement 14."""
    chance = Random(14)
    for _ in range(5_000):
        world = history(chance)
        recipient, ask, known = as_the_gate_sees(world)
        taken_back = Line(99, ask.purpose, recipient.code, frozenset(), "withdrawn", world["now"])
        after = Known([*known.ledger, taken_back], known.agreements, known.exceptions, known.fear_stands)
        assert gate(recipient, ask, after).fields == frozenset()
