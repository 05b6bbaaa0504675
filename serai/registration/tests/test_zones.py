"""A travel document's lines, read, compared and taken over."""

import re
from datetime import date

import pytest
from django.urls import reverse

from serai.audit.models import Entry
from serai.duplicates.choices import Said, Why
from serai.duplicates.models import Pair
from serai.people.models import Document
from serai.people.operations.numbers import refresh_numbers
from serai.people.rules import aged
from serai.people.tests.factories import PersonFactory
from serai.search.queries import matching

pytestmark = pytest.mark.django_db
PASSPORT = "P<ETHTESFAYE<<SARA<HANA<<<<<<<<<<<<<<<<<<<<<\nEP12345671ETH9509229F3105179<<<<<<<<<<<<<<02"

HANA = {
    "name": {"given": "Hana", "father": "Kidane", "family": "Tesfaye"},
    "sex": "female",
    "nationality": "ETH",
    "birth": aged(31, on=date(2026, 11, 2)),
}


@pytest.fixture
def sara(harbour):
    """Of whom only an age and a name in Arabic letters are known."""
    born = aged(31, on=date(2026, 11, 2))
    name = {"script": "arabic", "given": "سارة"}
    return PersonFactory(sex="unknown", nationality="unknown", birth=born, name=name, registered_at=harbour)


def at(person):
    return reverse("registration:zone", args=[person.public_id])


def offered(text):
    """What the page's second form would send as it stands: its values, and the boxes that are ticked."""
    sent = dict(re.findall(r'<input type="(?:text|number|date|hidden)" name="([^"]+)" value="([^"]*)"', text))
    boxes = re.findall(r'<input type="checkbox" name="([^"]+)"([^>]*)', text)
    sent |= {name: "on" for name, rest in boxes if "checked" in rest}
    for select in re.findall(r"<select.*?</select>", text, flags=re.DOTALL):
        if chosen := re.search(r'value="([^"]*)" selected', select):
            sent[re.search(r'name="([^"]+)"', select)[1]] = chosen[1]
    return sent


def test_a_passport_is_read_and_taken_over(at_work, ruth, sara):
    browser = at_work(ruth)
    assert at(sara) in browser.get(reverse("registration:profile", args=[sara.public_id])).text
    page = browser.post(at(sara), {"zone": PASSPORT}).text
    assert "All check digits fit" in page
    assert not Document.objects.exists()  # nothing is kept before somebody has compared it

    answer = browser.post(at(sara), offered(page), follow=True)
    assert "What you ticked is in the file" in answer.text
    sara.refresh_from_db()
    held = sara.documents.get()
    assert (held.kind, held.state, held.country, held.number) == ("passport", "held", "ETH", "EP1234567")
    assert held.expires_on == date(2031, 5, 17)
    name = sara.names.get(script="latin")
    assert (name.given, name.family) == ("Sara Hana", "Tesfaye")
    assert (sara.sex, sara.nationality) == ("female", "ETH")
    assert (sara.birth_precision, sara.born_latest) == ("exact", date(1995, 9, 22))
    assert sara.registrations.get().sex == "female"
    assert [line.code for line in matching(posting=ruth, text="ep1234567").people] == [sara.code]
    entry = Entry.objects.get(act="person.document_read")
    assert entry.detail["parts"] == ["document", "name", "birth", "sex", "nationality"]
    assert "Tesfaye" not in str(entry.detail)


def test_what_does_not_fit_is_offered_and_not_ticked_and_the_digit_is_named(at_work, ruth, sara):
    wrong = PASSPORT.replace("9509229F", "8509229F")
    page = at_work(ruth).post(at(sara), {"zone": wrong}).text
    assert "check digit of the date of birth does not fit" in page
    sent = offered(page)
    assert "take_birth" not in sent
    assert (sent["birth_year"], sent["take_document"]) == ("1985", "on")
    assert "Doubtful: compare with the document" in page

    at_work(ruth).post(at(sara), sent)
    sara.refresh_from_db()
    assert sara.birth_precision != "exact"
    assert sara.documents.get().number == "EP1234567"


def test_what_the_file_knows_is_not_ticked(at_work, ruth, bilal):
    page = at_work(ruth).post(at(bilal), {"zone": PASSPORT}).text
    assert not {"take_name", "take_sex", "take_nationality"} & set(offered(page))


def test_a_nationality_that_is_none_becomes_unknown(at_work, ruth, sara):
    page = at_work(ruth).post(at(sara), {"zone": PASSPORT.replace("1ETH95", "1XXX95")}).text
    assert offered(page)["nationality"] == "unknown"
    page = at_work(ruth).post(at(sara), {"zone": PASSPORT.replace("1ETH95", "1UTO95")}).text
    assert offered(page)["nationality"] == "unknown"


def test_the_father_s_name_stays(at_work, ruth, bilal):
    before = bilal.names.get()
    assert before.father
    sent = offered(at_work(ruth).post(at(bilal), {"zone": PASSPORT}).text)
    at_work(ruth).post(at(bilal), {**sent, "take_name": "on"})
    after = bilal.names.get(script="latin")
    assert (after.given, after.father) == ("Sara Hana", before.father)


def test_the_same_document_read_twice_is_one(at_work, ruth, sara):
    for _time in range(2):
        at_work(ruth).post(at(sara), offered(at_work(ruth).post(at(sara), {"zone": PASSPORT}).text))
    assert sara.documents.count() == 1


def test_a_number_that_another_file_has_too_is_compared_by_a_colleague(at_work, ruth, sara, harbour, station):
    """With a name that alone would not be enough; at another centre nothing is compared."""
    files = [PersonFactory(**HANA, registered_at=centre) for centre in (harbour, station)]
    browser = at_work(ruth)
    other = browser.post(at(sara), {"zone": PASSPORT})
    for file in files:
        Document.objects.create(person=file, kind="passport", state="held", country="ETH", number="EP1234567")
    refresh_numbers(people=files)
    browser.post(at(sara), offered(other.text))
    pair = Pair.objects.get()
    assert {pair.first, pair.second} == {sara, files[0]}
    assert (pair.said, pair.why) == (Said.OPEN, Why.FOUND)


def test_another_number_weighs_nothing(at_work, ruth, sara, harbour):
    PersonFactory(**HANA, registered_at=harbour)
    at_work(ruth).post(at(sara), offered(at_work(ruth).post(at(sara), {"zone": PASSPORT}).text))
    assert not Pair.objects.exists()


def test_a_second_editor_is_told(at_work, ruth, sara):
    sent = offered(at_work(ruth).post(at(sara), {"zone": PASSPORT}).text)
    sara.version += 1
    sara.save()
    answer = at_work(ruth).post(at(sara), sent)
    assert answer.status_code == 409
    assert 'value="EP1234567"' in answer.text
    assert not sara.documents.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": ""}, "Write this, or untick"),
        ({"birth_day": "31", "birth_month": "2"}, "no such day"),
        ({"birth_year": "2090"}, "in the future"),
        ({f"take_{part}": "" for part in ("document", "name", "birth", "sex", "nationality")}, "Nothing is ticked"),
        ({"nationality": "XXX"}, "Select a valid choice"),
        ({"expires_on": "soon"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_gets_a_sentence(at_work, ruth, sara, changed, sentence):
    sent = {**offered(at_work(ruth).post(at(sara), {"zone": PASSPORT}).text), **changed}
    answer = at_work(ruth).post(at(sara), {name: value for name, value in sent.items() if value})
    assert sentence in answer.text
    assert not sara.documents.exists()


@pytest.mark.parametrize("typed", ["Sara Tesfaye", "", "x" * 500])
def test_what_is_no_zone_gets_a_sentence_and_stays(at_work, ruth, sara, typed):
    answer = at_work(ruth).post(at(sara), {"zone": typed})
    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert typed in answer.text
