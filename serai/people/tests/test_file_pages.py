import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.people import rules
from serai.people.models import Consent, Person
from serai.people.queries.file import jumps
from serai.people.tests.factories import PersonFactory, RegistrationFactory

SPOKEN = {"form": "verbal", "certified": "on", "language": "eng"}


@pytest.fixture
def at(at_work):
    """`at(ruth, "file", bilal)` looks; with answers it sends them."""

    def go(by, name, person, *more, **answers):
        url = reverse(f"people:{name}", args=[person.public_id, *more])
        return at_work(by).post(url, answers) if answers else at_work(by).get(url)

    return go


# --- the person's page ---------------------------------------------------------------------------------------------
def test_the_page_says_who_this_is_and_the_trail_says_who_looked(at, rita, bilal):
    page = at(rita, "file", bilal).text
    assert "Bilal Ahmed" in page
    assert "Ethiopia" in page
    assert Entry.objects.get(act="person.opened").purpose == "service"


def test_a_long_page_has_a_list_of_its_parts_to_jump_to(at, ruth, bilal):
    page = at(ruth, "file", bilal).text
    parts = re.findall(r'<li><a href="#(panel-\w+)">', page)
    assert len(parts) > 4
    assert all(page.count(f'id="{part}"') == 1 for part in parts)
    assert jumps([{"rows": ["one"]}] * 4) == []
    assert jumps([{"rows": ["one"]}] * 5 + [{"rows": []}]) == [{"rows": ["one"]}] * 5


def test_an_age_without_its_day_was_told_when_the_file_was_opened(at, rita, bilal):
    """Every page says so alike, the heading too."""
    opened = timezone.now() - timedelta(days=3 * 365 + 10)
    told = rules.aged(25, on=opened.date())
    Person.objects.filter(pk=bilal.pk).update(
        created_at=opened, birth_precision="age", born_earliest=told.earliest, born_latest=told.latest
    )
    assert "(said to be 25 on" in at(rita, "file", bilal).text


def test_a_guard_is_refused_and_reception_sees_no_profile(at, posted, rita, ruth, harbour, bilal):
    """Statement 12."""
    guard = posted("guard", Role.GUARD, harbour)
    for name in ("file", "consents"):
        assert at(guard, name, bilal).status_code == 403
    assert "More about the person" not in at(rita, "file", bilal).text
    assert "More about the person" in at(ruth, "file", bilal).text


def test_who_does_not_serve_people_says_why_first_whether_there_is_a_file_or_not(at, at_work, posted, harbour, bilal):
    boss = posted("sam", Role.SUPERVISOR, harbour)
    for public_id in (bilal.public_id, uuid.uuid4()):
        asked = at_work(boss).get(reverse("people:file", args=[public_id]))
        assert asked.headers["Location"] == reverse("people:why", args=[public_id])
        assert at_work(boss).get(asked.headers["Location"]).status_code == 200
    assert not Entry.objects.exists()
    at_work(boss).get(reverse("people:file", args=[bilal.public_id]), {"why": "supervision"})
    assert Entry.objects.get().purpose == "supervision"


def test_only_those_who_watch_over_files_see_who_opened_them(at, at_work, posted, harbour, ruth, bilal):
    boss = posted("sam", Role.SUPERVISOR, harbour)
    assert "Who opened this file" not in at(ruth, "file", bilal).text
    page = at_work(boss).get(reverse("people:file", args=[bilal.public_id]), {"why": "supervision"}).text
    assert "Who opened this file" in page
    assert "Ruth" in page
    assert "Giving a service" in page


def test_the_page_costs_the_same_for_one_and_for_many_registrations(
    at, ruth, bilal, django_assert_num_queries, harbour
):
    counts = set()
    for _ in range(3):
        at(ruth, "consent", bilal, services_here="granted", **SPOKEN)
        with CaptureQueriesContext(connection) as queries:
            at(ruth, "file", bilal)
        counts.add(len(queries))
    assert len(counts) == 1


# --- consent ---------------------------------------------------------------------------------------------------------
def test_no_purpose_is_chosen_beforehand_and_each_is_asked_alone(at, rita, bilal):
    page = at(rita, "consent", bilal).text
    for purpose in ("services_here", "network", "statistics"):
        answers = re.findall(rf'<input type="radio" name="{purpose}"[^>]*>', page)
        assert len(answers) == 2
        assert not any("checked" in answer for answer in answers)
    assert 'name="referral"' not in page


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [("fr", "ltr", "gratuit"), ("es", "ltr", "gratuita"), ("ar", "rtl", "مجانية"), ("en", "ltr", "is free")],
)
def test_the_notice_is_in_the_persons_language(at_work, rita, bilal, language, direction, words):
    page = at_work(rita).get(reverse("people:consent", args=[bilal.public_id]), {"in": language}).text
    notice = re.search(rf'<div lang="{language}" dir="{direction}">(.*?)</div>', page, re.DOTALL)[1]
    assert words in notice
    assert '<html lang="en"' in page


def test_the_notice_can_be_printed_alone(at_work, rita):
    page = at_work(rita).get(reverse("people:notice"), {"in": "es"}).text
    assert "La ayuda aquí es gratuita" in page
    assert at_work(rita).get(reverse("people:notice"), {"in": "xx"}).status_code == 200


def test_one_purpose_granted_and_one_refused_are_two_lines(at, rita, bilal):
    at(rita, "consent", bilal, services_here="granted", network="refused", **SPOKEN)
    lines = {line.purpose: line for line in Consent.objects.all()}
    assert {purpose: line.decision for purpose, line in lines.items()} == {
        "services_here": "granted",
        "network": "refused",
    }
    assert lines["network"].certified_by == rita.user
    assert lines["network"].notice_version == "1"
    page = at(rita, "consents", bilal).text
    assert "Agreed" in page
    assert "Refused" in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"form": "verbal", "language": "eng", "services_here": "granted"}, "certify that you heard"),
        ({"form": "proxy", "language": "eng", "services_here": "granted"}, "Choose who this is to the person"),
        ({"form": "proxy", "language": "eng", "services_here": "granted", "proxy_name": "x"}, "does not answer"),
        ({"form": "written", "language": "eng"}, "Nothing is answered yet"),
        ({"form": "written", "language": "xx", "services_here": "granted"}, "valid choice"),
        ({"form": "", "language": "eng", "services_here": "granted"}, "required"),
        ({"form": "written", "language": "eng", "services_here": "maybe"}, "valid choice"),
        ({"form": "written", "language": "eng", "services_here": "granted", "valid_until": "2020-01-01"}, "is over"),
    ],
)
def test_what_is_missing_is_said_beside_its_question(at, rita, bilal, answers, sentence):
    """Statement 15."""
    page = at(rita, "consent", bilal, **answers)
    assert page.status_code == 200
    assert sentence in page.text
    assert not Consent.objects.exists()


def test_a_young_childs_caregiver_answers_and_the_child_is_asked(at, ruth, harbour):
    child = PersonFactory(
        code="HAR-26-00055-X",
        birth=rules.aged(9, on=timezone.localdate()),
        child_status="accompanied",
        registered_at=harbour,
    )
    mother = {
        "form": "proxy",
        "language": "amh",
        "proxy_name": "Hiwot",
        "proxy_relation": "mother",
        "proxy_reason": "9",
    }
    assert "A caregiver answers" in at(ruth, "consent", child, services_here="granted", **SPOKEN).text
    assert "Ask the child too" in at(ruth, "consent", child, services_here="granted", **mother).text
    at(ruth, "consent", child, services_here="granted", child_assented="yes", **mother)
    line = Consent.objects.get()
    assert (line.child_assented, line.proxy_relation, line.language) == (True, "mother", "amh")


def test_what_leaves_is_asked_alone_for_one_recipient_and_listed_parts(at, ruth, bilal):
    """Statement 13."""
    page = at(ruth, "consent_alone", bilal, "consulate", consulate="granted", **SPOKEN).text
    assert "A permission for everybody cannot be given" in page
    assert "Nothing else leaves" in page
    at(
        ruth,
        "consent_alone",
        bilal,
        "consulate",
        consulate="granted",
        recipient_name="Ethiopia",
        parts="name",
        **SPOKEN,
    )
    line = Consent.objects.get()
    assert (line.recipient, line.recipient_name, line.fields) == ("consulate:ethiopia", "Ethiopia", ["name"])


@pytest.mark.parametrize("purpose", ["referral", "services_here", "everything"])
def test_there_is_no_page_for_consent_to_partners_in_general(at, ruth, bilal, purpose):
    """Statement 13."""
    assert at(ruth, "consent_alone", bilal, purpose).status_code == 404


def test_consent_is_taken_back_with_one_press(at, rita, bilal):
    at(rita, "consent", bilal, services_here="granted", **SPOKEN)
    line = Consent.objects.get()
    at(rita, "withdraw", bilal, line.pk, sent="1")
    assert Consent.objects.order_by("-pk")[0].decision == "withdrawn"
    at(rita, "withdraw", bilal, line.pk, sent="1")
    assert Consent.objects.count() == 2
    assert "does not agree to be recorded" in at(rita, "file", bilal).text


def test_anothers_consent_is_not_taken_back_through_this_file(at, rita, bilal, amina):
    """Statement 11."""
    at(rita, "consent", bilal, services_here="granted", **SPOKEN)
    assert at(rita, "withdraw", amina, Consent.objects.get().pk, sent="1").status_code == 404
    assert Consent.objects.count() == 1


def test_who_looked_does_not_tell_that_the_person_was_at_another_centre(at_work, posted, ruth, omar, harbour, station):
    """Statement 8: another centre's trail is shown only if the person lets the network see the file."""
    person = PersonFactory(registered_at=harbour)
    RegistrationFactory(person=person, centre=station)
    boss = at_work(posted("sam", Role.SUPERVISOR, harbour))
    here = reverse("people:file", args=[person.public_id])
    at_work(omar).get(here)
    at_work(ruth).get(here)

    before = boss.get(here, {"why": "supervision"}).text
    line = {"decision": "granted", "form": "written", "language": "eng", "notice_version": "1"}
    Consent.objects.create(person=person, purpose="network", centre=harbour, recorded_by=ruth.user, **line)
    after = boss.get(here, {"why": "supervision"}).text

    assert ruth.user.display_name in before
    assert omar.user.display_name not in before
    assert station.name not in before
    assert omar.user.display_name in after


def test_the_ledger_does_not_tell_that_the_person_was_at_another_centre(at_work, rita, omar, harbour, station):
    """As who looked: told only while the person lets the network see the file."""
    person = PersonFactory(registered_at=harbour)
    RegistrationFactory(person=person, centre=station)
    line = {"person": person, "form": "written", "language": "eng", "notice_version": "1", "recorded_by": omar.user}
    Consent.objects.create(purpose="services_here", decision="granted", centre=station, **line)
    told = []
    for decision in ("granted", "withdrawn"):
        Consent.objects.create(purpose="network", decision=decision, centre=station, **line)
        page = at_work(rita).get(reverse("people:consents", args=[person.public_id])).text
        told.append((station.name in page, omar.user.display_name in page))
    assert told == [(True, True), (False, False)]


@pytest.mark.parametrize(
    ("wanted", "location"), [("/posting/?a=1", "/posting/?a=1"), ("https://evil.example/", ""), ("//evil.example", "")]
)
def test_after_the_conversation_one_is_where_it_was_asked_for_or_at_the_file(at_work, ruth, bilal, wanted, location):
    address = reverse("people:consent", args=[bilal.public_id]) + "?next=" + wanted
    said = {"services_here": "granted", "form": "verbal", "certified": "on", "language": "amh"}
    answer = at_work(ruth).post(address, said)

    assert answer["Location"] == (location or reverse("people:file", args=[bilal.public_id]))
