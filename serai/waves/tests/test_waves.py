"""A wave from announced to closed; the page of rows."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.cards.models import BlankCard
from serai.cards.operations.cards import bind_card, issue_card
from serai.cards.tests.factories import BatchFactory
from serai.centres.tests.factories import OfferedServiceFactory
from serai.people.access import in_hand
from serai.people.models import Card, Name, Person, Registration
from serai.people.operations.names import write_name
from serai.people.rules import reading
from serai.people.rules.codes import shown_card_code
from serai.people.rules.reach import Reach
from serai.people.tests.factories import PersonFactory, RegistrationFactory
from serai.reception.models import HeadCount, Visit
from serai.reception.operations.gate import correct_count
from serai.reception.operations.visits import name_visit
from serai.reception.tests.factories import VisitFactory
from serai.screening.tests.factories import ScreeningFactory
from serai.teams.tests.factories import keep_to
from serai.waves.models import Row, Wave
from serai.waves.queries.missing import incomplete
from serai.waves.queries.waves import counted, numbers
from serai.waves.tests.factories import RowFactory, WaveFactory

pytestmark = pytest.mark.django_db
BAND = {"sex": "female", "age": "34", "lane": "green"}


@pytest.fixture
def wave(harbour):
    return WaveFactory(centre=harbour)


def page(wave, name="rows"):
    return reverse(f"waves:{name}", args=[wave.public_id])


def keyed(*rows, **more):
    cells = {f"row-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {"form_token": str(uuid4()), "nationality": "ETH", **cells, **more}


def test_a_wave_is_opened_once(at_work, rita):
    form = {"kind": "boat", "on": timezone.localdate().isoformat(), "came_from": "YEM", "announced_by": "authorities"}
    form |= {"announced": "١٢٠", "form_token": str(uuid4())}
    browser = at_work(rita)
    answers = [browser.post(reverse("waves:new"), form) for _ in range(2)]
    wave = Wave.objects.get()
    assert {answer["Location"] for answer in answers} == {page(wave, "wave")}
    assert (wave.announced, wave.kind, wave.came_from) == (120, "boat", "YEM")
    assert Entry.objects.filter(act="wave.announced").count() == 1


def test_a_wave_is_counted_by_pressing_and_in_words(at_work, posted, harbour, wave):
    guard = at_work(posted("gabi", "guard", harbour))
    press = {"cell": "female 0-4", "client_token": str(uuid4())}
    guard.post(page(wave, "count"), press)
    guard.post(page(wave, "count"), press)
    guard.post(page(wave, "count"), {"men": "12", "client_token": str(uuid4())})
    assert sum(count["people"] for count in counted(wave=wave)) == 13
    assert set(HeadCount.objects.values_list("group", "direction")) == {("convoy", "in")}
    correct_count(by=posted("carl", "guard", harbour), entry=HeadCount.objects.get(sex="female"))
    assert [(count["sex"], count["people"]) for count in counted(wave=wave)] == [("male", 12)]
    assert "12 / 40" in guard.get(page(wave, "wave")).text


def test_a_press_answers_in_place(at_work, rita, wave):
    press = {"cell": "male 18-59", "client_token": str(uuid4())}
    answer = at_work(rita).post(page(wave, "count"), press, headers={"HX-Request": "true"})
    assert '<bdi dir="ltr" id="male-18-59" hx-swap-oob="true">1</bdi>' in answer.text
    assert "<main" not in answer.text


def test_a_page_of_rows_gives_each_a_file_and_a_visit_in_its_lane(at_work, rita, wave):
    rows = [
        {**BAND, "name": "Sara Tesfaye", "remark": "pregnant", "lane": "orange"},
        {"sex": "male", "age": "18-29"},
        {"sex": "unknown", "age": "٨", "consent": "given"},
    ]
    answer = at_work(rita).post(page(wave), keyed(*rows), follow=True)
    assert "3 rows are kept." in answer.text
    visits = list(Visit.objects.order_by("pk").values_list("age_band", "triage_level", "priority_groups"))
    assert visits == [("30-44", "orange", ["pregnant"]), ("18-29", "", []), ("5-9", "", [])]
    kept = Row.objects.order_by("number").values_list("number", "person__names__given", "person__nationality")
    assert list(kept) == [(1, "Sara", "ETH"), (2, None, "ETH"), (3, None, "ETH")]
    # A young child's yes at the desk is no consent yet.
    assert set(Registration.objects.values_list("consent_status", flat=True)) == {"not_asked"}


def test_the_same_row_sent_again_is_one_person(at_work, rita, wave):
    browser, sent = at_work(rita), keyed(BAND, {**BAND, "age": "7"})
    browser.post(page(wave), {**sent, "only": "0"}, headers={"HX-Request": "true"})
    answer = browser.post(page(wave), sent, follow=True)
    assert "1 row was kept before" in answer.text
    browser.post(page(wave), sent)
    assert (Person.objects.count(), Visit.objects.count(), Row.objects.count()) == (2, 2, 2)


@pytest.mark.parametrize("used", ["a visit", "a visit elsewhere", "a visit that is over", "a file"])
def test_a_row_sent_with_the_token_of_another_form_mixes_nobody(at_work, rita, harbour, station, wave, used):
    """One's own token of before names another person's visit or file."""
    token = uuid4()
    if used == "a file":
        other = RegistrationFactory(centre=harbour, form_token=token).person
        VisitFactory(centre=harbour, person=other)
    else:
        left = timezone.now() + timedelta(minutes=1) if used == "a visit that is over" else None
        VisitFactory(centre=station if "elsewhere" in used else harbour, client_token=token, left_at=left)
    sent = keyed(BAND, **{"row-0-token": str(token)})
    assert at_work(rita).post(page(wave), sent).status_code == 302
    row = Row.objects.get()
    assert row.visit.client_token != token
    assert row.visit.person == row.person
    assert (row.person.sex, row.visit.sex, row.visit.triage_level) == ("female", "female", "green")
    assert not Registration.objects.filter(person=row.person, form_token=token).exists()


def test_a_row_of_a_kept_file_holds_nobody_up(at_work, rita, ruth, harbour, wave):
    """On PostgreSQL the database hides the row; its number is taken all the same."""
    hidden = PersonFactory(registered_at=harbour)
    RowFactory(wave=wave, person=hidden, number=1)
    keep_to(hidden, ruth)
    assert at_work(rita).post(page(wave), keyed(BAND)).status_code == 302
    assert sorted(Row.objects.values_list("number", flat=True)) == [1, 2]


def test_who_says_no_gets_no_file_and_no_name(at_work, rita, wave):
    at_work(rita).post(page(wave), keyed({**BAND, "name": "Marker Hidden", "consent": "refused"}))
    assert not Person.objects.exists()
    assert not Name.objects.exists()
    visit = Row.objects.get().visit
    assert (visit.person, visit.age_band, visit.triage_level) == (None, "30-44", "green")
    assert numbers(posting=rita, wave=wave)["complete"] == 1


def test_one_row_that_is_not_understood_holds_no_other_up(at_work, rita, wave):
    sent = keyed(BAND, {"age": "old", "name": "Marker"}, {"sex": "male", "remark": "pregnant"})
    answer = at_work(rita).post(page(wave), sent)
    assert Row.objects.count() == 1
    assert "Write an age such as 34" in answer.text
    assert "Choose the lane as well." in answer.text
    assert 'value="Marker"' in answer.text
    assert sent["form_token"] in answer.text
    assert 'name="row-0-sex"' not in answer.text
    again = at_work(rita).post(page(wave), {**sent, "row-1-age": "30", "row-1-sex": "male", "row-2-lane": "red"})
    assert again.status_code == 302
    assert Row.objects.count() == 3


def test_a_row_sent_alone_is_answered_alone(at_work, rita, wave):
    browser, htmx = at_work(rita), {"HX-Request": "true"}
    wrong = browser.post(page(wave), keyed({}, {**BAND, "age": "x"}, only="1"), headers=htmx)
    assert "Write an age such as 34" in wrong.text
    assert 'id="row-1"' in wrong.text
    right = browser.post(page(wave), keyed(BAND, BAND, only="1"), headers=htmx)
    assert '<bdi dir="ltr" id="keyed" hx-swap-oob="true">1</bdi>' in right.text
    assert Row.objects.count() == 1


def test_a_wristband_is_bound_with_the_row(at_work, rita, harbour, wave):
    batch = BatchFactory(centre=harbour, with_cards=1)
    code = BlankCard.objects.get(batch=batch).code
    answer = at_work(rita).post(page(wave), keyed({**BAND, "card": code}, {**BAND, "card": code}), follow=True)
    assert Card.objects.get().person == Row.objects.get(number=1).person
    assert "Without a wristband so far, by number: 2" in answer.text
    assert Row.objects.count() == 2


def test_a_nameless_person_keeps_the_wristband_when_the_file_gets_a_name(at_work, rita, harbour, wave):
    """Another one, scanned later, takes its place, and the first opens nothing any more."""
    batch = BatchFactory(centre=harbour, with_cards=2)
    first, second = (blank.code for blank in BlankCard.objects.filter(batch=batch).order_by("pk"))
    at_work(rita).post(page(wave), keyed({**BAND, "card": first}))
    person = Row.objects.get().person
    write_name(person=person, script="latin", parts={"given": "Marker"})
    assert in_hand(posting=rita, read=reading(first)) == (Reach.OPEN, person)
    bind_card(by=rita, person=person, code=second)
    assert in_hand(posting=rita, read=reading(first)) == (Reach.NONE, None)
    assert in_hand(posting=rita, read=reading(second)) == (Reach.OPEN, person)


def test_who_says_no_wears_a_wristband_of_nobody_until_there_is_a_file(at_work, rita, harbour, wave):
    """It is written down with nobody, opens nothing, and becomes theirs when they are registered after all."""
    code = BlankCard.objects.get(batch=BatchFactory(centre=harbour, with_cards=1)).code
    said = at_work(rita).post(page(wave), keyed({**BAND, "consent": "refused", "card": code}), follow=True)
    assert "Without a wristband so far, by number: 1" in said.text
    assert not Card.objects.exists()
    assert in_hand(posting=rita, read=reading(code)) == (Reach.NONE, None)
    person = PersonFactory(registered_at=harbour)
    name_visit(by=rita, visit=Row.objects.get().visit, person=person)
    bind_card(by=rita, person=person, code=code)
    assert in_hand(posting=rita, read=reading(code)) == (Reach.OPEN, person)
    assert Row.objects.get().person == person


def test_who_gives_no_cards_is_not_asked_for_one(at_work, posted, harbour, wave):
    assert "row-0-card" not in at_work(posted("hana", "health", harbour)).get(page(wave)).text


def test_a_closed_wave_takes_nobody_in_and_can_be_opened_again(at_work, rita, wave):
    browser = at_work(rita)
    browser.post(page(wave, "close"))
    answer = browser.post(page(wave), keyed(BAND), follow=True)
    assert "This wave is closed" in answer.text
    assert not Row.objects.exists()
    browser.post(page(wave, "close"), {"again": "yes"})
    browser.post(page(wave), keyed(BAND))
    assert Row.objects.count() == 1


def test_another_centres_wave_is_not_there(at_work, omar, wave):
    browser = at_work(omar)
    assert browser.get(page(wave, "missing")).status_code == 404
    assert browser.post(page(wave), keyed(BAND)).status_code == 404


def test_the_progress_says_what_is_missing_and_where_to_do_it(at_work, rita, harbour, wave):
    RowFactory(wave=wave, person=PersonFactory(registered_at=harbour, registered_at__consent_status="not_asked"))
    text = at_work(rita).get(page(wave, "wave")).text
    assert f"{page(wave, 'missing')}?what=consent" in text
    assert "0 / 1" in text
    guard_sees = at_work(rita).get(page(wave, "missing")).text
    assert "Quick screening" in guard_sees


def test_the_incomplete_are_completed_one_by_one(at_work, rita, harbour, wave):
    """Statement 10."""
    person = PersonFactory(registered_at=harbour, registered_at__consent_status="not_asked")
    RowFactory(wave=wave, person=person)
    RowFactory(wave=wave, number=2)
    (lacking,) = incomplete(posting=rita, wave=wave, what="")
    assert {"consent", "screening"} <= set(lacking.lacks)
    text = at_work(rita).get(page(wave, "missing")).text
    assert reverse("people:consent", args=[person.public_id]) in text
    assert reverse("screening:fill", args=[person.public_id]) in text


def test_who_was_screened_at_another_centre_is_not_said_to_have_been(rita, harbour, station, wave):
    """It would tell that the person was there."""
    person = PersonFactory(registered_at=harbour)
    RegistrationFactory(person=person, centre=station)
    RowFactory(wave=wave, person=person)
    ScreeningFactory(person=person, centre=station)
    assert numbers(posting=rita, wave=wave)["screened"] == 0
    assert "screening" in incomplete(posting=rita, wave=wave, what="")[0].lacks
    ScreeningFactory(person=person, centre=harbour)
    assert numbers(posting=rita, wave=wave)["screened"] == 1


def test_the_lanes_say_who_waits_until_they_are_seen(at_work, rita, wave):
    RowFactory(wave=wave)
    browser = at_work(rita)
    assert "In this lane: 1 · still waiting: 1" in browser.get(page(wave, "lanes")).text
    for _ in range(2):
        browser.post(reverse("waves:seen", args=[wave.public_id, 1]))
    assert "In this lane: 1 · still waiting: 0" in browser.get(page(wave, "lanes")).text
    assert Entry.objects.filter(act="wave.seen").count() == 1


def test_water_is_tallied_for_a_wave_once(at_work, rita, harbour, wave):
    OfferedServiceFactory(centre=harbour, service_type="WATER")
    form = {"service": "WATER", "number": "38", "session": str(uuid4())}
    browser = at_work(rita)
    browser.post(page(wave, "giving"), form)
    answer = browser.post(page(wave, "giving"), form, follow=True)
    assert "already sent" in answer.text
    assert '<bdi dir="ltr">38</bdi>' in answer.text


@pytest.mark.parametrize("name", ["rows", "missing", "lanes", "wave", "sheet"])
def test_a_page_asks_no_more_for_more_rows(at_work, rita, harbour, wave, django_assert_num_queries, name):
    browser = at_work(rita)
    RowFactory(wave=wave, person=PersonFactory(registered_at=harbour, registered_at__consent_status="not_asked"))
    browser.get(page(wave, name))
    asked = _queries(browser, page(wave, name))
    for number in range(2, 6):
        RowFactory(
            wave=wave,
            number=number,
            person=PersonFactory(registered_at=harbour, registered_at__consent_status="not_asked"),
        )
    with django_assert_num_queries(asked):
        browser.get(page(wave, name))


def test_the_list_of_waves_asks_no_more_for_more(at_work, rita, harbour, django_assert_num_queries):
    browser = at_work(rita)
    WaveFactory(centre=harbour)
    asked = _queries(browser, reverse("waves:waves"))
    WaveFactory.create_batch(4, centre=harbour)
    with django_assert_num_queries(asked):
        browser.get(reverse("waves:waves"))


def _queries(browser, address):
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_a_wave_on_paper_has_lanes_and_wristbands_and_no_name(at_work, rita, ruth, harbour, wave):
    batch = BatchFactory(centre=harbour, with_cards=1)
    code = BlankCard.objects.get(batch=batch).code
    browser = at_work(rita)
    browser.post(page(wave), keyed({**BAND, "name": "Marker", "card": code}, {**BAND, "consent": "refused"}))
    text = browser.get(page(wave, "sheet")).text
    assert shown_card_code(code) in text
    assert "Marker" not in text
    assert text.count("Female · 30–44") == 2
    assert Entry.objects.get(act="wave.sheet_opened").detail == {"rows": 2}
    issue_card(by=rita, person=Person.objects.get(), reason="lost")
    assert shown_card_code(code) not in browser.get(page(wave, "sheet")).text


def test_a_row_follows_its_visit_to_the_file(rita, harbour, wave):
    row = RowFactory(wave=wave)
    person = PersonFactory(registered_at=harbour)
    name_visit(by=rita, visit=row.visit, person=person)
    row.refresh_from_db()
    assert row.person == person
