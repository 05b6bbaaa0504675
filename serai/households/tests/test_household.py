"""Households, and who is with a child."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.households.operations.household import CannotJoin, Place, Why, add_member, change_place, leave_household
from serai.households.rules import Companion, child_status, suggested_status
from serai.people.choices import ChildStatus, HouseholdRole, Relation
from serai.people.models import Care, Household, Membership
from serai.people.tests.factories import PersonFactory

SPOUSE = Place(HouseholdRole.SPOUSE, Relation.CLAIMED)
CHILD = Place(HouseholdRole.CHILD, Relation.CLAIMED)


def at(name, person):
    return reverse(f"households:{name}", args=[person.public_id])


@pytest.fixture
def sara(harbour):
    return PersonFactory(sex="female", name={"given": "Sara", "father": "Tesfaye"}, registered_at=harbour)


def say(browser, child, **said):
    """Who each adult is to the child, as on the page."""
    page = browser.get(at("child", child)).text
    seen = re.search(r'name="seen"(?: value="([^"]*)")?', page)[1] or ""
    return browser.post(at("child", child), {"seen": seen, **said})


def test_the_answers_point_nowhere_while_an_adult_was_not_asked():
    aunt = Companion(HouseholdRole.RELATIVE, is_adult=True)
    mother = Companion(HouseholdRole.PARENT, is_adult=True)
    assert suggested_status(is_child=True, companions=[aunt], not_asked=1) is None
    assert suggested_status(is_child=True, companions=[aunt], not_asked=0) == ChildStatus.SEPARATED
    assert suggested_status(is_child=True, companions=[mother], not_asked=1) == ChildStatus.ACCOMPANIED
    assert suggested_status(is_child=True, companions=[], not_asked=0) == ChildStatus.UNACCOMPANIED


def test_the_first_member_makes_the_household_and_its_head(ruth, bilal, sara):
    add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    roles = Membership.objects.order_by("pk").values_list("person", "role")
    assert list(roles) == [(bilal.pk, "head"), (sara.pk, "spouse")]
    assert Entry.objects.filter(act="household.joined").count() == 2


@pytest.mark.parametrize(("role", "why"), [(HouseholdRole.HEAD, Why.HEAD_TAKEN), (HouseholdRole.CHILD, Why.IN_ANOTHER)])
def test_who_cannot_join_is_told_why(ruth, bilal, sara, amina, role, why):
    add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    if why == Why.IN_ANOTHER:
        add_member(by=ruth, person=amina, member=PersonFactory(name={"given": "Ali"}), place=SPOUSE)
    with pytest.raises(CannotJoin) as refusal:
        add_member(by=ruth, person=bilal, member=amina, place=Place(role, Relation.CLAIMED))
    assert refusal.value.why == why
    with pytest.raises(CannotJoin):
        add_member(by=ruth, person=bilal, member=bilal, place=SPOUSE)


def test_the_database_allows_one_head_and_one_household_at_a_time(ruth, bilal, sara, harbour):
    joined = add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=joined.pk).update(role="head")
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.objects.create(centre=harbour).memberships.create(person=sara, role="head", joined_on="2026-11-02")


def test_who_left_may_join_another_household(ruth, bilal, sara, amina):
    add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    leave_household(by=ruth, person=sara)
    leave_household(by=ruth, person=sara)
    add_member(by=ruth, person=amina, member=sara, place=Place(HouseholdRole.RELATIVE, Relation.DOUBTFUL))
    assert Membership.objects.filter(person=sara).count() == 2
    assert Entry.objects.filter(act="household.left").count() == 1


def test_somebody_is_found_by_name_and_added_on_the_page(at_work, rita, bilal, sara):
    browser = at_work(rita)
    found = browser.post(at("add", bilal), {"typed": "sara"}).text
    assert str(sara.public_id) in found
    typed = {"typed": "sara", "member": str(sara.public_id), "role": "spouse", "relation": "claimed"}
    browser.post(at("add", bilal), {**typed, "is_present": "on"})
    page = browser.get(at("household", bilal)).text
    assert "Sara" in page
    again = browser.post(at("add", sara), {**typed, "typed": "bilal", "member": str(bilal.public_id)})
    assert again.status_code == 302


def test_searching_for_a_household_has_the_measure_of_a_shift_as_well(at_work, rita, bilal, sara, monkeypatch):
    """Else its form is a second search, without a measure."""
    monkeypatch.setattr("serai.search.rules.SEARCHES_A_SHIFT", 2)
    browser = at_work(rita)
    for _time in range(2):
        assert str(sara.public_id) in browser.post(at("add", bilal), {"typed": "sara"}).text
    over = browser.post(at("add", bilal), {"typed": "sara"})
    assert over.status_code == 429
    assert str(sara.public_id) not in over.text
    assert "You have searched by name very often" in over.text


def test_nobody_out_of_reach_is_found_added_or_shown(at_work, rita, ruth, bilal, station):
    omars = PersonFactory(name={"given": "Hidden"}, registered_at=station)
    browser = at_work(rita)
    assert "Hidden" not in browser.post(at("add", bilal), {"typed": "nobody"}).text
    typed = {"typed": "hidden", "member": str(omars.public_id), "role": "spouse", "relation": "claimed"}
    browser.post(at("add", bilal), typed)
    assert not Membership.objects.exists()
    add_member(by=ruth, person=bilal, member=omars, place=SPOUSE)
    assert "Hidden" not in browser.get(at("household", bilal)).text
    assert browser.get(at("household", omars)).status_code == 404


def test_a_household_page_shows_nothing_of_the_others_files(at_work, ruth, bilal, sara):
    """Statement 11: each is opened alone; the page of one shows no more of the other than who they are."""
    add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    sara.phone, sara.occupation = "0911223344", "journalist"
    sara.save()
    sara.consents.create(
        purpose="services_here", decision="refused", form="written", language="amh", notice_version="1",
        centre_id=ruth.centre_id, recorded_by=ruth.user,
    )  # fmt: skip
    page = at_work(ruth).get(at("household", bilal)).text
    assert "Sara" in page
    assert "0911223344" not in page
    assert "journalist" not in page
    assert "Refused" not in page
    opened = Entry.objects.filter(act="person.opened").values_list("subject", flat=True)
    assert set(opened) == {pseudonym(bilal)}
    assert not bilal.consents.exists()


def test_a_child_with_an_aunt_is_separated_not_unaccompanied(at_work, ruth, bilal, sara, amina):
    """Statement 7. The aunt is the spouse of the head: that says nothing about the child until it is asked."""
    add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    add_member(by=ruth, person=bilal, member=amina, place=CHILD)
    browser = at_work(ruth)
    assert "Ask who each adult is to the child" in browser.get(at("child", amina)).text
    say(browser, amina, **{f"role-{sara.public_id}": "relative", f"role-{bilal.public_id}": "unrelated"})
    page = browser.get(at("child", amina)).text
    assert "The answers point to: Separated child" in page
    amina.refresh_from_db()
    assert amina.child_status == ChildStatus.UNACCOMPANIED  # nobody has decided yet

    browser.post(at("child", amina), {"status": "separated"})
    amina.refresh_from_db()
    assert amina.child_status == ChildStatus.SEPARATED
    assert amina.registrations.get().child_status == ChildStatus.SEPARATED
    decided = Entry.objects.get(act="child.status_decided")
    assert decided.detail == {"decided": "separated", "suggested": "separated"}


def test_an_aunt_left_behind_is_not_with_the_child(at_work, ruth, bilal, sara, amina):
    add_member(by=ruth, person=sara, member=amina, place=Place(HouseholdRole.RELATIVE, Relation.CLAIMED))
    browser = at_work(ruth)
    say(browser, amina, **{f"role-{sara.public_id}": "relative"})
    Membership.objects.filter(person=sara).update(is_present=False)
    assert "point to: Unaccompanied child" in browser.get(at("child", amina)).text


def test_a_second_editor_of_a_childs_relations_is_told(at_work, ruth, sara, amina):
    add_member(by=ruth, person=sara, member=amina, place=CHILD)
    browser = at_work(ruth)
    say(browser, amina, **{f"role-{sara.public_id}": "parent"})
    late = browser.post(at("child", amina), {"seen": "", f"role-{sara.public_id}": "relative"})
    assert "Somebody else changed this" in late.text
    assert Care.objects.get().role == "parent"


def test_a_role_is_corrected_and_a_second_editor_is_told(at_work, ruth, bilal, sara):
    joined = add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    browser = at_work(ruth)
    typed = {"role": "sibling", "relation": "verified", "seen": "spouse|claimed|1"}
    assert browser.post(at("place", sara), {**typed, "is_present": "on"}).status_code == 302
    joined.refresh_from_db()
    assert (joined.role, joined.relation, joined.is_present) == ("sibling", "verified", True)
    late = browser.post(at("place", sara), {**typed, "role": "relative"})
    assert "Somebody else changed this" in late.text
    taken = browser.post(at("place", sara), {**typed, "role": "head", "seen": "sibling|verified|1"})
    assert "has a head already" in taken.text
    now = Place("sibling", "verified", True)
    with pytest.raises(CannotJoin):
        change_place(by=ruth, membership=joined, place=Place("head", "verified"), seen=now)


def test_an_adult_has_no_page_for_children_and_reception_does_not_decide(at_work, ruth, rita, bilal, amina):
    assert at_work(ruth).get(at("child", bilal)).status_code == 404
    assert at_work(rita).get(at("child", amina)).status_code == 403
    assert at_work(ruth).get(at("place", bilal)).status_code == 404


def test_a_larger_household_costs_no_more_queries(at_work, ruth, bilal, sara, harbour, django_assert_num_queries):
    add_member(by=ruth, person=bilal, member=sara, place=SPOUSE)
    browser = at_work(ruth)
    with CaptureQueriesContext(connection) as few:
        browser.get(at("household", bilal))
        number = len(few)
    for _ in range(4):
        add_member(by=ruth, person=bilal, member=PersonFactory(registered_at=harbour), place=CHILD)
    with django_assert_num_queries(number):
        browser.get(at("household", bilal))


@pytest.mark.parametrize(
    ("companions", "status"),
    [
        ([], ChildStatus.UNACCOMPANIED),
        ([Companion(HouseholdRole.PARENT, is_adult=True)], ChildStatus.ACCOMPANIED),
        ([Companion(HouseholdRole.CAREGIVER, is_adult=True)], ChildStatus.ACCOMPANIED),
        ([Companion(HouseholdRole.RELATIVE, is_adult=True)], ChildStatus.SEPARATED),
        ([Companion(HouseholdRole.SIBLING, is_adult=False)], ChildStatus.UNACCOMPANIED),
        ([Companion(HouseholdRole.UNRELATED, is_adult=True)], ChildStatus.UNACCOMPANIED),
        (
            [Companion(HouseholdRole.PARENT, is_adult=True, relation=Relation.DOUBTFUL)],
            ChildStatus.UNACCOMPANIED,
        ),
    ],
)
def test_a_child_with_an_aunt_is_separated_and_alone_is_unaccompanied(companions, status):
    assert child_status(is_child=True, companions=companions) == status


def test_a_household_is_links_and_each_file_is_opened_alone(at_work, ruth, bilal, harbour, station):
    """Statement 11."""
    wife = PersonFactory(code="HAR-26-00077-X", sex="female", name={"given": "Hodan"}, registered_at=harbour)
    far = PersonFactory(code="STA-26-00001-X", name={"given": "Liban"}, registered_at=station)
    household = Household.objects.create(centre=harbour)
    for person, role in ((bilal, HouseholdRole.HEAD), (wife, HouseholdRole.SPOUSE), (far, HouseholdRole.SIBLING)):
        Membership.objects.create(household=household, person=person, role=role, joined_on=date(2026, 11, 1))
    page = at_work(ruth).get(reverse("people:file", args=[bilal.public_id])).text
    assert str(wife.public_id) in page
    assert "Hodan" not in page
    assert far.code not in page
