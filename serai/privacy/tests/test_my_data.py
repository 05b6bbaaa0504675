"""What a person is told of what is held about them."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from serai.assistance.tests.factories import DeliveryFactory
from serai.audit.queries import lines_about
from serai.centres.choices import Role
from serai.people.choices import ConsentForm, Decision, HouseholdRole, Purpose
from serai.people.models import Household, Membership
from serai.people.operations.consent import record_consent
from serai.people.rules.consent import How, Said
from serai.people.tests.factories import PersonFactory
from serai.referrals.tests.factories import sent
from serai.screening.choices import Kind
from serai.screening.models import FactorRecord
from serai.screening.tests.factories import NOW, FlagFactory


def seen_by(browser, url: str) -> str:
    """The page, less the tokens that change each time."""
    return re.sub(r'value="[\w-]{36,}"', "", browser.get(url).text)


def address(person) -> str:
    return reverse("privacy:my_data", args=[person.public_id])


@pytest.fixture
def fathiya(harbour, ruth, bilal):
    """Somebody about whom a good deal is held, who came with Bilal."""
    fathiya = PersonFactory(
        registered_at=harbour, sex="female", mother_tongue="ara", name={"given": "Fathiya", "father": "Nur"}
    )
    home = Household.objects.create(centre=harbour)
    for one, role in ((fathiya, HouseholdRole.HEAD), (bilal, HouseholdRole.SIBLING)):
        Membership.objects.create(household=home, person=one, role=role, joined_on=date(2026, 11, 2))
    how = How(
        form=ConsentForm.PROXY,
        language="ara",
        certified=True,
        proxy_name="Cousin Zahra",
        proxy_relation="relative",
        proxy_reason="Was asleep after surgery",
    )
    record_consent(by=ruth, person=fathiya, said=[Said(Purpose.SERVICES_HERE, Decision.GRANTED)], how=how)
    sent(by=ruth, person=fathiya, note="The perpetrator is Warsame")
    FactorRecord.objects.create(
        person=fathiya, centre=harbour, noted_at=NOW, noted_by=ruth.user, note="Her uncle Idris threatens her"
    )
    return fathiya


OTHERS = ["Bilal", "Cousin Zahra", "Was asleep", "Warsame", "Idris", "Ruth", "Paula"]


def test_it_prints_in_the_persons_language_and_leaves_out_third_parties(at_work, ruth, fathiya, bilal):
    """Statement 48."""
    ruth.user.display_name = "Ruth"
    ruth.user.save()
    page = at_work(ruth).get(address(fathiya)).text
    sheet = page[page.index("<article") : page.index("</article>")]

    assert 'lang="ar" dir="rtl"' in sheet
    assert "ما نحفظه عنكم" in sheet
    assert "Fathiya Nur" in sheet
    assert fathiya.code in sheet
    for name in [*OTHERS, bilal.code, str(bilal.public_id)]:
        assert name not in sheet, name


def test_it_says_what_left_to_whom_and_why(at_work, ruth, fathiya):
    page = at_work(ruth).get(address(fathiya), {"language": "en"}).text
    left = page[page.index("What left our centre") :]
    assert "You agreed to it" in left
    assert "File code · Needs" in left
    assert "Other people are recorded with you" in page


def test_nothing_tells_of_what_this_role_may_not_know(at_work, ruth, posted, harbour, fathiya):
    browser = at_work(ruth)
    known = FlagFactory(centre=harbour, person=fathiya)
    browser.get(address(fathiya))
    before = seen_by(browser, address(fathiya) + "?language=en")
    FlagFactory(centre=harbour, person=fathiya, screening=known.screening, kind=Kind.GBV)
    assert seen_by(browser, address(fathiya) + "?language=en") == before

    gabi = posted("gabi", Role.GBV, harbour)
    assert "Gender-based violence" not in before
    assert "Gender-based violence" in at_work(gabi).get(address(fathiya), {"language": "en"}).text


def test_whose_function_tells_what_a_file_is_about_is_a_focal_point(at_work, ruth, posted, harbour, fathiya):
    at_work(posted("gabi", Role.GBV, harbour)).get(address(fathiya))
    page = at_work(ruth).get(address(fathiya), {"language": "en"}).text
    opened = page[page.index("Who opened your file") :]
    assert "A focal point" in opened
    assert "Gender-based violence" not in opened
    assert "gabi" not in opened.lower()


def test_it_is_in_the_trail_and_nowhere_else(at_work, ruth, rita, fathiya, bilal):
    reception = at_work(rita)
    seen = reverse("people:file", args=[fathiya.public_id]) + "?why=service"
    reception.get(seen)
    before = seen_by(reception, seen)
    at_work(ruth).get(address(fathiya))

    assert lines_about(fathiya).filter(act="file.printed").count() == 1
    assert seen_by(reception, seen) == before


def test_who_may_not_is_refused_and_out_of_reach_is_missing(at_work, rita, omar, dima, fathiya):
    assert at_work(rita).get(address(fathiya)).status_code == 403
    assert at_work(dima).get(address(fathiya)).status_code == 403
    assert at_work(omar).get(address(fathiya)).status_code == 404


def test_five_hundred_rows_cost_as_many_queries_as_one(at_work, ruth, harbour, fathiya):
    browser = at_work(ruth)
    DeliveryFactory(centre=harbour, person=fathiya)
    FlagFactory(centre=harbour, person=fathiya)
    browser.get(address(fathiya))
    with CaptureQueriesContext(connection) as first:
        browser.get(address(fathiya))
    for number in range(499):
        DeliveryFactory(centre=harbour, person=fathiya, given_on=date(2026, 1, 1) + timedelta(days=number % 300))
    FlagFactory(centre=harbour, person=fathiya, kind=Kind.OLDER)
    with CaptureQueriesContext(connection) as second:
        page = browser.get(address(fathiya), {"language": "en"}).text
    assert len(second) == len(first)
    assert page.count("<dt>Service</dt>") == 500
