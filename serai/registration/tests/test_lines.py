"""A travel document's lines on the first page of a registration."""

import re
import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.people.models import Document, Person
from serai.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PASSPORT = "P<ETHTESFAYE<<SARA<HANA<<<<<<<<<<<<<<<<<<<<<\nEP12345671ETH9509229F3105179<<<<<<<<<<<<<<02"
PAGE = reverse("registration:register")


@pytest.fixture
def desk(at_work, ruth):
    return at_work(ruth)


def typed(**more):
    day = timezone.localdate().isoformat()
    return {"form_token": str(uuid.uuid4()), "registered_on": day, "zone": PASSPORT, **more}


def on_the_page(text):
    """What the form would send as it stands."""
    main = text.split("<dialog")[0]
    sent = dict(re.findall(r'<input type="(?:text|date|hidden)" name="([^"]+)" value="([^"]*)"', main))
    sent |= dict(re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)"[^>]* checked', main))
    sent |= dict.fromkeys(re.findall(r'<input type="checkbox" name="([^"]+)"[^>]* checked', main), "on")
    for select in re.findall(r"<select.*?</select>", main, flags=re.DOTALL):
        if chosen := re.search(r'value="([^"]*)" selected', select):
            sent[re.search(r'name="([^"]+)"', select)[1]] = chosen[1]
    box = re.search(r'<textarea name="zone".*?>\s*(.*?)</textarea>', main, flags=re.DOTALL)
    return {**sent, "zone": box[1].replace("&lt;", "<")}


def test_the_lines_fill_the_first_page_and_the_document_is_kept_with_it(desk):
    page = desk.post(PAGE, typed(read="1", consent_status="given", father="Haile")).text
    assert "The form is filled." in page
    assert not Person.objects.exists()
    sent = on_the_page(page)
    said = {name: sent[name] for name in ("given", "father", "family", "sex", "nationality", "consent_status")}
    assert said == {
        "given": "Sara Hana",
        "father": "Haile",
        "family": "Tesfaye",
        "sex": "female",
        "nationality": "ETH",
        "consent_status": "given",
    }
    assert desk.post(PAGE, sent).status_code == 302
    assert desk.post(PAGE, sent).status_code == 302
    person = Person.objects.get()
    assert (person.birth_precision, person.born_latest) == ("exact", date(1995, 9, 22))
    held = Document.objects.get()
    assert (held.kind, held.number, held.expires_on) == ("passport", "EP1234567", date(2031, 5, 17))


def test_what_is_doubtful_is_not_filled_in(desk):
    wrong = PASSPORT.replace("9509229F", "8509229F")
    page = desk.post(PAGE, typed(read="1", zone=wrong, age="40")).text
    assert "check digit of the date of birth does not fit" in page
    assert "What is doubtful is not filled in" in page
    assert on_the_page(page)["age"] == "40"
    desk.post(PAGE, {**on_the_page(page), "consent_status": "given"})
    assert Person.objects.get().birth_precision == "age"


def test_another_age_than_the_document_says_is_what_was_said(desk):
    sent = on_the_page(desk.post(PAGE, typed(read="1", consent_status="given")).text)
    desk.post(PAGE, {**sent, "age": "16", "take_document": ""})
    person = Person.objects.get()
    assert person.birth_precision == "age"
    assert not person.documents.exists()


def test_who_says_no_leaves_no_document(desk):
    """Statement 2."""
    sent = on_the_page(desk.post(PAGE, typed(read="1", consent_status="refused")).text)
    assert "Help goes on" in desk.post(PAGE, sent).text
    assert not Document.objects.exists()


def test_a_desk_that_keeps_no_documents_has_its_form_filled(at_work, rita):
    browser = at_work(rita)
    page = browser.post(PAGE, typed(read="1", consent_status="given")).text
    assert "take_document" not in page
    browser.post(PAGE, {**on_the_page(page), "take_document": "on"})
    assert Person.objects.get().birth_precision == "exact"
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("lines", "sentence"), [("", "Write or scan the lines first."), ("Sara", "These are not the lines")]
)
def test_lines_that_are_none_get_a_sentence_and_lose_nothing(desk, lines, sentence):
    page = desk.post(PAGE, typed(read="1", zone=lines, given="Hodan")).text
    assert sentence in page
    assert on_the_page(page)["given"] == "Hodan"
    assert desk.post(PAGE, typed(zone="Sara", given="Hodan")).status_code == 200
    assert not Person.objects.exists()


def test_the_lines_go_on_through_the_question_of_who_is_alike(desk, harbour):
    known = PersonFactory(name={"given": "Sara Hana", "family": "Tesfaye"}, registered_at=harbour, sex="female")
    Person.objects.filter(pk=known.pk).update(born_earliest=date(1995, 9, 22), born_latest=date(1995, 9, 22))
    sent = on_the_page(desk.post(PAGE, typed(read="1", consent_status="given")).text)
    page = desk.post(PAGE, sent).text
    assert "Born on the same day" in page
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.split("<dialog")[0]))
    carried["zone"] = carried["zone"].replace("&lt;", "<")
    desk.post(PAGE, {**carried, "decided": f"same:{known.public_id}"})
    assert Document.objects.get().person == known
