"""What the desk sees when somebody may be known already."""

import re
import uuid

import pytest
from django.urls import reverse

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.duplicates.choices import Reason, Said, Why
from serai.duplicates.models import Pair
from serai.duplicates.queries.alike import likely, numbers_of, weighed_in_reach
from serai.duplicates.rules import Facts
from serai.people import rules
from serai.people.models import Name, Person, Registration
from serai.people.operations.numbers import refresh_numbers
from serai.people.tests.factories import PersonFactory
from serai.teams.tests.factories import keep_to
from serai.watch.models import Decoy

REGISTER = reverse("registration:register")
QUESTION = "Is it the same person?"


def typed(**changes):
    return {
        "given": "بلال",
        "father": "أحمد",
        "family": "حسن",
        "sex": "male",
        "age": "31",
        "age_band": "",
        "nationality": "ETH",
        "registered_on": "2026-11-20",
        "consent_status": "given",
        "form_token": str(uuid.uuid4()),
    } | changes


@pytest.fixture
def known(harbour):
    return PersonFactory(
        name={"given": "Bilal", "father": "Ahmed", "family": "Hassan"},
        registered_at=harbour,
        birth=rules.born_in_year(1995),
    )


@pytest.fixture
def desk(at_work, rita):
    return at_work(rita)


def test_a_name_in_another_script_is_shown_beside_the_file(desk, known):
    """Statement 8."""
    page = desk.post(REGISTER, typed()).content.decode()
    assert QUESTION in page
    assert known.code in page
    assert "The same name in another spelling" in page
    assert "The age agrees" in page
    assert Person.objects.count() == 1
    assert Entry.objects.get(act="person.compared").detail == {"count": 1}


def test_nothing_alike_is_nothing_more_to_do(desk, known):
    answer = desk.post(REGISTER, typed(given="Yonas", father="Tesfay", family="Kidane"))
    assert answer.status_code == 302
    assert Person.objects.count() == 2
    assert not Pair.objects.exists()


def test_the_same_person_is_registered_in_their_file_and_found_by_the_new_spelling(desk, known):
    """Statement 8."""
    answer = desk.post(REGISTER, typed(decided=f"same:{known.public_id}"))
    assert answer.status_code == 302
    assert str(known.public_id) in answer["Location"]
    assert Person.objects.get() == known
    assert known.registrations.count() == 2
    other = Name.objects.get(person=known, is_other=True)
    assert (other.given, other.script) == ("بلال", "arabic")
    assert Entry.objects.get(act="person.name_added").subject == pseudonym(known)
    assert known.code in desk.post(reverse("search:search"), {"typed": "بلال حسن"}).content.decode()


def test_what_was_told_otherwise_is_shown_for_correction_and_not_lost(desk, known):
    page = desk.post(REGISTER, typed(age="27", decided=f"same:{known.public_id}")).content.decode()
    assert reverse("registration:correct", args=[known.public_id]) in page
    assert re.search(r'name="age"[^>]*value="27"|value="27"[^>]*name="age"', page)
    assert known.registrations.count() == 2


def test_not_the_same_opens_a_file_and_is_remembered(desk, known, rita):
    desk.post(REGISTER, typed(decided="different"))
    pair = Pair.objects.get()
    assert (pair.said, pair.decided_by_id, pair.second_id) == (Said.DIFFERENT, rita.user_id, known.pk)
    assert pair.first.names.get().given == "بلال"


@pytest.mark.parametrize("why", [Why.UNSURE, Why.LATER])
def test_not_sure_or_no_time_saves_first_and_asks_a_colleague(desk, known, why):
    answer = desk.post(REGISTER, typed(decided=str(why)))
    assert answer.status_code == 302
    assert Person.objects.count() == 2
    pair = Pair.objects.get()
    assert (pair.said, pair.why, pair.decided_by_id) == (Said.OPEN, why, None)


def test_the_same_form_sent_again_asks_nothing(desk, known):
    form = typed(given="Yonas", father="Tesfay", family="Kidane")
    desk.post(REGISTER, form)
    assert desk.post(REGISTER, form).status_code == 302
    assert Person.objects.count() == 2


def test_everything_typed_comes_back_to_be_changed(desk, known):
    page = desk.post(REGISTER, typed(back="1")).content.decode()
    assert QUESTION not in page
    assert "بلال" in page
    assert Person.objects.count() == 1


def test_the_page_keeps_every_answer_for_the_decision(desk, known):
    form = typed()
    page = desk.post(REGISTER, form).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
    assert {name: hidden.get(name, "") for name in form} == form


def test_another_centres_file_is_not_there(at_work, omar, known):
    """Statement 8: nothing tells that somebody like that is known elsewhere."""
    answer = at_work(omar).post(REGISTER, typed())
    assert answer.status_code == 302
    assert not Pair.objects.exists()
    assert not Entry.objects.filter(act="person.compared").exists()
    assert at_work(omar).post(REGISTER, typed(decided=f"same:{known.public_id}")).status_code == 404
    assert Registration.objects.filter(person=known).count() == 1


def test_a_file_kept_to_a_team_is_not_there(desk, known, ruth):
    keep_to(known, ruth)
    assert desk.post(REGISTER, typed()).status_code == 302
    assert not Pair.objects.exists()


def test_a_decoy_is_shown_like_anybody(desk, known, ruth):
    Decoy.objects.create(person=known, centre_id=ruth.here)
    assert QUESTION in desk.post(REGISTER, typed()).content.decode()


def test_who_refuses_to_be_written_down_is_compared_with_nobody(desk, known):
    page = desk.post(REGISTER, typed(consent_status="refused")).content.decode()
    assert QUESTION not in page
    assert not Entry.objects.filter(act="person.compared").exists()


def test_who_looked_very_often_registers_and_a_colleague_compares(desk, known, rita, monkeypatch):
    monkeypatch.setattr("serai.search.rules.SEARCHES_A_SHIFT", 1)
    desk.post(REGISTER, typed())
    answer = desk.post(REGISTER, typed())
    assert answer.status_code == 302
    assert Pair.objects.get().why == Why.LATER


@pytest.mark.parametrize("decided", ["same:", "same:nobody", "other", "same:" + "0" * 36])
def test_an_answer_that_is_none_loses_nothing(desk, known, decided):
    answer = desk.post(REGISTER, typed(decided=decided))
    assert answer.status_code == 200
    assert "بلال" in answer.content.decode()


def test_a_number_brings_a_file_under_another_name(rita, harbour, known):
    """And what it has in common is weighed, for this file alone."""
    other = PersonFactory(name={"given": "Yonas"}, registered_at=harbour, phone="+253 77 11 22 33")
    refresh_numbers(people=[known, other])
    numbers = numbers_of(posting=rita, people=[other])[other.pk]
    facts = Facts(("Bilal Ahmed Hassan",), "male", rules.born_in_year(1995), "ETH", numbers=numbers)
    found = dict(weighed_in_reach(posting=rita, facts=facts))
    shared = {pk: Reason.NUMBER in comparison.reasons for pk, comparison in found.items()}
    assert shared == {known.pk: False, other.pk: True}


def test_more_people_alike_cost_no_more_queries(rita, harbour, known, django_assert_max_num_queries):
    facts = Facts(names=("Bilal Ahmed Hassan",), sex="male", nationality="ETH", birth=rules.born_in_year(1995))
    with django_assert_max_num_queries(10) as one:
        assert len(likely(posting=rita, facts=facts)) == 1
    for _ in range(5):
        PersonFactory(name={"given": "Bilaal", "father": "Axmed", "family": "Xasan"}, registered_at=harbour)
    with django_assert_max_num_queries(len(one)):
        assert len(likely(posting=rita, facts=facts)) == 3
