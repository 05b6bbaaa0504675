"""Another head, a household in two; who is with a child, on what proof and since when."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.households.operations.household import CannotJoin, Carer, Place, Why, add_member, rearrange, say_relations
from serai.households.tests.test_household import at, say
from serai.people.models import Care, Household, Membership
from serai.people.telling import everything
from serai.people.tests.factories import PersonFactory
from serai.ui.editors import ChangedMeanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(ruth, bilal, amina, harbour):
    """Bilal heads his wife Sara, their Amina, and his brother Ali."""
    sara = PersonFactory(sex="female", name={"given": "Sara"}, registered_at=harbour)
    ali = PersonFactory(sex="male", name={"given": "Ali"}, registered_at=harbour)
    for member, role in ((sara, "spouse"), (amina, "child"), (ali, "sibling")):
        add_member(by=ruth, person=bilal, member=member, place=Place(role, "claimed"))
    return bilal, sara, amina, ali


def now(people):
    open_ones = Membership.objects.filter(person__in=people, left_on=None)
    return {one.person_id: (one.household_id, one.role) for one in open_ones}


def seen_of(people):
    return {person: role for person, (_household, role) in now(people).items()}


def sent(browser, person, **answers):
    page = browser.get(at("roles", person)).text
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
    known = {f"role-{key}": role for key, role in (pair.split(":") for pair in seen.split("|"))}
    return browser.post(at("roles", person), {"seen": seen, **known, **answers}, follow=True)


def test_another_head_at_once(at_work, rita, four):
    bilal, sara, *_others = four
    answers = {f"role-{sara.public_id}": "head", f"role-{bilal.public_id}": "spouse"}
    assert "as you wrote it" in sent(at_work(rita), bilal, **answers).text
    assert (now(four)[sara.pk][1], now(four)[bilal.pk][1]) == ("head", "spouse")
    assert len({household for household, _role in now(four).values()}) == 1
    assert Entry.objects.filter(act="household.changed").count() == 2


def test_a_household_is_split_and_each_part_has_a_head(at_work, rita, four):
    bilal, sara, amina, ali = four
    answers = {f"goes-{one.public_id}": "on" for one in (sara, amina)} | {f"role-{sara.public_id}": "head"}
    sent(at_work(rita), bilal, **answers)
    after = now(four)
    assert after[bilal.pk][0] == after[ali.pk][0] != after[sara.pk][0] == after[amina.pk][0]
    assert {person: role for person, (_h, role) in after.items()} == {
        bilal.pk: "head", ali.pk: "sibling", sara.pk: "head", amina.pk: "child",
    }  # fmt: skip
    assert Household.objects.count() == 2
    assert Membership.objects.exclude(left_on=None).count() == 2


def test_one_who_goes_alone_is_in_no_household(ruth, four):
    bilal, _sara, _amina, ali = four
    rearrange(by=ruth, roles=seen_of(four), going={ali.pk}, seen=seen_of(four))
    assert ali.pk not in now(four)
    assert now(four)[bilal.pk][1] == "head"


@pytest.mark.parametrize(
    ("going", "roles", "why"),
    [
        ((), {0: "sibling"}, Why.NO_HEAD),
        ((), {1: "head"}, Why.HEAD_TAKEN),
        ((0,), {}, Why.NO_HEAD),
        ((1, 2), {}, Why.NO_HEAD),
        ((0, 1, 2, 3), {}, Why.NOBODY_STAYS),
    ],
)
def test_what_would_leave_no_head_is_refused(ruth, four, going, roles, why):
    wanted = seen_of(four) | {four[place].pk: role for place, role in roles.items()}
    before = now(four)
    with pytest.raises(CannotJoin) as refusal:
        rearrange(by=ruth, roles=wanted, going={four[place].pk for place in going}, seen=seen_of(four))
    assert refusal.value.why == why
    assert now(four) == before


def test_the_page_says_why_not_and_keeps_what_is_ticked(at_work, rita, four):
    bilal, _sara, *_others = four
    page = sent(at_work(rita), bilal, **{f"goes-{bilal.public_id}": "on"}).text
    assert "Choose one head for those who stay" in page
    assert re.search(rf'name="goes-{bilal.public_id}"[^>]*checked', page)


def test_a_second_editor_of_roles_is_told(ruth, four):
    _bilal, sara, *_others = four
    seen = seen_of(four)
    rearrange(by=ruth, roles=seen | {sara.pk: "relative"}, going=set(), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        rearrange(by=ruth, roles=seen, going=set(), seen=seen)


def test_nobody_alone_has_roles_to_change(at_work, rita, bilal):
    assert at_work(rita).get(at("roles", bilal)).status_code == 404


def test_a_carer_has_a_proof_and_a_day(at_work, ruth, four):
    _bilal, sara, amina, _ali = four
    key = sara.public_id
    answers = {f"role-{key}": "caregiver", f"relation-{key}": "verified", f"proof-{key}": "agency_paper"}
    say(
        at_work(ruth),
        amina,
        **answers,
        **{f"since-{key}_year": "1445", f"since-{key}_month": "9", f"since-{key}_calendar": "hijri"},
    )
    held = Care.objects.get(child=amina, adult=sara)
    assert (held.role, held.relation, held.proof, held.since) == (
        "caregiver",
        "verified",
        "agency_paper",
        "hijri:1445-09",
    )
    told = str(everything(posting=ruth, person=amina))
    assert "Ramadan 1445 (Hijri) = 10 March 2024 – 10 April 2024" in told
    assert "Paper of a humanitarian agency" in told
    assert f'name="since-{key}_year" value="1445"' in at_work(ruth).get(at("child", amina)).text
    this_year = str(timezone.localdate().year)
    say(at_work(ruth), amina, **answers, **{f"since-{key}_year": this_year})
    held.refresh_from_db()
    assert held.since == this_year


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"role": "parent", "relation": "verified"}, "needs its proof"),
        ({"role": "parent", "relation": "verified", "proof": "none"}, "needs its proof"),
        ({"role": "parent", "since_year": "2090"}, "still to come"),
        ({"role": "parent", "since_month": "2"}, "Write the year"),
    ],
)
def test_a_proof_or_day_that_cannot_be_gets_a_sentence(at_work, ruth, four, answers, sentence):
    _bilal, sara, amina, _ali = four
    named = {name.partition("_"): value for name, value in answers.items()}
    typed = {f"{name}-{sara.public_id}{sep}{part}": value for (name, sep, part), value in named.items()}
    page = say(at_work(ruth), amina, **typed)
    assert page.status_code == 200
    assert sentence in page.text
    assert not Care.objects.filter(adult=sara).exists()


def test_a_second_editor_of_a_proof_is_told(ruth, four):
    _bilal, sara, amina, _ali = four
    first = Carer("parent", "verified", "photos", "2020")
    say_relations(by=ruth, child=amina, said={sara.pk: first}, seen={})
    with pytest.raises(ChangedMeanwhile):
        say_relations(by=ruth, child=amina, said={sara.pk: first}, seen={sara.pk: Carer("parent")})


def test_roles_of_many_cost_no_more_queries(at_work, four, harbour, ruth, django_assert_max_num_queries):
    browser, (bilal, _sara, amina, _ali) = at_work(ruth), four
    pages = [at("roles", bilal), at("place", bilal), at("add", bilal), at("child", amina)]
    asked = []
    for page in pages * 2:
        with django_assert_max_num_queries(60) as few:
            assert browser.get(page).status_code == 200
        asked.append(len(few))
    for _number in range(4):
        add_member(
            by=ruth, person=bilal, member=PersonFactory(registered_at=harbour), place=Place("relative", "claimed")
        )
    for page, number in zip(pages, asked[len(pages) :], strict=True):
        with django_assert_max_num_queries(number):
            browser.get(page)


def test_the_household_leads_to_its_roles(at_work, rita, four):
    page = at_work(rita).get(at("household", four[0])).text
    assert reverse("households:roles", args=[four[0].public_id]) in page
