"""The head-count at the gate: numbers by sex and age, nobody's identity."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.reception.models import HeadCount
from serai.reception.operations.gate import correct_count, count_people
from serai.reception.queries.gate import totals
from serai.reception.rules import Tally
from serai.reception.tests.factories import HeadCountFactory

GATE = reverse("reception:gate")
GROUP = reverse("reception:gate_group")


@pytest.fixture
def guard(posted, harbour):
    return posted("gus", Role.GUARD, harbour)


def press(token, cell="female 18-59", direction="in"):
    return {"cell": cell, "direction": direction, "group": "", "client_token": str(token)}


def people_in(posting) -> int:
    return totals(posting=posting, on=timezone.localdate())["inside"]


def test_a_press_counts_one_person_and_comes_back_the_same_way(at_work, guard, harbour):
    answer = at_work(guard).post(GATE, press(uuid4(), direction="out") | {"group": "boat"})

    row = HeadCount.objects.get()
    assert (row.centre, row.direction, row.sex, row.age_band, row.number, row.group, row.by) == (
        harbour,
        "out",
        "female",
        "18-59",
        1,
        "boat",
        guard.user,
    )
    assert answer.url == f"{GATE}?direction=out&group=boat"
    assert Entry.objects.get(act="headcount.counted").detail == {"direction": "out", "people": 1}


def test_the_same_press_sent_twice_counts_once(at_work, guard):
    browser, token = at_work(guard), uuid4()
    browser.post(GATE, press(token))
    browser.post(GATE, press(token))
    browser.post(GATE, press(token, cell="male 5-17"))

    assert people_in(guard) == 2


def test_with_htmx_the_press_is_answered_in_place(at_work, guard):
    page = at_work(guard).post(GATE, press(uuid4()), headers={"HX-Request": "true"}).text

    assert "<html" not in page
    assert '<bdi dir="ltr" id="female-18-59" hx-swap-oob="true">1</bdi>' in page
    assert 'id="press-token"' in page
    assert people_in(guard) == 1


def test_a_press_that_is_not_understood_counts_nobody_and_says_so(at_work, guard):
    page = at_work(guard).post(GATE, {"cell": "dragon", "client_token": "x"}, follow=True).text

    assert "nobody was counted" in page
    assert not HeadCount.objects.exists()


def test_a_group_in_words_is_counted_at_once(at_work, guard):
    page = (
        at_work(guard)
        .post(GROUP, {"men": 12, "women": 7, "children": 3, "direction": "in", "client_token": uuid4()}, follow=True)
        .text
    )

    assert "22 people were counted." in page
    assert set(HeadCount.objects.values_list("sex", "age_band", "number")) == {
        ("male", "18+", 12),
        ("female", "18+", 7),
        ("unknown", "0-17", 3),
    }


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({}, "No number is filled in yet"), ({"men": "a lot", "women": "4"}, "Enter a whole number"), ({"men": -2}, "0")],
)
def test_a_group_that_cannot_be_read_is_kept_and_explained(at_work, guard, typed, sentence):
    page = at_work(guard).post(GROUP, typed | {"direction": "in", "client_token": uuid4()}).text

    assert sentence in page
    assert all(f'value="{said}"' in page for said in typed.values())
    assert not HeadCount.objects.exists()


def test_a_mistake_is_taken_back_by_a_second_line(at_work, guard, harbour):
    row = HeadCountFactory(centre=harbour, number=5)
    browser = at_work(guard)
    for _ in range(2):
        browser.post(reverse("reception:gate_correct", args=[row.pk]))

    assert list(HeadCount.objects.order_by("pk").values_list("number", flat=True)) == [5, -5]
    assert people_in(guard) == 0
    assert Entry.objects.filter(act="headcount.corrected").count() == 1


def test_another_centres_line_and_no_line_are_the_same_answer(at_work, guard, station):
    elsewhere = HeadCountFactory(centre=station)
    for pk in (elsewhere.pk, 0):
        assert at_work(guard).post(reverse("reception:gate_correct", args=[pk])).status_code == 404


@pytest.mark.parametrize("change", [lambda row: row.save(), lambda row: row.delete()])
def test_the_book_of_the_gate_can_only_grow(harbour, change):
    row = HeadCountFactory(centre=harbour)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(row)


def test_another_centres_people_are_not_in_our_totals(guard, dima, harbour, station):
    HeadCountFactory(centre=harbour, number=2)
    HeadCountFactory(centre=station, number=3)
    assert people_in(guard) == 2
    assert people_in(dima) == 5


def test_a_posting_to_the_whole_network_stands_at_no_gate(at_work, posted):
    nobody = posted("nadia", Role.GUARD, None)
    assert at_work(nobody).get(GATE).status_code == 404


def test_the_guard_sees_the_gate_and_nothing_of_the_people(at_work, guard, bilal):
    page = at_work(guard).get(reverse("centres:today")).text
    assert GATE in page
    assert bilal.code not in page


def test_a_longer_book_costs_no_more_queries(at_work, guard, harbour, django_assert_num_queries):
    browser = at_work(guard)
    for rows in (1, 4):
        HeadCountFactory.create_batch(rows, centre=harbour)
        with django_assert_num_queries(6):  # session, user, posting, totals, hours, last lines
            browser.get(GATE)


def test_two_corrections_at_once_add_one_line(guard, harbour):
    row = HeadCountFactory(centre=harbour)
    assert [correct_count(by=guard, entry=row) for _ in range(2)] == [True, False]


def test_the_same_form_sent_again_adds_nothing(guard):
    once = {"direction": "in", "group": "", "client_token": uuid4(), "at": timezone.now()}
    tallies = [Tally("male", "18+", 3)]
    assert [count_people(by=guard, tallies=tallies, **once) for _ in range(2)] == [3, 0]
