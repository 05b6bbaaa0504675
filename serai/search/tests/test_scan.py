"""One page for whatever is scanned, and where it leads each role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.cards.operations.cards import issue_card
from serai.centres.choices import Role
from serai.people import rules
from serai.people.models import Document, KeptFile
from serai.people.operations.numbers import refresh_numbers
from serai.people.tests.factories import PersonFactory
from serai.reception.scanning import number_of
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory
from serai.search.rules import goes_first

SCAN = "search:scan"


@pytest.fixture
def scan(at_work):
    def typed(by, text, **more):
        return at_work(by).post(reverse(SCAN), {"typed": text, **more})

    return typed


def file_of(person):
    return reverse("people:file", args=[person.public_id])


@pytest.mark.parametrize(
    ("role", "offered", "first"),
    [
        (Role.RECEPTIONIST, ["file", "queue", "service"], "queue"),
        (Role.SHELTER, ["file", "service"], "service"),
        (Role.CASEWORKER, ["file", "queue"], "file"),
        (Role.RECEPTIONIST, ["file"], "file"),
    ],
)
def test_each_role_is_sent_where_it_works(role, offered, first):
    assert goes_first(role=role, offered=offered) == first


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *[(typed, 17) for typed in ("17", "T17", "t 17", "T-17", "\u0661\u0667", " 17 ", "T&è")],
        *[(typed, None) for typed in ("17 Ali", "12345", "", "A17")],
    ],
)
def test_what_a_token_is(typed, number):
    assert number_of(typed) == number


def test_a_card_leads_to_the_place_that_was_chosen(scan, rita, harbour, bilal):
    code = issue_card(by=rita, person=bilal).code
    visit = VisitFactory(centre=harbour, person=bilal)
    assert scan(rita, code).url == file_of(bilal)
    assert scan(rita, rules.shown_card_code(code).lower(), then="file").url == file_of(bilal)
    assert scan(rita, code, then="queue").url == reverse("reception:visit", args=[visit.public_id])
    assert scan(rita, code, then="service").url == reverse("assistance:give_person", args=[bilal.public_id])


def test_who_has_no_open_visit_is_met_on_their_page(scan, rita, bilal):
    code = issue_card(by=rita, person=bilal).code
    assert scan(rita, code, then="queue").url == file_of(bilal)


def test_a_place_that_the_role_has_not_is_refused(at_work, posted, scan, harbour, bilal):
    boss = posted("sam", Role.SUPERVISOR, harbour)
    page = at_work(boss).get(reverse(SCAN)).text
    assert 'value="file" checked' in page or 'value="file" id="id_then_0" checked' in page
    warden = posted("warden", Role.SHELTER, harbour)
    assert 'value="service"' in at_work(warden).get(reverse(SCAN)).text
    assert scan(warden, bilal.code, then="nowhere").status_code == 200


def test_a_whole_number_of_one_person_leads_there_and_a_name_shows_who_is_meant(scan, rita, harbour, bilal):
    Document.objects.create(person=bilal, kind="passport", state="held", country="ETH", number="EP 1234567")
    refresh_numbers(people=[bilal])
    assert scan(rita, "EP 1234567", then="file").url == file_of(bilal)
    assert Entry.objects.get(act="person.searched").detail == {"count": 1}
    page = scan(rita, "Bilal")
    assert page.status_code == 200
    assert file_of(bilal) in page.text


def test_a_token_of_today_leads_to_its_visit(scan, rita, omar, harbour):
    token = QueueTokenFactory(desk=DeskFactory(centre=harbour), number=17)
    here = reverse("reception:visit", args=[token.visit.public_id])
    assert scan(rita, "T17").url == here
    assert scan(rita, "17").url == here
    assert scan(omar, "17").status_code == 200  # another centre's
    assert scan(rita, "18").status_code == 200


def test_the_token_of_a_kept_file_is_not_there(scan, rita, ruth, harbour, bilal):
    visit = VisitFactory(centre=harbour, person=bilal, seen=True)
    QueueTokenFactory(desk=DeskFactory(centre=harbour), visit=visit, number=17)
    KeptFile.objects.create(person=bilal, centre=harbour, reason="asked", begun_by=ruth.user)
    assert scan(rita, "17").status_code == 200


def test_what_opens_nothing_is_said_as_in_the_search(scan, rita, omar, bilal):
    code = issue_card(by=rita, person=bilal).code
    assert "opens no file here" in scan(omar, code).text
    issue_card(by=rita, person=bilal)
    assert "no longer valid" in scan(rita, code).text


def test_guesses_on_this_page_count_as_on_the_other(scan, rita):
    for _ in range(10):
        scan(rita, rules.new_card_code())
    assert scan(rita, rules.new_card_code()).status_code == 429


def test_the_box_has_the_focus_and_needs_no_script(at_work, rita):
    """A scanner with a cable types and presses Enter: the first button of the form is the one that sends it."""
    page = at_work(rita).get(reverse(SCAN)).text
    assert "autofocus" in page
    assert page.index('<button class="button big">') < page.index("data-serai-camera")
    assert page.count("hidden data-serai-camera") == 1


def test_more_people_with_the_name_cost_no_more_queries(at_work, rita, harbour):
    browser = at_work(rita)

    def asked():
        with CaptureQueriesContext(connection) as found:
            browser.post(reverse(SCAN), {"typed": "Bilal"})
        return len(found)

    PersonFactory(registered_at=harbour, name={"given": "Bilal"})
    before = asked()
    for _ in range(4):
        PersonFactory(registered_at=harbour, name={"given": "Bilal"})
    assert asked() == before


def test_the_slip_of_a_token_can_be_scanned(at_work, rita, harbour):
    token = QueueTokenFactory(desk=DeskFactory(centre=harbour), number=17, on=timezone.localdate())
    assert "<svg" in at_work(rita).get(reverse("reception:slip", args=[token.pk])).text
