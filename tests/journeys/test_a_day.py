"""A day at Harbour, from the gate to the figures of the month: one person, every role concerned, in two languages."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from serai.assistance.models import Delivery
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory
from serai.directory.models import Service
from serai.directory.tests.factories import ServiceFactory
from serai.people.choices import Purpose
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.referrals.models import Referral
from tests.journeys import rooms
from tests.journeys.rooms import Arrival
from tests.journeys.walks import says

MOST_STEPS = 12
NAMES = {"en": "Selam Tesfaye", "ar": "سلام تسفاي"}
HIDDEN_MEANS = {"en": "“Hidden” stands for a number from 1 to below 5", "ar": "من 1 إلى أقل من 5"}
NEW_YEAR = {"en": ("1 January", "01/01", "Jan"), "ar": ("يناير", "كانون", "01/01", "1/1")}


@pytest.fixture
def last_month(harbour) -> date:
    """Twelve men from Ethiopia and one woman from Yemen, registered last month."""
    day = timezone.localdate().replace(day=1) - timedelta(days=10)
    for number in range(13):
        told = {"sex": "female", "nationality": "YEM"} if number == 12 else {}
        PersonFactory(registered_at=harbour, registered_at__registered_on=day, **told)
    return day


@pytest.fixture
def aunt(harbour) -> Person:
    """Hirut, registered here this morning."""
    told = {"sex": "female", "name": {"given": "Hirut", "father": "Bekele"}}
    return PersonFactory(registered_at=harbour, registered_at__registered_on=timezone.localdate(), **told)


@pytest.fixture
def clinic(harbour) -> Service:
    """A partner's clinic; and the meals and calls of Harbour itself."""
    for service_type in ("MEAL", "PHONE_CALL"):
        OfferedServiceFactory(centre=harbour, service_type=service_type)
    return ServiceFactory(names={"en": "Clinic of the port", "ar": "عيادة الميناء"})


@pytest.mark.parametrize("language", NAMES)
def test_a_day_from_the_gate_to_the_road(walk_in, staff, station, desks, aunt, clinic, language):
    who = Arrival(name=NAMES[language])
    guard = walk_in(language)
    guard.sign_in(staff(Role.GUARD))
    counted_at_the_gate(guard)

    reception = walk_in(language)
    posted_twice = staff(Role.RECEPTIONIST)
    station_posting = station.postings.create(user=posted_twice.user, role=Role.GUARD, starts_on=date(2020, 1, 1))
    reception.sign_in(posted_twice)
    chooses_where_to_work(reception, posted_twice, station_posting)
    token = received_and_called(reception, who)
    code = registered(reception, who)
    asked_for_consent(reception)
    rooms.open_file(reception, code)
    rooms.here_today(reception, token)
    rooms.open_file(reception, code)
    rooms.screen(reception, alone="yes", wg_walking="a_lot", afraid_here="no")
    reception_sees_no_flag(reception, code)

    served_by_the_caseworker(walk_in(language), staff(Role.CASEWORKER), code, aunt, clinic)
    only_child_protection_has_the_task(walk_in(language), staff, code)

    helped_one_many_and_without_a_name(reception, code, aunt)
    rooms.open_file(reception, code)
    opened_by_its_card(reception, code)
    rooms.depart(reception, "informed", "next_country")


def served_by_the_caseworker(caseworker, posting, code, aunt, clinic):
    """Steps 6, 7 and 9."""
    caseworker.sign_in(posting)
    rooms.open_file(caseworker, code)
    completed_with_a_year_only(caseworker)
    rooms.open_file(caseworker, code)
    separated_and_not_unaccompanied(caseworker, aunt)
    rooms.open_file(caseworker, code)
    decided_with_a_reason(caseworker)
    rooms.open_file(caseworker, code)
    referred_with_consent_for_what_is_told(caseworker, clinic)


def counted_at_the_gate(guard):
    """Step 2."""
    guard.follow("Count people at the gate")
    rooms.count_by_hand(guard, "female 18-59", until=2)
    rooms.count_group(guard, women=3, children=4)
    assert rooms.came_in(guard) == 9
    guard.press_on(guard.page.locator("form[action*='/correct/'] button").first)
    assert rooms.came_in(guard) < 9


def chooses_where_to_work(reception, chosen, other):
    """Step 1: who has several postings says which one it is now."""
    assert reception.heading == reception.says("Where are you working now?")
    assert reception.page.locator(f"button[name=posting][value='{other.pk}']").count() == 1
    reception.press_on(reception.page.locator(f"button[name=posting][value='{chosen.pk}']"))
    assert reception.heading.startswith("Harbour")


def received_and_called(reception, who):
    """Step 3: triage, a token, the call; the board shows the number and nothing about anybody."""
    token = rooms.receive(reception, who, age_band="15-17", level="orange", desk="B")
    rooms.call(reception, "B", token)
    reception.go("/reception/board/")
    shown = reception.page.locator("main .token").inner_text()
    assert shown == str(token)
    assert reception.says("Female") not in reception.text
    assert "15–17" not in reception.text
    assert rooms.word_for(reception, "triage", "orange") not in reception.text
    reception.go("/reception/queue/B/")
    reception.press_button("Start")
    return token


def registered(reception, who):
    """Steps 4 and 6: nothing is listed before a search, and it takes twelve acts of the hand at most."""
    reception.open_menu("Search")
    reception.sees("Nothing is listed before you search. You see only people who were registered at this centre.")
    assert not reception.page.locator("main a[href^='/people/']:not([href='/people/scan/'])").count()
    reception.steps = 0
    rooms.register(reception, who)
    assert reception.steps <= MOST_STEPS, f"{reception.steps} acts from the search to the saved registration"
    return rooms.file_code(reception)


def asked_for_consent(reception):
    """Step 5: one by one, one refused, one taken back."""
    rooms.answer_consent(reception, services_here="granted", network="granted", statistics="refused")
    agreed, refused, withdrawn = (reception.says(word) for word in ("Agreed", "Refused", "Withdrawn"))
    found = {purpose: rooms.decision_on(reception, str(Purpose(purpose).label)) for purpose in ASKED}
    assert found == {"services_here": agreed, "network": agreed, "statistics": refused}
    rooms.take_back(reception, str(Purpose.NETWORK.label))
    assert rooms.decision_on(reception, str(Purpose.NETWORK.label)) == withdrawn


ASKED = ("services_here", "network", "statistics")


def completed_with_a_year_only(caseworker):
    """Step 6: the second part; a year is shown as a year."""
    file = caseworker.path
    caseworker.go(f"/registration/{caseworker.id_in_address()}/profile/birth/")
    caseworker.choose("birth_precision", "year")
    caseworker.fill("birth_year", "2010")
    caseworker.press_button("Save")
    assert caseworker.heading == caseworker.says("When there is time"), caseworker.text
    caseworker.go(file)
    facts = caseworker.page.locator("dl.facts").first.inner_text()
    assert "2010" in facts
    assert not [words for words in NEW_YEAR[caseworker.language] if words in facts], facts


def separated_and_not_unaccompanied(caseworker, aunt):
    """Step 6: a child with an aunt is separated (statement 7). The answers point there; the caseworker decides."""
    file = caseworker.path
    rooms.add_to_household(caseworker, "Hirut", "relative")
    assert "Hirut" in caseworker.text
    rooms.decide_who_is_with_the_child(caseworker, "relative", "separated")
    person = Person.objects.exclude(pk=aunt.pk).get()
    assert person.child_status == "separated"
    caseworker.go(file)
    assert aunt.code in caseworker.text


def referred_with_consent_for_what_is_told(caseworker, clinic):
    """Step 9: consent for this partner and these fields, a letter in the person's language, success by their word."""
    file = caseworker.path
    caseworker.go(f"/registration/{caseworker.id_in_address()}/profile/languages/")
    caseworker.choose("mother_tongue", "ara")
    caseworker.press_button("Save")
    caseworker.go(file)
    rooms.prepare_referral(caseworker, clinic.names[caseworker.language], shares=["code", "needs", "age"])
    notice = caseworker.page.locator("main [lang=ar][dir=rtl]").first.inner_text()
    assert says("Sex", "ar") not in notice
    rooms.agree_to_referral(caseworker)
    caseworker.press_button("Letter to print")
    letter = caseworker.page.locator("article[lang=ar][dir=rtl]").first.inner_text()
    assert says("Letter of referral", "ar") in letter
    assert NAMES[caseworker.language].split()[0] not in letter
    caseworker.follow("Back to the referral")
    rooms.note(caseworker, "Note as sent", method="carried")
    for status in ("received", "accepted", "service_delivered"):
        rooms.note(caseworker, "Note this", status=status)
    assert not Referral.objects.get().is_success
    rooms.note(caseworker, "Note the person’s word", outcome="helped")
    assert Referral.objects.get().is_success


def helped_one_many_and_without_a_name(reception, code, aunt):
    """Step 8."""
    rooms.open_file(reception, code)
    rooms.give_services(reception, "MEAL", "PHONE_CALL")
    reception.go("/")
    rooms.give_to_codes(reception, "MEAL", aunt.code, code, "HAR-26-99999-Z")
    reception.sees("These people already had it that day and were left out. To give it again, say why below.")
    assert "HAR-26-99999-Z" in reception.text
    reception.go("/")
    rooms.give_without_a_name(reception, "MEAL", number=7, sex="male")
    given = Delivery.objects.values_list("service_type", "number", "person__code")
    assert set(given) == {("MEAL", 1, code), ("PHONE_CALL", 1, code), ("MEAL", 1, aunt.code), ("MEAL", 7, None)}


def reception_sees_no_flag(reception, code):
    """Step 7: who asked is thanked, told what to do at once, and sees nothing of what is suggested."""
    kinds = [rooms.word_for(reception, "flag", kind) for kind in ("child", "disability")]
    assert not [kind for kind in kinds if kind in reception.text]
    rooms.open_file(reception, code)
    assert not [kind for kind in kinds if kind in reception.text]
    reception.go(f"/screening/{reception.id_in_address()}/flags/")
    assert reception.heading == reception.says("Your role does not open this page")


def only_child_protection_has_the_task(walk, staff, code):
    for role, waits in ((Role.HEALTH, False), (Role.GBV, False), (Role.CHILD_PROTECTION, True)):
        walk.is_let_in(staff(role))
        walk.go("/screening/tasks/")
        assert (code in walk.text) is waits, f"{role} at {walk.page.url}: {walk.text}"
    walk.press_on(walk.page.locator("main a[href^='/screening/tasks/']").first)
    assert walk.heading == rooms.word_for(walk, "flag", "child")


def decided_with_a_reason(caseworker):
    """The machine says which answers led to it; a person decides, and says why."""
    caseworker.go(f"/screening/{caseworker.id_in_address()}/flags/")
    kind = rooms.word_for(caseworker, "flag", "disability")
    assert rooms.word_for(caseworker, "flag", "child") not in caseworker.text
    caseworker.follow(kind)
    caseworker.sees("Because:")
    rooms.decide(caseworker, "change", urgency="high", reason="Walks with a stick, and the path is steep.")
    assert "Walks with a stick, and the path is steep." in caseworker.text


def opened_by_its_card(reception, code):
    """Step 10: the card holds a code that opens the file, typed as it is read, and a wrong one opens nothing."""
    card = rooms.give_card(reception)
    assert code not in card
    rooms.open_file(reception, card)
    assert rooms.file_code(reception) == code
    reception.sees("Here since")


@pytest.mark.parametrize("language", NAMES)
def test_the_month_is_prepared_read_and_taken_away(walk_in, staff, last_month, language):
    """Step 11."""
    walk = walk_in(language)
    walk.sign_in(staff(Role.MANAGER))
    walk.open_menu("Figures")
    walk.press_button("Prepare the figures of this month")
    walk.sees("The figures of the month are ready.")
    walk.sees("hidden")
    assert HIDDEN_MEANS[language] in walk.text
    first = walk.page.locator("main dl.facts dd").first.inner_text()
    assert first.startswith("13"), first
    as_csv = list(csv.reader(io.StringIO(_taken(walk, "CSV").decode("utf-8-sig"))))
    assert as_csv[1][0].startswith("#")
    assert all(tag.startswith("#") for tag in as_csv[1])
    sheet = load_workbook(io.BytesIO(_taken(walk, "XLSX"))).active
    assert [cell.value for cell in sheet[2]] == as_csv[1]
    assert sheet.max_row == len(as_csv)
    women = [row for row in as_csv if row[3:5] and "YEM" in row]
    assert [row[-2] for row in women] == ["" for _ in women] != [], women


def _taken(walk, kind):
    with walk.page.expect_download() as taken:
        walk.page.get_by_role("link", name=kind, exact=True).click()
    return taken.value.path().read_bytes()
