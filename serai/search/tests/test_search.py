import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from serai.audit.models import Entry
from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.people import rules
from serai.people.choices import ConsentForm, Decision, KeptFor, Purpose
from serai.people.models import Card, KeptFile, Name, NameToken, Person
from serai.people.operations.consent import record_consent
from serai.people.operations.names import refresh_tokens, write_name
from serai.people.rules.consent import How, Said
from serai.people.tests.factories import PersonFactory
from serai.registration.operations.registration import register_again
from serai.search import candidates, queries
from serai.search.operations import note_lookup
from serai.search.rules import may_search

UNKNOWN = "This card or code opens no file here"


@pytest.fixture
def search(at_work):
    def typed(by, text):
        return at_work(by).post(reverse("search:search"), {"typed": text})

    return typed


def named(centre, code, **parts):
    return PersonFactory(code=code, name=parts, registered_at=centre)


def let_the_network_see(person, by):
    how = How(ConsentForm.VERBAL, "eng", certified=True)
    record_consent(by=by, person=person, said=[Said(Purpose.NETWORK, Decision.GRANTED)], how=how)


def file_code(number=7):
    return rules.file_code(centre="HAR", year=2026, number=number)


def test_nothing_is_listed_before_something_is_searched(at_work, rita, bilal):
    page = at_work(rita).get(reverse("search:search")).text
    assert bilal.code not in page
    assert "Register a new person" not in page


@pytest.mark.parametrize("typed", ["bil", "Ahmed", "ahmed BIL", "Ahmed, Bilal", "Bilaal"])
def test_any_part_of_the_name_in_any_order_or_spelling_finds_the_person(search, rita, bilal, typed):
    page = search(rita, typed).text
    assert bilal.code in page
    assert "31 years old" in page
    assert "Ethiopia" in page


@pytest.mark.parametrize("typed", ["Bilal Omar", "xyz", "…"])
def test_all_words_must_fit(search, rita, bilal, typed):
    page = search(rita, typed).text
    assert bilal.code not in page
    assert "Register a new person" in page


def test_a_name_is_found_in_another_script_and_shown_in_the_readers(at_work, rita, harbour):
    person = named(harbour, "HAR-26-00033-X", given="Mohamed", father="Ibrahim")
    Name.objects.create(person=person, script="arabic", given="محمد", father="إبراهيم")
    refresh_tokens(person=person)
    for typed in ("محمد", "Muhammad", "ibrahim moh"):
        page = at_work(rita).post(reverse("search:search"), {"typed": typed}).text
        assert person.code in page
    with translation.override("ar"):
        line = queries.matching(posting=rita, text="Mohamed").people[0]
    assert (line.called.main, line.called.others) == ("محمد إبراهيم", ["Mohamed Ibrahim"])


def test_a_year_of_birth_is_shown_as_a_year(search, rita, harbour):
    """Statement 4."""
    PersonFactory(birth=rules.born_in_year(1998), registered_at=harbour)
    page = search(rita, "Bilal").text
    assert "1998" in page
    assert "Jan" not in page


def test_another_centres_people_are_not_found(search, omar, bilal):
    page = search(omar, "Bilal Ahmed").text
    assert bilal.code not in page
    assert "Nobody of this name" in page


def test_another_centres_people_are_not_even_counted(omar, harbour):
    for number in range(21):
        named(harbour, f"HAR-26-{number:05d}-X", given="Bilal")
    assert queries.matching(posting=omar, text="Bilal") == queries.Results([], has_more=False)


def test_exact_names_come_before_names_that_sound_alike(rita, harbour):
    named(harbour, "HAR-26-00001-X", given="Muhammad")
    named(harbour, "HAR-26-00002-X", given="Mohamed")
    found = queries.matching(posting=rita, text="mohamed").people
    assert [line.code for line in found] == ["HAR-26-00002-X", "HAR-26-00001-X"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Ousmane Diallo", "The same name"),
        ("Diallo, Ousmane", "The same words in another order"),
        ("Ousm", "Part of the name"),
        ("Ousmane", "Part of the name"),
        ("Othman Jallow", "In another spelling"),
        ("عثمان ديالو", "In another spelling"),
        ("ዑስማን ጃሎ", "In another spelling"),
        ("Усман Диалло", "In another spelling"),
        ("Othman", "In another spelling"),
        ("Ousmane Diallo Warsame", "Only some of the words"),
    ],
)
def test_each_line_says_why_it_is_there(search, rita, harbour, typed, why):
    named(harbour, "HAR-26-00001-X", given="Ousmane", father="Diallo")
    named(harbour, "HAR-26-00002-X", given="Tesfaye", father="Bekele")
    page = search(rita, typed).text
    assert "HAR-26-00001-X" in page
    assert "HAR-26-00002-X" not in page
    assert why in page


def test_a_name_that_many_share_does_not_hide_who_is_meant(rita, harbour):
    """More than one probe reads have two of the three words; one has all of them."""
    for number in range(candidates.PROBE + 20):
        named(
            harbour,
            f"HAR-26-{number:05d}-X",
            given="Mohamed",
            father="Ahmed",
            family=f"Tesfa{'abcdefghij'[number % 10]}",
        )
    named(harbour, "HAR-25-00001-X", given="Mohamed", father="Ahmed", family="Wardheere")
    found = queries.matching(posting=rita, text="محمد أحمد ورديري").people
    assert found[0].code == "HAR-25-00001-X"


def test_more_than_twenty_are_to_be_narrowed(search, rita, harbour):
    for number in range(21):
        named(harbour, f"HAR-26-{number:05d}-X", given="Bilal", father=f"Ahmed{number}")
    page = search(rita, "Bilal").text
    assert page.count('scope="row"') == 20
    assert "Type one more word" in page


def test_the_trail_says_that_somebody_searched_but_not_for_whom(search, rita, bilal):
    search(rita, "Bilal")
    entry = Entry.objects.get()
    assert (entry.act, entry.detail) == ("person.searched", {"count": 1})


def test_a_search_costs_the_same_for_one_and_for_many(rita, harbour, django_assert_num_queries):
    for number in range(5):
        named(harbour, f"HAR-26-{number:05d}-X", given="Bilal")
        with django_assert_num_queries(5):  # names that sound so, that begin so, to compare; people, their names
            assert len(queries.matching(posting=rita, text="Bilal").people) == number + 1


def test_no_search_reads_a_whole_table(rita, harbour):
    """EXPLAIN of each query: on both engines an index answers. PostgreSQL reads small tables whole, unless told."""
    asked = [
        candidates.beginning(posting=rita, words=["bilal", "ah"]),
        NameToken.objects.filter(centre_id=rita.here, token="2 bll hmd").order_by("-person_id")[: candidates.PROBE],
        Person.objects.filter(code="x"),
        Card.objects.filter(token="x"),
    ]
    for question in asked:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off")
        plan = question.explain()
        assert "SCAN" not in plan, plan
        assert "Seq Scan" not in plan, plan


def test_a_card_in_hand_opens_the_file(search, rita, ruth, bilal):
    card = issue_card(by=ruth, person=bilal)
    page = search(rita, rules.shown_card_code(card.code).lower())
    assert page.headers["Location"] == reverse("people:file", args=[bilal.public_id])
    assert Entry.objects.get(act="person.looked_up").detail == {"found": True}


def test_the_code_of_the_file_opens_it(search, rita, harbour):
    person = PersonFactory(code=file_code(), registered_at=harbour)
    assert search(rita, file_code().lower()).headers["Location"] == reverse("people:file", args=[person.public_id])


@pytest.mark.parametrize(
    "typed", ["x' OR '1'='1", "Bilal'; DROP TABLE people_person; --", 'zz" OR ""="', "zz%", "zz_\\"]
)
def test_quotes_and_signs_of_a_query_are_letters(search, rita, bilal, typed):
    page = search(rita, typed)
    assert page.status_code == 200
    assert bilal.code not in page.text
    assert Person.objects.filter(pk=bilal.pk).exists()


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९"], ids=["arabic", "persian", "devanagari"])
def test_a_code_typed_in_the_digits_of_another_script_is_answered(search, rita, harbour, digits):
    """Arabic and Persian digits open the file; others are answered as a name. None is a page of error."""
    person = named(harbour, file_code(), given="Sara")
    answer = search(rita, "\u200f" + person.code.translate(str.maketrans("0123456789", digits)))
    assert answer.status_code == (200 if digits[0] == "०" else 302)


def test_unknown_and_out_of_reach_are_one_answer(search, rita, ruth, omar, bilal, harbour):
    revoked = issue_card(by=ruth, person=bilal)
    live = issue_card(by=ruth, person=bilal, reason="lost")
    PersonFactory(code=file_code(), registered_at=harbour)
    wrong = ((rita, rules.new_card_code()), (omar, live.code), (omar, revoked.code), (omar, file_code()))
    for by, code in wrong:
        assert UNKNOWN in search(by, code).text


def test_a_stopped_card_is_said_to_be_so_where_its_file_is_reached(search, rita, ruth, omar, bilal):
    """Whose it was is told to nobody; elsewhere the answer is that of a code of nobody, word for word."""
    stopped = issue_card(by=ruth, person=bilal).code
    issue_card(by=ruth, person=bilal, reason="stolen")
    page = search(rita, stopped).text
    assert "no longer valid" in page
    assert "never a reason to refuse help" in page
    assert bilal.code not in page
    assert str(bilal.public_id) not in page
    assert len({answer_less(search(omar, code), code) for code in (stopped, rules.new_card_code())}) == 1
    KeptFile.objects.create(person=bilal, centre=ruth.centre, reason=KeptFor.ASKED, begun_by=ruth.user)
    assert UNKNOWN in search(rita, stopped).text


def answer_less(answer, code):
    """The page without what was typed and without its token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.text.replace(code, ""))


def test_a_slip_in_a_code_gets_a_plain_sentence(search, rita):
    good = file_code()
    wrong = good[:-1] + ("Z" if good[-1] != "Z" else "Y")
    assert "one of its characters is wrong" in search(rita, wrong).text
    assert not Entry.objects.exists()


def test_guessing_codes_is_stopped_after_ten_in_a_minute(search, rita, ruth, omar, bilal, time_machine):
    card = issue_card(by=ruth, person=bilal)
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    for _ in range(10):
        assert UNKNOWN in search(rita, rules.new_card_code()).text
    stopped = search(rita, card.code)
    assert stopped.status_code == 429
    assert "Wait one minute" in stopped.text
    assert search(ruth, card.code).status_code == 302  # somebody else at the same centre goes on
    time_machine.move_to(now + timedelta(seconds=61), tick=False)
    assert search(rita, card.code).status_code == 302


def test_guessing_codes_slowly_is_stopped_after_a_hundred_in_a_day(search, rita, ruth, bilal, time_machine):
    card = issue_card(by=ruth, person=bilal)
    now = timezone.now()
    for minutes in range(100):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        note_lookup(by=rita, found=False)
    time_machine.move_to(now + timedelta(hours=3), tick=False)
    with CaptureQueriesContext(connection) as asked:
        assert search(rita, card.code).status_code == 429
    assert sum("person.looked_up" in query["sql"] for query in asked) == 1
    time_machine.move_to(now + timedelta(hours=24, minutes=2), tick=False)
    assert search(rita, card.code).status_code == 302


def test_many_cards_that_open_a_file_are_no_guesses(search, rita, ruth, bilal):
    card = issue_card(by=ruth, person=bilal)
    for _ in range(11):
        assert search(rita, card.code).status_code == 302


def test_another_centre_is_offered_the_file_with_card_and_network_consent(at_work, search, ruth, omar, bilal):
    card = issue_card(by=ruth, person=bilal)
    let_the_network_see(bilal, ruth)
    page = search(omar, card.code).text
    assert "has a file at another centre" in page
    assert bilal.code not in page
    assert "Bilal" not in page

    opened = at_work(omar).post(reverse("registration:open_here"), {"typed": card.code})

    assert bilal.registrations.filter(centre=omar.centre).count() == 1
    assert at_work(omar).get(opened.headers["Location"]).status_code == 200


def test_a_name_never_opens_another_centres_file_even_with_network_consent(at_work, search, ruth, omar, bilal):
    let_the_network_see(bilal, ruth)
    assert "Nobody of this name" in search(omar, "Bilal").text
    page = at_work(omar).post(reverse("registration:open_here"), {"typed": "Bilal"}).text
    assert UNKNOWN in page
    assert not bilal.registrations.filter(centre=omar.centre).exists()


def test_opening_here_without_network_consent_is_the_same_as_an_unknown_code(at_work, ruth, omar, bilal):
    card = issue_card(by=ruth, person=bilal)
    for typed in (card.code, rules.new_card_code(), "", "0" * 500):
        page = at_work(omar).post(reverse("registration:open_here"), {"typed": typed})
        assert page.status_code == 200
    assert not bilal.registrations.filter(centre=omar.centre).exists()


@pytest.mark.parametrize("role", [Role.GUARD, Role.PARTNER, Role.DONOR, Role.INTERPRETER])
def test_who_does_not_serve_people_may_not_search(search, posted, harbour, role):
    assert search(posted("x", role, harbour), "Bilal").status_code == 403


def test_an_empty_box_gets_a_sentence(search, rita):
    page = search(rita, "  ").text
    assert "Type a part of the name" in page


def test_guessing_codes_is_stopped_on_every_page_that_takes_one(at_work, rita, station):
    """What cannot be guessed in the search cannot be guessed where somebody of another centre is registered here."""
    browser = at_work(rita)
    for _ in range(10):
        assert browser.post(reverse("registration:open_here"), {"typed": rules.new_card_code()}).status_code == 200
    for page in ("registration:open_here", "search:search"):
        refused = browser.post(reverse(page), {"typed": rules.new_card_code()})
        assert refused.status_code == 429, page


def test_searching_by_name_has_a_measure_a_shift_and_registering_goes_on(search, rita, ruth, bilal, monkeypatch):
    monkeypatch.setattr("serai.search.rules.SEARCHES_A_SHIFT", 3)
    for _ in range(3):
        assert search(rita, "Bilal").status_code == 200
    stopped = search(rita, "Bilal")
    assert stopped.status_code == 429
    assert "You have searched by name very often" in stopped.text
    assert "Register a new person" in stopped.text
    assert search(ruth, "Bilal").status_code == 200
    assert search(rita, issue_card(by=ruth, person=bilal).code).status_code == 302


def found_codes(posting, text):
    return [line.code for line in queries.matching(posting=posting, text=text).people]


def test_who_is_registered_at_two_centres_is_found_at_both_by_the_names_of_now(ruth, omar, bilal, station):
    assert found_codes(omar, "bilal ahmed") == []
    let_the_network_see(bilal, ruth)
    register_again(by=omar, person=bilal, on=timezone.localdate(), in_hand=True)
    assert found_codes(omar, "bilal ahmed") == found_codes(ruth, "bilal ahmed") == [bilal.code]

    write_name(person=bilal, script="latin", parts={"given": "Yusuf", "father": "Ahmed"})

    for posting in (ruth, omar):
        assert found_codes(posting, "bilal") == []
        assert found_codes(posting, "yussuf ahmed") == [bilal.code]


def test_registering_again_here_keeps_each_word_once(ruth, bilal, harbour):
    before = NameToken.objects.filter(person=bilal).count()
    register_again(by=ruth, person=bilal, on=timezone.localdate())
    assert bilal.registrations.count() == 2
    assert NameToken.objects.filter(person=bilal, centre=harbour).count() == before
    assert found_codes(ruth, "bilal") == [bilal.code]


def test_the_measure_is_four_hundred_names_and_lasts_ten_hours(search, rita, time_machine, monkeypatch):
    assert may_search(searches_in_this_shift=399)
    assert not may_search(searches_in_this_shift=400)
    monkeypatch.setattr("serai.search.rules.SEARCHES_A_SHIFT", 1)
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    assert search(rita, "Bilal").status_code == 200
    for minutes, may in ((599, False), (601, True)):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        assert queries.may_search_names(posting=rita) is may
