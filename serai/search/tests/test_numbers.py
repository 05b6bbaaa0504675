"""Telephones and documents as keyed hashes: found exactly, within reach, and never in the clear."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.models import Centre
from serai.config.doctor import key_of_the_numbers
from serai.people import rules
from serai.people.choices import ConsentForm, Decision, Purpose
from serai.people.models import Document, NumberToken, Person
from serai.people.operations.consent import record_consent
from serai.people.operations.numbers import hash_anew, refresh_numbers
from serai.people.rules.consent import How, Said
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.registration.operations.registration import register_again
from serai.search import queries

TOKEN = re.compile(r'value="\w{64}"')  # of the form: another each time
ADDIS = "0911 22 33 44"


@pytest.fixture
def search(at_work):
    def typed(by, text):
        return at_work(by).post(reverse("search:search"), {"typed": text})

    return typed


@pytest.fixture(autouse=True)
def _in_ethiopia(harbour):
    Centre.objects.filter(pk=harbour.pk).update(country="ETH")
    harbour.refresh_from_db()


@pytest.fixture
def known(bilal):
    """Bilal has a telephone and a passport."""
    Person.objects.filter(pk=bilal.pk).update(phone=ADDIS)
    bilal.refresh_from_db()
    Document.objects.create(person=bilal, kind="passport", state="held", country="ETH", number="EP 1234567")
    refresh_numbers(people=[bilal])
    return bilal


@pytest.mark.parametrize("typed", [ADDIS, "+251911223344", "911223344", "EP1234567", "ep-123 4567", "EP١٢٣٤٥٦٧"])
def test_a_whole_number_finds_its_person(search, rita, known, typed):
    page = search(rita, typed).text
    assert known.code in page
    assert Entry.objects.get().detail == {"count": 1}


@pytest.mark.parametrize("typed", ["0911 22 33", "0911223345", "EP123456", "911 22", "%", "EP1234567 OR 1=1"])
def test_a_part_of_a_number_finds_nobody(search, rita, known, typed):
    assert known.code not in search(rita, typed).text


def test_another_centres_people_are_not_found_by_number(search, omar, known):
    for typed in (ADDIS, "+251911223344", "EP1234567"):
        page = search(omar, typed).text
        assert known.code not in page
        assert "Bilal" not in page
    told, nobody = (search(omar, typed).text for typed in ("+251911223344", "+251911000000"))
    assert TOKEN.sub("", told).replace("223344", "") == TOKEN.sub("", nobody).replace("000000", "")


def test_another_centres_people_are_not_even_counted(omar, dima, known):
    """What is shown is asked for reach once more; the hashes themselves are asked for the centre's own."""
    for posting in (omar, dima):
        assert queries.with_number(posting=posting, text="+251911223344") == []
        assert queries.matching(posting=posting, text="EP1234567") == queries.Results([], has_more=False)


def test_the_search_gives_the_database_hashes_and_no_number(search, rita, known, caplog):
    with CaptureQueriesContext(connection) as asked:
        search(rita, ADDIS)
    assert not [query["sql"] for query in asked if "911223344" in query["sql"] or ADDIS in query["sql"]]
    assert "911223344" not in caplog.text
    assert ADDIS not in caplog.text
    assert not [token for token in NumberToken.objects.values_list("token", flat=True) if "91122" in token]


def test_a_search_by_number_costs_three_questions_and_no_table_is_read(rita, harbour, known, django_assert_num_queries):
    with django_assert_num_queries(3):  # hashes, people, their names
        assert len(queries.matching(posting=rita, text="EP1234567").people) == 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = queries.numbered(posting=rita, tokens=["a", "b"]).explain()
    assert "SCAN" not in plan, plan
    assert "Seq Scan" not in plan, plan


def test_who_is_registered_at_a_second_centre_is_found_there_as_well(ruth, omar, known):
    assert queries.matching(posting=omar, text="+251911223344").people == []
    how = How(ConsentForm.VERBAL, "eng", certified=True)
    record_consent(by=ruth, person=known, said=[Said(Purpose.NETWORK, Decision.GRANTED)], how=how)
    register_again(by=omar, person=known, on=timezone.localdate(), in_hand=True)
    assert [line.code for line in queries.matching(posting=omar, text="+251911223344").people] == [known.code]


def test_two_people_with_one_telephone_are_both_shown(search, rita, known, harbour):
    other = PersonFactory(code="HAR-26-00077-X", phone="+251911223344", registered_at=harbour)
    refresh_numbers(people=[other])
    page = search(rita, ADDIS).text
    assert known.code in page
    assert other.code in page


def test_a_telephone_that_could_be_the_code_of_a_card_is_found_all_the_same(search, rita, harbour):
    """Nine digits, the last of which happens to fit: one in thirty-two does."""
    phone = next(f"9112200{n:02d}" for n in range(100) if rules.read_card_code(f"9112200{n:02d}"))
    person = PersonFactory(code="HAR-26-00078-X", phone=phone, registered_at=harbour)
    refresh_numbers(people=[person])
    assert person.code in search(rita, phone).text


def test_what_is_as_long_as_a_card_and_nobodys_number_is_a_slip(search, rita, known):
    assert "one of its characters is wrong" in search(rita, "EP1234568").text
    assert Entry.objects.get().detail == {"count": 0}


def test_who_searches_by_number_has_the_measure_of_a_shift(search, rita, known, monkeypatch):
    monkeypatch.setattr("serai.search.rules.SEARCHES_A_SHIFT", 1)
    assert search(rita, ADDIS).status_code == 200
    assert search(rita, ADDIS).status_code == 429


def test_a_number_that_nobody_has_is_not_offered_as_a_name(search, rita, known):
    page = search(rita, "0911000000").text
    assert "Nobody of this name" in page
    assert "HAR-" not in page


def test_under_another_key_everybody_is_hashed_anew_and_nothing_twice(rita, known, another_key):
    before = set(NumberToken.objects.values_list("token", flat=True))
    assert hash_anew() == 0
    assert not list(key_of_the_numbers())

    another_key()

    assert queries.with_number(posting=rita, text=ADDIS) == []
    assert len(list(key_of_the_numbers())) == 1
    assert hash_anew() == 1
    assert hash_anew() == 0
    assert not before & set(NumberToken.objects.values_list("token", flat=True))
    assert queries.with_number(posting=rita, text=ADDIS) == [known.pk]
    assert not list(key_of_the_numbers())


def test_hashing_goes_on_where_it_was_stopped(harbour, known, monkeypatch):
    """Rows from before there were hashes, some of them done already; one person has nothing that could be hashed."""
    monkeypatch.setattr("serai.people.operations.numbers.BATCH", 2)
    for number in range(5):
        PersonFactory(code=f"HAR-26-{number:05d}-X", phone=f"091122334{number + 5}", registered_at=harbour)
    PersonFactory(code="HAR-26-00099-X", phone="none", registered_at=harbour)
    assert hash_anew() == 6
    assert NumberToken.objects.values("person").distinct().count() == 6
    assert hash_anew() == 1  # looked at again, and nothing comes of it


def test_a_person_registered_twice_keeps_each_number_once(known, harbour):
    RegistrationFactory(person=known, centre=harbour)
    refresh_numbers(people=[known])
    assert NumberToken.objects.filter(person=known).count() == 2


def test_when_the_search_is_used_up_a_card_that_is_a_telephone_tells_nothing(search, rita, harbour, monkeypatch):
    """Nine digits that fit as the code of a card: somebody's telephone and nobody's get one answer."""
    monkeypatch.setattr("serai.search.rules.SEARCHES_A_SHIFT", 0)
    phone, nobodys = [f"9112200{n:02d}" for n in range(100) if rules.read_card_code(f"9112200{n:02d}")][:2]
    refresh_numbers(people=[PersonFactory(code="HAR-26-00078-X", phone=phone, registered_at=harbour)])
    for typed in (phone, nobodys):
        answer = search(rita, typed)
        assert answer.status_code == 200
        assert "This card or code opens no file here" in answer.text
