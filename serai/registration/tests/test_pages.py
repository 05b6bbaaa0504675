import re
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.people import rules
from serai.people.choices import ConsentStatus
from serai.people.models import Person
from serai.people.tests.factories import PersonFactory
from serai.registration.operations.corrections import Corrected, correct_basic_data
from serai.registration.queries.registration import usual_nationalities

TOO_FEW = {"sex": "female", "age_band": "18-29", "nationality": "unknown", "consent_status": "not_asked"}


@pytest.fixture
def register(at_work):
    def send(by, **answers):
        filled = {**TOO_FEW, "registered_on": timezone.localdate().isoformat(), "form_token": uuid.uuid4(), **answers}
        return at_work(by).post(reverse("registration:register"), filled)

    return send


def correction(person, **changes):
    asked = {"given": "Bilal", "father": "Ahmed", "sex": "male", "age": "31", "nationality": "ETH", "version": "1"}
    return {**asked, **changes}


def test_one_comes_to_register_from_a_search(at_work, rita):
    page = at_work(rita).get(reverse("registration:register"), follow=True)
    assert "Search first" in page.text
    page = at_work(rita).post(reverse("registration:register"), {"typed": "Ahmed, Bilal"}).text
    assert re.search(r'name="given" value="Bilal"', page)
    assert re.search(r'name="family" value="Ahmed"', page)


def test_twelve_interactions_are_enough_from_the_search_to_the_file(at_work, rita):
    """Type, search, register, consent, sex, age group, nationality, save: eight."""
    page = at_work(rita).post(reverse("registration:register"), {"typed": "Hodan"}).text
    form = page.split("<dialog")[0]  # the question of the locked screen comes after it
    required = re.findall(r'name="(\w+)"[^>]*required', form)
    assert set(required) == {"sex", "nationality", "consent_status", "registered_on"}
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_sex_age_group_and_unknown_nationality_are_saved(at_work, rita, register):
    """Statement 3."""
    saved = register(rita)
    person = Person.objects.get()
    assert saved.headers["Location"] == reverse("people:file", args=[person.public_id]) + "?why=registration"
    page = at_work(rita).get(saved.headers["Location"]).text
    assert person.code in page
    assert "age group 18–29" in page
    assert Entry.objects.get(act="person.opened").purpose == "registration"


def test_sent_twice_is_saved_once(rita, register):
    token = uuid.uuid4()
    assert register(rita, form_token=token).headers["Location"] == register(rita, form_token=token).headers["Location"]
    assert Person.objects.count() == 1


def test_who_refuses_leaves_no_trace_and_is_told_that_help_goes_on(rita, register):
    """Statement 2."""
    page = register(rita, consent_status=ConsentStatus.REFUSED, given="Hodan").text
    assert "Help goes on" in page
    assert reverse("assistance:choose") in page
    assert "Hodan" not in page
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_a_yes_is_followed_by_the_consent_conversation(rita, register):
    saved = register(rita, consent_status=ConsentStatus.GIVEN)
    assert saved.headers["Location"] == reverse("people:consent", args=[Person.objects.get().public_id])


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"age_band": ""}, "Give an age or an age group"),
        ({"age": "12"}, "do not agree"),
        ({"age": "-1"}, "greater than or equal to 0"),
        ({"age": "five"}, "whole number"),
        ({"registered_on": "2999-01-01"}, "still to come"),
        ({"registered_on": "0026-01-01"}, "Check the year"),
        ({"registered_on": "yesterday"}, "valid date"),
        ({"sex": ""}, "required"),
        ({"nationality": "XXX"}, "valid choice"),
        ({"consent_status": ""}, "required"),
        ({"given": "x" * 81}, "at most 80"),
        ({"form_token": "1"}, "valid UUID"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(rita, register, answers, sentence):
    page = register(rita, **{"father": "Warsame", **answers})
    assert page.status_code == 200
    assert sentence in page.text
    assert "Warsame" in page.text
    assert not Person.objects.exists()


def test_the_usual_nationalities_come_first(at_work, rita, harbour):
    PersonFactory(nationality="SOM", registered_at=harbour, registered_at__registered_on=timezone.localdate())
    page = at_work(rita).post(reverse("registration:register"), {"typed": "x"}).text
    assert page.index('value="SOM"') < page.index('value="DJI"')
    assert page.count('value="SOM"') == 1


def test_what_is_usual_is_what_the_last_people_hold(rita, harbour, station, monkeypatch):
    """However many are registered, the page asks for the last of them only."""
    monkeypatch.setattr("serai.registration.queries.registration.LATEST", 4)
    today = timezone.localdate()
    for days_ago, centre, nationality in (
        (9, harbour, "YEM"), (9, harbour, "YEM"), (3, harbour, "SOM"), (2, harbour, "unknown"), (1, harbour, "ERI"),
        (0, harbour, "SOM"), (0, station, "SDN"),
    ):  # fmt: skip
        day = today - timedelta(days=days_ago)
        PersonFactory(nationality=nationality, registered_at=centre, registered_at__registered_on=day)
    assert usual_nationalities(posting=rita, on=today) == ["SOM", "ERI"]
    monkeypatch.setattr("serai.registration.queries.registration.LATEST", 5)  # fewer came in a week
    assert usual_nationalities(posting=rita, on=today) == ["SOM", "ERI", "YEM"]


def test_somebody_who_comes_back_is_registered_today(at_work, rita, bilal):
    for _ in range(2):
        at_work(rita).post(reverse("registration:again", args=[bilal.public_id]))
    assert bilal.registrations.filter(registered_on=timezone.localdate()).count() == 1


def test_a_guard_may_not_register_and_another_centre_finds_nothing(at_work, register, posted, harbour, omar, bilal):
    assert register(posted("guard", Role.GUARD, harbour)).status_code == 403
    for page in ("registration:again", "registration:correct", "cards:card", "people:consent"):
        assert at_work(omar).post(reverse(page, args=[bilal.public_id])).status_code == 404
        assert at_work(omar).post(reverse(page, args=[uuid.uuid4()])).status_code == 404


def test_a_receptionist_corrects_only_what_was_registered_today(at_work, rita, ruth, bilal, harbour):
    page = reverse("registration:correct", args=[bilal.public_id])
    assert at_work(rita).get(page).status_code == 403
    assert at_work(ruth).get(page).status_code == 200
    fresh = PersonFactory(
        code="HAR-26-00099-X", registered_at=harbour, registered_at__registered_on=timezone.localdate()
    )
    assert at_work(rita).get(reverse("registration:correct", args=[fresh.public_id])).status_code == 200


def test_a_correction_that_leaves_the_age_keeps_the_birth(at_work, ruth, bilal):
    age = rules.age_on(bilal.birth.middle, timezone.localdate())
    saved = at_work(ruth).post(
        reverse("registration:correct", args=[bilal.public_id]), correction(bilal, age=str(age), nationality="SOM")
    )
    assert saved.status_code == 302
    bilal.refresh_from_db()
    assert (bilal.nationality, bilal.birth) == ("SOM", rules.born_on(date(1995, 5, 17)))


def test_a_second_editor_is_told_and_keeps_what_was_typed(at_work, ruth, bilal):
    correct_basic_data(
        by=ruth,
        person=bilal,
        corrected=Corrected("male", bilal.birth, "SOM", {"given": "Bilal", "father": "Ahmed"}),
        version=1,
    )
    url = reverse("registration:correct", args=[bilal.public_id])
    page = at_work(ruth).post(url, correction(bilal, given="Bilaal"))
    assert page.status_code == 409
    assert "Somebody else changed this file" in page.text
    assert "Bilaal" in page.text
    assert "Somalia" in page.text
    bilal.refresh_from_db()
    assert bilal.version == 2
    again = re.search(r'name="version" value="(\d+)"', page.text)[1]
    assert at_work(ruth).post(url, correction(bilal, given="Bilaal", version=again)).status_code == 302
    assert bilal.names.get().given == "Bilaal"


def test_today_counts_registrations_and_shows_who_was_not_asked(at_work, rita, register, harbour):
    PersonFactory(registered_at=harbour, registered_at__registered_on=timezone.localdate() - timedelta(days=1))
    register(rita)
    page = at_work(rita).get(reverse("centres:today")).text
    assert "1 person registered here today" in page
    assert reverse("people:consent", args=[Person.objects.order_by("-pk")[0].public_id]) in page
