"""Registration, second part: what is asked when there is time."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.people.models import Answer, Registration
from serai.people.telling import everything
from serai.registration.rules.profile import rearranged
from serai.search.queries import matching

ON = date(2026, 11, 22)


def page(person, topic):
    return reverse("registration:profile_topic", args=[person.public_id, topic])


def version_of(browser, person, topic):
    return re.search(r'name="version" value="(\w+)"', browser.get(page(person, topic)).text)[1]


def save(browser, person, topic, **typed):
    return browser.post(page(person, topic), {"version": version_of(browser, person, topic), **typed})


# --- rules -----------------------------------------------------------------------------------------------------
def test_rows_are_added_moved_and_removed():
    rows = [{"n": 1}, {"n": 2}, {"n": 3}]
    assert rearranged(rows, act="up", place=2) == [{"n": 1}, {"n": 3}, {"n": 2}]
    assert rearranged(rows, act="down", place=0) == [{"n": 2}, {"n": 1}, {"n": 3}]
    assert rearranged(rows, act="remove", place=1) == [{"n": 1}, {"n": 3}]
    assert rearranged(rows, act="add", place=-1) == [*rows, {}]
    assert rearranged(rows, act="up", place=0) == rows
    assert rearranged(rows, act="remove", place=99) == rows


# --- pages -----------------------------------------------------------------------------------------------------
def test_reception_does_not_see_the_profile(at_work, rita, bilal):
    """Statement 12, for the second part of the registration."""
    assert at_work(rita).get(reverse("registration:profile", args=[bilal.public_id])).status_code == 403
    assert at_work(rita).get(page(bilal, "reasons")).status_code == 403


def test_another_centres_profile_is_not_found(at_work, omar, bilal):
    assert at_work(omar).get(reverse("registration:profile", args=[bilal.public_id])).status_code == 404
    assert at_work(omar).get(page(bilal, "reasons")).status_code == 404


def test_every_topic_opens_saves_empty_and_shows_its_progress(at_work, ruth, bilal):
    from serai.registration.questions import TOPICS  # noqa: PLC0415

    browser = at_work(ruth)
    for topic in TOPICS:
        assert save(browser, bilal, topic).status_code == 302, topic
    assert "Names" in browser.get(reverse("registration:profile", args=[bilal.public_id])).text


def test_reasons_belong_to_the_registration_at_this_centre(at_work, ruth, bilal):
    save(at_work(ruth), bilal, "reasons", reason=["economic", "conflict"])
    mine = Registration.objects.get(person=bilal)
    assert set(mine.answers.values_list("question", "code")) == {("reason", "economic"), ("reason", "conflict")}
    assert Entry.objects.filter(act="person.profile_saved", subject=pseudonym(bilal)).count() == 1


def test_a_refusal_is_kept_as_the_answer_and_stands_alone(at_work, ruth, bilal):
    browser = at_work(ruth)
    refused = save(browser, bilal, "reasons", reason=["economic", "refused"])
    assert "Not both" in refused.text
    assert not Answer.objects.exists()
    save(browser, bilal, "reasons", reason=["refused"])
    save(browser, bilal, "contact", phone_why="refused", safe_to_call="not_asked")
    bilal.refresh_from_db()
    assert Answer.objects.get().code == "refused"
    assert bilal.unanswered == {"phone": "refused", "safe_to_call": "not_asked"}
    assert bilal.safe_to_call is None


def test_a_person_is_found_by_the_telephone_and_document_of_now(at_work, ruth, bilal):
    browser = at_work(ruth)
    save(browser, bilal, "contact", phone="+251 911 22 33 44")
    row = {"documents-0-kind": "passport", "documents-0-state": "held", "documents-0-number": "EP 1234567"}
    save(browser, bilal, "documents", **{"documents-count": "1"}, **row)
    for typed in ("+251911223344", "ep1234567"):
        assert [line.code for line in matching(posting=ruth, text=typed).people] == [bilal.code], typed

    save(browser, bilal, "contact", phone="+251 922 33 44 55")
    save(browser, bilal, "documents")

    assert [line.code for line in matching(posting=ruth, text="+251922334455").people] == [bilal.code]
    for typed in ("+251911223344", "ep1234567"):
        assert not matching(posting=ruth, text=typed).people


def test_needs_keep_the_persons_own_order(at_work, ruth, bilal):
    save(at_work(ruth), bilal, "needs", need_rank_1="call_family", need_rank_2="water", need=["food", "water"])
    order = list(Answer.objects.order_by("position").values_list("code", flat=True))
    assert order == ["call_family", "water", "food"]


def test_a_name_in_its_own_script_is_kept_beside_the_latin_one(at_work, ruth, bilal):
    save(at_work(ruth), bilal, "names", latin_given="Bilal", latin_father="Ahmed", original_given="بلال")
    assert set(bilal.names.values_list("script", "given")) == {("latin", "Bilal"), ("arabic", "بلال")}


def test_a_year_of_birth_corrects_the_age_band_of_the_registration(at_work, ruth, bilal):
    save(at_work(ruth), bilal, "birth", birth_precision="year", birth_year="١٩٥٠")
    bilal.refresh_from_db()
    assert (bilal.birth_precision, bilal.born_earliest) == ("year", date(1950, 1, 1))
    assert bilal.registrations.get().age_band == "60+"


def test_saving_an_age_again_does_not_make_the_person_younger(at_work, ruth, bilal):
    with time_machine.travel(date(2024, 3, 1)):
        save(at_work(ruth), bilal, "birth", birth_precision="age", birth_age="20")
    with time_machine.travel(date(2026, 11, 22)):
        save(at_work(ruth), bilal, "birth", birth_precision="age", birth_age="20")
    bilal.refresh_from_db()
    assert bilal.born_latest == date(2004, 3, 1)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"birth_precision": "month", "birth_year": "1998"}, "Write this, or choose another answer"),
        ({"birth_year": "1998"}, "Say which of these is known"),
        ({"birth_precision": "year", "birth_year": "2090"}, "in the future"),
        ({"birth_precision": "exact", "birth_day": "nonsense"}, "Enter a whole number"),
        ({"birth_precision": "age", "birth_age": "20", "birth_why": "refused"}, "leave “If there is no answer”"),
    ],
)
def test_a_wrong_birth_gets_a_sentence_and_keeps_what_was_typed(at_work, ruth, bilal, typed, sentence):
    answer = save(at_work(ruth), bilal, "birth", **typed)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert all(value in answer.text for value in typed.values())


def leg(place, country, **told):
    return {f"journey-{place}-{name}": value for name, value in {"country": country, **told}.items()}


def test_the_journey_is_put_in_order_without_saving_and_then_saved(at_work, ruth, bilal):
    """Each date in the calendar in which it was told, and no more precisely than it was."""
    browser = at_work(ruth)
    there = leg(1, "ETH", arrived_year="٢٠١٦", arrived_month="4", arrived_calendar="ethiopian", left_year="2023")
    legs = {"journey-count": "2", **leg(0, "DJI"), **there}
    moved = save(browser, bilal, "journey", **legs, **{"journey-act": "up-1"})
    assert moved.status_code == 200
    assert not bilal.journey.exists()
    assert re.search(r'name="journey-0-arrived_year" value="٢٠١٦"', moved.text)
    assert re.search(r'value="4" selected>4 – April · Tahsas', moved.text)
    save(browser, bilal, "journey", **legs)
    kept = [(1, "DJI", "", ""), (2, "ETH", "ethiopian:2016-04", "2023")]
    assert list(bilal.journey.values_list("position", "country", "arrived", "left")) == kept
    said = "Tahsas 2016 (Ethiopian) = 11 December 2023 – 9 January 2024 → 2023"
    assert said in browser.get(reverse("people:file", args=[bilal.public_id]) + "?why=service").text
    assert said in str(everything(posting=ruth, person=bilal))
    again = browser.get(page(bilal, "journey")).text
    assert re.search(r'name="journey-1-arrived_year" value="2016"', again)
    assert re.search(r'value="ethiopian" selected', again)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"arrived_month": "4"}, "Write the year"),
        ({"arrived_year": "2024", "arrived_day": "3"}, "Write the year"),
        ({"arrived_year": "2024", "arrived_month": "13"}, "no such month"),
        ({"arrived_year": "2023", "arrived_month": "2", "arrived_day": "29"}, "no such day"),
        ({"arrived_year": "24"}, "cannot be converted"),
        ({"arrived_year": "2024", "left_year": "2023", "left_month": "5"}, "left before arriving"),
        ({"arrived_year": "2024", "left_year": "1400", "left_calendar": "hijri"}, "left before arriving"),
    ],
)
def test_a_journey_with_a_wrong_date_says_so(at_work, ruth, bilal, told, sentence):
    assert sentence in save(at_work(ruth), bilal, "journey", **{"journey-count": "1"}, **leg(0, "ETH", **told)).text
    assert not bilal.journey.exists()


def test_several_documents_are_kept_with_where_they_are(at_work, ruth, bilal):
    rows = {
        "documents-count": "2",
        "documents-0-kind": "passport",
        "documents-0-state": "lost",
        "documents-1-kind": "birth_certificate",
        "documents-1-state": "at_home",
    }
    save(at_work(ruth), bilal, "documents", has_document="no", **rows)
    assert list(bilal.documents.order_by("pk").values_list("kind", "state")) == [
        ("passport", "lost"),
        ("birth_certificate", "at_home"),
    ]
    assert bilal.registrations.get().has_document == "no"


def test_a_second_editor_is_told_and_nothing_typed_is_lost(at_work, ruth, posted, harbour, bilal):
    second = at_work(posted("rachel", "caseworker", harbour))
    seen = version_of(second, bilal, "work")
    save(at_work(ruth), bilal, "work", occupation="farmer")
    answer = second.post(page(bilal, "work"), {"version": seen, "occupation": "herder"})
    assert answer.status_code == 409
    assert "Somebody else saved this page" in answer.text
    assert "farmer" in answer.text
    assert 'value="herder"' in answer.text
    bilal.refresh_from_db()
    assert bilal.occupation == "farmer"

    informed = re.search(r'name="version" value="(\w+)"', answer.text)[1]
    assert second.post(page(bilal, "work"), {"version": informed, "occupation": "herder"}).status_code == 302


def test_two_people_on_two_topics_do_not_disturb_each_other(at_work, ruth, bilal):
    browser = at_work(ruth)
    seen = version_of(browser, bilal, "work")
    save(browser, bilal, "reasons", reason=["debt"])
    assert browser.post(page(bilal, "work"), {"version": seen, "occupation": "tailor"}).status_code == 302


def test_no_bad_value_breaks_a_page(at_work, ruth, bilal):
    browser = at_work(ruth)
    for topic, typed in {
        "birth": {"birth_precision": "moon", "birth_age": "9" * 30, "birth_month": "99"},
        "journey": {"journey-count": "-3", "journey-act": "remove-x"},
        "documents": {"documents-count": "999999", "documents-act": "up-77"},
        "origin": {"origin_place": "XX99", "search": "place", "origin_place_search": "\x01'%_"},
        "needs": {"need_rank_1": "gold", "need": ["x"]},
        "languages": {"other_languages": ["??"]},
    }.items():
        assert save(browser, bilal, topic, **typed).status_code == 200, topic
    assert browser.get(page(bilal, "nothing")).status_code == 404


def test_the_list_of_topics_costs_the_same_for_a_long_journey(at_work, ruth, bilal, django_assert_num_queries):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    browser, address = at_work(ruth), reverse("registration:profile", args=[bilal.public_id])
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
        number = len(few)
    for position in range(1, 6):
        bilal.journey.create(position=position, country="ETH")
        bilal.documents.create(kind="passport", state="lost")
    with django_assert_num_queries(number):
        browser.get(address)
