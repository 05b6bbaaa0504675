"""Who may not know that fear of return stands learns it from no referral to a consulate or an office of origin."""

import re

import pytest
from django.urls import reverse

from serai.centres.choices import Role
from serai.centres.rules import May, permissions_of
from serai.directory.tests.factories import ServiceFactory
from serai.referrals import access, operations
from serai.referrals.models import Referral
from serai.referrals.tests.factories import agreed, draft, sent
from serai.screening.choices import Kind
from serai.screening.tests.factories import FlagFactory

WANTED = {"priority": "urgent", "needs": ["documentation"], "fields_shared": ["code", "needs"], "note": ""}
REASON = {"why": "vital", "reason": "Unconscious and bleeding"}
OTHERS = [role for role in Role.values if May.MAKE_REFERRAL in permissions_of(role)]
MAY_KNOW = [Role.CASEWORKER, Role.SUPERVISOR, Role.RETURNS]  # who read that flag, and who counsels on return
OTHERS = [role for role in OTHERS if role not in MAY_KNOW]


@pytest.fixture
def office(db):
    return ServiceFactory(whole__service_types=["CONSULAR_LIAISON"])


def answers(browser, person, office, referrals, queries) -> list[tuple[int, str, int]]:
    """Every page and form on the way to such a referral: status, words and number of queries."""
    asked = [("make", [person.public_id, office.public_id], WANTED)]
    for one in referrals:
        asked += [(name, [one.public_id], said) for name, said in (
            ("referral", None), ("ask", {"referral": "granted"}), ("send", {"method": "carried"}),
            ("override", REASON), ("prepare", {}), ("letter", None),
        )]  # fmt: skip
    said = []
    for name, args, form in asked:
        address = reverse(f"referrals:{name}", args=args)
        tries = [browser.get] if form is None else [browser.post]
        tries += [browser.get] if name in {"make", "ask", "override"} else []
        for ask in tries:
            with queries() as counted:
                answer = ask(address, form or {})
            said.append((answer.status_code, re.sub(r'(nonce|value)="[^"]*"', "", answer.text), len(counted)))
    return said


@pytest.mark.parametrize("role", OTHERS)
def test_the_same_answer_whether_or_not_fear_of_return_stands(
    role, ruth, office, bilal, harbour, posted, at_work, django_assert_max_num_queries
):
    """Statements 16, 26."""
    referrals = [make(by=ruth, person=bilal, service=office, fields=["code", "name"]) for make in (draft, agreed, sent)]
    browser = at_work(posted("other", role, harbour))

    def queries():
        return django_assert_max_num_queries(100)

    before = answers(browser, bilal, office, referrals, queries)
    FlagFactory(centre=harbour, person=bilal, kind=Kind.ASYLUM)
    after = answers(browser, bilal, office, referrals, queries)

    assert after == before
    assert {status for status, _, _ in before} == {200, 403}
    for status, page, _ in before:
        assert "are prepared by those who know" in page
        assert "Case supervisor" in page
        assert (status == 403) is ("Your role does not open this page" in page)
    assert Referral.objects.count() == 3


@pytest.mark.parametrize("role", MAY_KNOW)
def test_who_may_know_prepares_it_and_is_told_what_stands_in_the_way(role, office, bilal, harbour, posted, at_work):
    """Statement 16."""
    posting = posted("reader", role, harbour)
    made = agreed(by=posting, person=bilal, service=office, fields=["code", "name"])
    FlagFactory(centre=harbour, person=bilal, kind=Kind.ASYLUM)
    page = at_work(posting).post(reverse("referrals:prepare", args=[made.public_id]), follow=True).text
    assert "No consulate may be contacted" in page


def test_the_writes_refuse_as_well(ruth, office, bilal, harbour, posted):
    health = posted("hana", Role.HEALTH, harbour)
    with pytest.raises(access.NotYoursToPrepare):
        draft(by=health, person=bilal, service=office)
    made = agreed(by=ruth, person=bilal, service=office)
    unasked = draft(by=ruth, person=bilal, service=office)
    for do in (
        lambda: operations.send_referral(by=health, referral=made, method="carried"),
        lambda: operations.print_letter(by=health, referral=made),
        lambda: operations.ask_to_send_without_consent(by=health, referral=unasked, **REASON),
    ):
        with pytest.raises(access.NotYoursToPrepare):
            do()


@pytest.mark.parametrize("kind", ["NATIONALITY_VERIF", "TRAVEL_DOC", "AVR", "REINTEGRATION"])
def test_so_is_every_service_towards_the_country_of_origin(kind, bilal, harbour, posted):
    with pytest.raises(access.NotYoursToPrepare):
        draft(
            by=posted("hana", Role.HEALTH, harbour),
            person=bilal,
            service=ServiceFactory(whole__service_types=[kind]),
        )


def test_other_services_are_as_ever(bilal, harbour, posted, at_work):
    health = posted("hana", Role.HEALTH, harbour)
    made = agreed(by=health, person=bilal, service=ServiceFactory(whole__service_types=["COUNSEL_AVR"]))
    page = at_work(health).get(reverse("referrals:referral", args=[made.public_id])).text
    assert "Letter to print" in page
    assert "are prepared by those who know" not in page
