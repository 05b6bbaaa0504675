"""A family or group, registered on one page."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.households.rules import is_led_by_unrelated
from serai.people.models import Care, Membership, Person
from serai.people.rules import aged
from serai.screening.models import Flag, Screening, Task

pytestmark = pytest.mark.django_db
PAGE = reverse("households:group")
FAMILY = [
    {"name": "Sara Tesfaye", "sex": "female", "age": "34"},
    {"name": "Bilal Ahmed", "sex": "male", "age": "40", "role": "spouse", "consent": "given"},
    {"name": "Hana", "sex": "female", "age": "12", "role": "child"},
    {"name": "ሰላም", "sex": "female", "age": "٨", "role": "child"},
    {"name": "", "sex": "male", "age_band": "0-4", "role": "child"},
]


def filled(rows, **more):
    header = {"nationality": "ETH", "mother_tongue": "amh", "origin_detail": "Dessie", "form_token": str(uuid4())}
    header |= {"registered_on": timezone.localdate().isoformat(), "person-count": str(len(rows))}
    cells = {f"person-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {**header, **cells, **more}


def test_a_family_of_five_is_registered_in_one_form(at_work, rita):
    """Statement 11."""
    answer = at_work(rita).post(PAGE, filled(FAMILY), follow=True)
    people = list(Person.objects.order_by("pk"))
    assert len(people) == 5
    assert "5 people are registered" in answer.text
    assert len({person.code for person in people}) == 5
    assert all(reverse("cards:card", args=[person.public_id]) in answer.text for person in people)
    assert {(person.nationality, person.mother_tongue, person.origin_detail) for person in people} == {
        ("ETH", "amh", "Dessie")
    }
    roles = Membership.objects.order_by("pk").values_list("person", "role", "relation")
    assert list(roles) == [
        (person.pk, role, "claimed")
        for person, role in zip(people, ["head", "spouse", "child", "child", "child"], strict=True)
    ]
    assert [person.registrations.get().consent_status for person in people] == [
        "not_asked",
        "given",
        *["not_asked"] * 3,
    ]
    assert [person.registrations.get().age_band for person in people] == ["30-44", "30-44", "10-14", "5-9", "0-4"]
    assert people[0].names.get().father == "Tesfaye"
    assert people[3].names.get().script == "ethiopic"
    assert Entry.objects.filter(act="person.registered").count() == 5
    assert not Flag.objects.exists()


def test_the_head_is_said_to_be_the_parent_of_each_child_and_nobody_else_is_said_to_be_anything(at_work, rita):
    at_work(rita).post(PAGE, filled(FAMILY))
    head, _spouse, *children = Person.objects.order_by("pk")
    assert list(Care.objects.order_by("pk").values_list("child", "adult", "role", "relation")) == [
        (child.pk, head.pk, "parent", "claimed") for child in children
    ]


def test_a_form_sent_again_with_other_words_corrects_nothing(at_work, rita):
    """Reception corrects the registrations of the day, on a page of its own that leaves a line; this would leave none."""
    sent = filled(FAMILY)
    at_work(rita).post(PAGE, sent)
    before = Entry.objects.latest("pk").pk
    at_work(rita).post(PAGE, {**sent, "mother_tongue": "som", "origin_detail": "Hargeisa"})
    assert set(Person.objects.values_list("mother_tongue", "origin_detail")) == {("amh", "Dessie")}
    assert not Entry.objects.filter(pk__gt=before).exclude(act="person.opened").exists()


def test_the_same_form_sent_twice_is_one_family(at_work, rita):
    sent = filled(FAMILY)
    at_work(rita).post(PAGE, sent)
    assert at_work(rita).post(PAGE, sent).status_code == 302
    assert (Person.objects.count(), Membership.objects.count()) == (5, 5)


def test_who_refuses_has_no_file_and_the_others_do(at_work, rita):
    """Statement 2."""
    rows = [{**FAMILY[0], "consent": "refused"}, FAMILY[1], FAMILY[2]]
    text = at_work(rita).post(PAGE, filled(rows), follow=True).text
    assert Membership.objects.filter(role="head").count() == 0
    assert Person.objects.count() == 2
    assert "1 person did not agree and has no file" in text
    assert not Care.objects.exists()

    everybody = [{**row, "consent": "refused"} for row in rows]
    assert "Sara" not in at_work(rita).post(PAGE, filled(everybody), follow=True).text
    assert Person.objects.count() == 2


def test_a_row_is_added_without_losing_what_is_written(at_work, rita):
    first = at_work(rita).get(PAGE).text
    assert 'name="person-count" value="2"' in first
    written = filled([FAMILY[0], {"name": "Half a r"}], nationality="", **{"person-act": "add"})
    page = at_work(rita).post(PAGE, written).text
    assert 'name="person-count" value="3"' in page
    assert 'value="Half a r"' in page
    assert re.search(r'name="person-2-name"[^>]*autofocus', page)
    assert written["form_token"] in page
    assert "error-summary" not in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("rows", "more", "sentence"),
    [
        ([{"name": "Sara"}], {}, "is an answer too"),
        ([{"name": "Sara", "sex": "female"}], {}, "Give an age or an age group"),
        ([{**FAMILY[0], "age_band": "0-4"}], {}, "do not agree"),
        ([FAMILY[0], {"name": "Hana", "sex": "female", "age": "4"}], {}, "Choose who this person is"),
        ([{}, FAMILY[1]], {}, "Begin with the head of the group"),
        ([], {}, "Begin with the head of the group"),
        ([FAMILY[0]], {"nationality": ""}, "This field is required"),
        ([FAMILY[0]], {"registered_on": "2090-01-01"}, "still to come"),
        ([{**FAMILY[0], "age": "old"}], {}, "Enter a whole number"),
        ([FAMILY[0]], {"person-count": "many"}, "Begin with the head of the group"),
    ],
)
def test_what_is_missing_gets_a_sentence_and_nothing_is_lost(at_work, rita, rows, more, sentence):
    page = at_work(rita).post(PAGE, filled(rows, **more))
    assert page.status_code == 200
    assert sentence in page.text
    assert "Dessie" in page.text
    assert all(row["name"] in page.text for row in rows if "name" in row and "person-count" not in more)
    assert not Person.objects.exists()


def test_a_group_led_by_an_unrelated_adult_raises_its_flag(at_work, rita):
    rows = [FAMILY[1] | {"role": ""}, {**FAMILY[2], "role": "unrelated"}, {**FAMILY[0], "role": "unrelated"}]
    page = at_work(rita).post(PAGE, filled(rows), follow=True).text
    child = Person.objects.get(names__given="Hana")
    assert set(Flag.objects.values_list("person", "kind", "urgency")) == {
        (child.pk, "child", "high"),
        (child.pk, "tip", "high"),
    }
    assert Flag.objects.values_list("led_by", flat=True)[0] == ["under_18", "led_by_unrelated:yes"]
    assert Task.objects.count() == 2
    assert not Screening.objects.exists()
    assert "flag" not in page.lower()  # nothing at the desk, where the adult stands
    assert Care.objects.get().role == "unrelated"


def test_the_flag_of_a_led_child_is_read_where_flags_are(at_work, rita, posted, harbour):
    at_work(rita).post(PAGE, filled([FAMILY[1] | {"role": ""}, {**FAMILY[2], "role": "unrelated"}]))
    child = Person.objects.get(names__given="Hana")
    kadija = at_work(posted("kadija", "child_protection", harbour))
    flag = Flag.objects.get(person=child, kind="child")
    for address in (
        reverse("screening:flags", args=[child.public_id]),
        reverse("screening:flag", args=[flag.public_id]),
        reverse("screening:task", args=[Task.objects.get(flag=flag).public_id]),
    ):
        assert "from outside your family" in kadija.get(address).text, address


@pytest.mark.parametrize(
    ("age", "role", "is_led"),
    [(30, "unrelated", True), (30, "relative", False), (17, "unrelated", False), (12, "unrelated", False)],
)
def test_who_leads_a_child(age, role, is_led):
    day = date(2026, 11, 22)
    assert is_led_by_unrelated(head=aged(age, on=day), role=role, on=day) is is_led


def test_one_person_alone_makes_no_household(at_work, rita):
    assert at_work(rita).post(PAGE, filled([FAMILY[0], {}])).status_code == 302
    assert (Person.objects.count(), Membership.objects.count()) == (1, 0)
