"""Hundreds of random histories in the database, by the operations that the pages use, against the oracle of the gate."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from serai.centres.choices import Role
from serai.centres.models import Decision
from serai.centres.operations.decisions import agree
from serai.directory.tests.factories import ServiceFactory
from serai.people.models import Consent
from serai.people.operations.consent import record_consent, withdraw_consent
from serai.people.rules.consent import How, Said
from serai.screening.tests.factories import FlagFactory
from serai.sharing.access import still_readable
from serai.sharing.models import Agreement, Disclosure, Notice
from serai.sharing.operations.agreements import end_agreement
from serai.sharing.operations.disclosures import Leaving, MayNotLeave, disclose
from serai.sharing.operations.exemptions import Wanted, ask_for_exception
from serai.sharing.tests.factories import AgreementFactory
from serai.sharing.tests.oracle import field_may_leave

HISTORIES, STEPS = 200, 6
START = datetime(2026, 11, 2, 8, tzinfo=UTC)
ALL = ["code", "needs", "name", "age", "sex", "nationality", "language", "phone", "child", "family", "documents",
       "journey", "health", "photo", "note", "safe_place", "perpetrator", "other_people"]  # fmt: skip
WAYS = ["carried", "phone", "partner_account"]
EVERYBODY = {"code", "needs", "name", "age", "sex", "language", "phone", "child", "note"}
MAY_KNOW = {  # by hand, from the field's practice: what each kind of recipient has to know
    "clinic": EVERYBODY | {"health"},
    "consul": {"code", "name", "age", "sex", "language", "phone", "nationality", "documents"},
    "return": EVERYBODY | {"nationality", "documents", "family", "journey"},
    "unhcr": EVERYBODY | {"nationality", "documents", "family", "journey"},
}
KINDS = {"clinic": "MED_CONSULT", "consul": "CONSULAR_LIAISON", "return": "AVR"}


class History:
    """One life, kept twice: in the database, and as plain words for the oracle."""

    def __init__(self, chance: Random, ruth: Any, sami: Any, person: Any, clock: Any) -> None:
        self.chance, self.ruth, self.sami, self.person, self.clock = chance, ruth, sami, person, clock
        self.world: dict[str, Any] = {"ledger": [], "agreements": [], "exceptions": [], "fear": False}
        self.flag: Any = None
        self.at(START)
        self.who = chance.choice(list(MAY_KNOW))
        self.code, self.party, self.purpose = "unhcr:unhcr", "unhcr:unhcr", "unhcr"
        if self.who in KINDS:
            service = ServiceFactory(whole__service_types=[KINDS[self.who]])
            self.code, self.purpose = f"service:{service.public_id}", "referral"
            self.party = f"organization:{service.organization.public_id}"
        kind = {"consul": "consulate", "unhcr": "unhcr"}.get(self.who, "partner")
        barred = self.who in {"consul", "return"}
        needs = sorted(MAY_KNOW[self.who])
        self.world["recipient"] = {
            "code": self.code,
            "party": self.party,
            "kind": kind,
            "barred": barred,
            "needs": needs,
        }

    def at(self, moment: datetime) -> None:
        self.clock.move_to(moment, tick=False)

    def some(self, at_least: int = 1) -> list[str]:
        return self.chance.sample(ALL, self.chance.randint(at_least, len(ALL)))

    def wait(self) -> None:
        self.at(timezone.now() + timedelta(hours=self.chance.choice([1, 7, 30, 80, 400])))

    def say(self, decision: str) -> None:
        fields = [field for field in self.some(6) if field in ALL[:15]] if decision == "granted" else []
        if decision == "granted" and not fields:
            return
        until = self.chance.choice([None, None, timezone.localdate() + timedelta(days=3)])
        said = Said(self.purpose, decision, self.code, "Them", tuple(fields))
        record_consent(
            by=self.ruth,
            person=self.person,
            said=[said],
            how=How("written", "amh", valid_until=until, guardian_told="yes"),
        )
        if decision == "refused" and self.world["ledger"] and self.world["ledger"][-1]["decision"] == "granted":
            decision = "withdrawn"
        self.remember(decision, fields, until)

    def remember(self, decision: str, fields: list[str], until: Any = None) -> None:
        line = {"to": self.code, "purpose": self.purpose, "decision": decision, "fields": fields}
        self.world["ledger"].append(line | {"at": timezone.now(), "until": until})

    def take_back(self) -> None:
        last = Consent.objects.filter(person=self.person, recipient=self.code).order_by("-pk").first()
        if last is not None and last.decision == "granted":
            withdraw_consent(by=self.ruth, consent=last, language="amh")
            self.remember("withdrawn", [])

    def begin_agreement(self) -> None:
        first = timezone.localdate() + timedelta(days=self.chance.choice([-3, -3, 0, 2]))
        last = first + timedelta(days=self.chance.choice([1, 10, 40]))
        fields = [field for field in self.some(5) if field in ALL[:15]] or ["code"]
        methods = self.chance.sample(WAYS[1:], self.chance.randint(1, 2))
        made = AgreementFactory(
            party=self.party, purposes=[self.purpose], fields=fields, methods=methods, starts_on=first, ends_on=last
        )
        self.world["agreements"].append(
            {"pk": made.pk, "with": self.party, "purposes": [self.purpose], "fields": fields, "methods": methods,
             "direction": "to_them", "signed": True, "from": first, "to": last, "ended": None}
        )  # fmt: skip

    def end_agreement(self) -> None:
        running = [one for one in self.world["agreements"] if one["ended"] is None]
        if running:
            one = self.chance.choice(running)
            one["ended"] = timezone.localdate()
            agreement = Agreement.objects.get(pk=one["pk"])
            end_agreement(by=self.ruth, agreement=agreement, reason="A leak", today=timezone.localdate())

    def grant_exception(self) -> None:
        why, now = self.chance.choice(["vital", "child"]), timezone.now()
        fields = self.some(2)
        wanted = Wanted(why, self.purpose, self.code, "Them", frozenset(fields))
        ask_for_exception(by=self.ruth, person=self.person, wanted=wanted, reason="Unconscious and bleeding")
        agree(by=self.sami, decision=Decision.objects.latest("pk"))
        until = now + (timedelta(hours=72) if why == "vital" else timedelta(days=30))
        self.world["exceptions"].append(
            {"why": why, "to": self.code, "purpose": self.purpose, "fields": fields, "since": now, "until": until,
             "ended": None}
        )  # fmt: skip

    def turn_fear(self) -> None:
        if self.flag is None:
            self.flag = FlagFactory(person=self.person, centre=self.ruth.centre, kind="asylum")
        else:
            self.flag.delete()
            self.flag = None
        self.world["fear"] = self.flag is not None

    def expected(self, fields: list[str], method: str) -> set[str]:
        ask = {"purpose": self.purpose, "fields": fields, "method": method, "people": 1}
        world = self.world | {"ask": ask, "now": timezone.now(), "today": timezone.localdate()}
        return {field for field in ALL if field_may_leave(field, world)}

    def let_out(self, outcomes: Counter[str]) -> None:
        """Try to let something out, and read what left before: both as the oracle says."""
        fields, method = self.some(), self.chance.choice(WAYS)
        leaving = Leaving(self.code, "Them", self.purpose, frozenset(fields), method, about="referral:1")
        expected = self.expected(fields, method)
        try:
            row = disclose(by=self.ruth, person=self.person, leaving=leaving)
        except MayNotLeave:
            assert expected == set()
            outcomes["refused"] += 1
        else:
            assert set(row.fields) == expected
            outcomes["left"] += 1
        left = {field for row in Disclosure.objects.filter(person=self.person) for field in row.fields}
        for way in [method] if left else WAYS[:1]:
            whom = {"recipient": self.code, "purpose": self.purpose, "about": "referral:1"}
            readable = still_readable(person=self.person, method=way, **whom)
            assert readable == (self.expected(sorted(left), way) if left else set())
            outcomes["opened" if readable else "shut"] += 1


@pytest.mark.django_db
def test_in_no_history_does_a_field_leave_or_stay_readable_outside_a_grant(posted, harbour, ruth, bilal, time_machine):
    """Statements 13, 14, 16, 27."""
    sami = posted("sami", Role.SUPERVISOR, harbour)
    bilal.born_earliest = bilal.born_latest = date(2010, 6, 1)  # sixteen: an exception for a child is possible
    bilal.save()
    chance, outcomes = Random(1951), Counter[str]()
    for _ in range(HISTORIES):
        with transaction.atomic():
            one = History(chance, ruth, sami, bilal, time_machine)
            steps = [
                *([lambda one=one: one.say("granted")] * 4), lambda one=one: one.say("refused"), one.take_back,
                *([one.begin_agreement] * 3), one.end_agreement, one.grant_exception, one.turn_fear, one.wait, one.wait,
            ]  # fmt: skip
            for _step in range(STEPS):
                chance.choice(steps)()
                one.let_out(outcomes)
            said_no = any(line["decision"] in {"withdrawn", "refused"} for line in one.world["ledger"])
            outcomes["told"] += Notice.objects.exists()
            assert said_no or not Notice.objects.exists()
            transaction.set_rollback(True)
    assert min(outcomes[name] for name in ("left", "refused", "opened", "shut")) > 80, outcomes
    assert outcomes["told"], outcomes
