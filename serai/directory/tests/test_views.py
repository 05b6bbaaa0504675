from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from serai.centres.choices import Role
from serai.directory.models import Service, SourceNote
from serai.directory.rules.opening import Hours
from serai.directory.tests.factories import AreaFactory, LocationFactory, ServiceFactory

MONDAY_NOON_IN_DJIBOUTI = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TYPED = {
    "organization": "Red Crescent",
    "name_en": "Night shelter",
    "name_ar": "مأوى ليلي",
    "status": "active",
    "needs": ["shelter"],
    "area": "Tadjourah",
    "country": "DJI",
    "hours_1": "20:00-06:00",
    "is_free": "yes",
    "languages": ["amh"],
    "phones": "+253 77 00 00 00",
}


@pytest.fixture
def maria(posted, harbour):
    return posted("maria", Role.MANAGER, harbour)


def names_found(browser, **wish):
    page = browser.get(reverse("directory:search"), wish)
    return [card.name.text for card in page.context["cards"]]


def test_a_service_is_found_by_need_place_language_and_words_of_any_script(ruth, at_work):
    ServiceFactory(names={"en": "Clinic", "ar": "عيادة"}, whole__needs=["medical"], whole__languages=["amh"])
    elsewhere = LocationFactory(area=AreaFactory(names={"en": "Dikhil"}))
    ServiceFactory(names={"en": "Kitchen"}, whole__needs=["food"], whole__location=elsewhere)
    browser = at_work(ruth)

    assert names_found(browser) == ["Clinic", "Kitchen"]
    assert names_found(browser, need="food") == ["Kitchen"]
    assert names_found(browser, area=elsewhere.area.pk) == ["Kitchen"]
    assert names_found(browser, language="amh") == ["Clinic"]
    assert names_found(browser, q="العيادة") == ["Clinic"]
    assert names_found(browser, q="kitch dikh") == ["Kitchen"]
    assert names_found(browser, q="kitchen obock") == []


@time_machine.travel(MONDAY_NOON_IN_DJIBOUTI, tick=False)
def test_a_service_is_found_by_its_opening_hours(ruth, at_work):
    ServiceFactory(names={"en": "Morning"}, whole__hours=[Hours(1, time(8), time(12))])
    ServiceFactory(names={"en": "Noon"}, whole__hours=[Hours(1, time(11), time(13))])
    ServiceFactory(names={"en": "Night"}, whole__hours=[Hours(7, time(20), time(6)), Hours(1, time(20), time(6))])
    ServiceFactory(names={"en": "Always"}, whole__hours=[Hours(1, time(0), time(0))])
    ServiceFactory(names={"en": "Unsure"}, whole__hours=[Hours(1, time(8), None)])
    browser = at_work(ruth)

    assert names_found(browser, open="now") == ["Always", "Noon"]
    assert names_found(browser, open="1", at="05:30") == ["Always", "Night"]
    assert names_found(browser, open="2", at="05:59") == ["Night"]
    assert names_found(browser, open="2", at="06:00") == []
    assert names_found(browser, open="1") == ["Always", "Morning", "Night", "Noon", "Unsure"]


def test_only_what_is_known_to_be_free_or_to_accept_referrals(ruth, at_work):
    ServiceFactory(names={"en": "Free"}, accepts_referrals=False)
    ServiceFactory(names={"en": "Unknown"}, is_free=None)
    assert names_found(at_work(ruth), free="on") == ["Free"]
    assert names_found(at_work(ruth), referrals="on") == ["Unknown"]


def test_a_closed_service_is_left_out(ruth, at_work):
    ServiceFactory(status="temporarily closed")
    page = at_work(ruth).get(reverse("directory:search"))
    assert page.context["cards"] == []
    assert "No service was found" in page.text


@pytest.mark.parametrize(
    "wish", [{"area": "x"}, {"at": "25:99"}, {"need": "gold"}, {"open": "9"}, {"page": "-4"}, {"page": "x"}]
)
def test_a_search_that_makes_no_sense_is_answered_calmly(ruth, at_work, wish):
    ServiceFactory()
    assert at_work(ruth).get(reverse("directory:search"), wish).status_code == 200


@pytest.mark.parametrize(
    ("assured_on", "words"),
    [
        (date(2026, 9, 1), "Verified 2\xa0months"),
        (date(2026, 1, 1), "Not verified for 90 days"),
        (None, "Never verified"),
    ],
)
@time_machine.travel(MONDAY_NOON_IN_DJIBOUTI, tick=False)
def test_each_service_says_how_fresh_it_is(ruth, at_work, assured_on, words):
    ServiceFactory(assured_on=assured_on)
    assert words in at_work(ruth).get(reverse("directory:search")).text


def test_arabic_is_shown_to_who_reads_arabic_and_a_fallback_says_its_language(ruth, at_work):
    both = ServiceFactory()
    english = ServiceFactory(names={"en": "Kitchen"})
    browser = at_work(ruth)
    page = browser.get(reverse("directory:service", args=[both.public_id]), headers={"accept-language": "ar"}).text
    assert '<h1 lang="ar" dir="auto">عيادة</h1>' in page
    page = browser.get(reverse("directory:service", args=[english.public_id]), headers={"accept-language": "ar"}).text
    assert '<h1 lang="en" dir="auto">Kitchen</h1>' in page


def test_a_longer_directory_costs_no_more_queries(ruth, at_work, django_assert_num_queries):
    browser = at_work(ruth)
    ServiceFactory(whole__hours=[Hours(1, time(8), time(12))])
    with django_assert_num_queries(12):
        browser.get(reverse("directory:search"))
    for _ in range(4):
        ServiceFactory(whole__hours=[Hours(1, time(8), time(12))])
    with django_assert_num_queries(12):
        browser.get(reverse("directory:search"))


def test_a_missing_service_is_not_found(ruth, at_work):
    assert at_work(ruth).get(reverse("directory:service", args=[uuid4()])).status_code == 404


def test_a_caseworker_reads_but_does_not_edit(ruth, at_work):
    service = ServiceFactory()
    for name in ("edit", "verify", "set_status"):
        assert at_work(ruth).post(reverse(f"directory:{name}", args=[service.public_id])).status_code == 403


def test_a_service_written_by_hand_is_found_and_verified_today(maria, at_work):
    browser = at_work(maria)

    answer = browser.post(reverse("directory:add"), TYPED)

    service = Service.objects.get()
    assert answer.url == reverse("directory:service", args=[service.public_id])
    assert (service.assured_on, service.assured_by_id) == (timezone.localdate(), maria.user_id)
    assert names_found(browser, need="shelter", language="amh", q="مأوى") == ["Night shelter"]
    assert '<bdi dir="ltr">+253 77 00 00 00</bdi>' in browser.get(answer.url).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name_en": "", "name_ar": ""}, "Write the name in at least one language."),
        ({"hours_1": "early"}, "Write the hours like 08:30-16:00"),
        ({"hours_1": "25:00-26:00"}, "Write the hours like 08:30-16:00"),
        ({"minimum_age": "18", "maximum_age": "5"}, "The highest age is below the lowest."),
        ({"country": ""}, "This field is required."),
        ({"latitude": "11.5"}, "Give both latitude and longitude, or neither."),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_keeps_what_was_typed(maria, at_work, wrong, sentence):
    page = at_work(maria).post(reverse("directory:add"), TYPED | wrong).text
    assert sentence in page
    assert "Tadjourah" in page
    assert not Service.objects.exists()


def test_the_second_editor_is_told_and_loses_nothing(maria, at_work):
    service = ServiceFactory()
    address = reverse("directory:edit", args=[service.public_id])
    first = at_work(maria).post(address, TYPED | {"version": service.version, "name_en": "First"})
    second = at_work(maria).post(address, TYPED | {"version": service.version, "name_en": "Second"})

    assert first.status_code == 302
    assert "Somebody else saved this service" in second.text
    assert 'value="Second"' in second.text
    service.refresh_from_db()
    assert service.names["en"] == "First"


def test_nobody_moves_a_service_to_another_organisation(maria, at_work):
    """Its partner would read what was sent to the other: alone, without anybody who agrees."""
    service = ServiceFactory(organization__name="Red Crescent")
    address = reverse("directory:edit", args=[service.public_id])
    moved = TYPED | {"version": service.version, "organization": "A friend's office"}
    assert at_work(maria).post(address, moved).status_code == 302
    service.refresh_from_db()
    assert (service.organization.name, service.names["en"]) == ("Red Crescent", "Night shelter")
    assert "a partner reads what was sent to its services" in at_work(maria).get(address).text


def test_what_was_a_consulate_is_not_called_something_else(maria, at_work):
    """Fear of return holds back what the directory calls so."""
    service = ServiceFactory(whole__service_types=["CONSULAR_LIAISON"])
    address = reverse("directory:edit", args=[service.public_id])
    retyped = TYPED | {"version": service.version, "service_types": ["COUNSEL_LEGAL"]}
    assert "stays one here" in at_work(maria).post(address, retyped).text
    kept = retyped | {"service_types": ["COUNSEL_LEGAL", "CONSULAR_LIAISON"]}
    assert at_work(maria).post(address, kept).status_code == 302
    held = set(service.terms.filter(taxonomy="service_type").values_list("code", flat=True))
    assert held == {"COUNSEL_LEGAL", "CONSULAR_LIAISON"}


def test_editing_begins_with_what_is_known(maria, at_work):
    at_work(maria).post(reverse("directory:add"), TYPED)
    page = at_work(maria).get(reverse("directory:edit", args=[Service.objects.get().public_id])).text
    for words in ("Red Crescent", "مأوى ليلي", "Tadjourah", "20:00-06:00", "+253 77 00 00 00"):
        assert f'value="{words}"' in page


def test_verifying_and_closing_for_now(maria, at_work):
    service = ServiceFactory(assured_on=None)
    browser = at_work(maria)
    browser.post(reverse("directory:verify", args=[service.public_id]))
    browser.post(reverse("directory:set_status", args=[service.public_id]), {"status": "temporarily closed"})
    service.refresh_from_db()
    assert (service.assured_on, service.status) == (timezone.localdate(), "temporarily closed")
    assert names_found(browser) == []


def test_today_names_the_services_to_verify_to_those_who_edit(maria, ruth, at_work):
    ServiceFactory(names={"en": "Old clinic"}, assured_on=None)
    assert "Old clinic" in at_work(maria).get(reverse("centres:today")).text
    assert "Old clinic" not in at_work(ruth).get(reverse("centres:today")).text


def test_the_report_shows_each_row_and_does_not_grow_in_queries(maria, at_work, django_assert_num_queries):
    browser = at_work(maria)
    for row in range(1, 6):
        SourceNote.objects.create(
            source="jordan", row=row, service=ServiceFactory(), problem="hours_unclear", value=f"early {row}"
        )
        with django_assert_num_queries(6):
            page = browser.get(reverse("directory:report"), {"problem": "hours_unclear"})
        assert f"early {row}" in page.text


def test_a_service_whose_announced_end_has_passed_comes_after_those_that_go_on(at_work, ruth):
    ServiceFactory(names={"en": "Aid that ended"}, ends_on=date(2014, 12, 31))
    ServiceFactory(names={"en": "Zeal that goes on"}, ends_on=None)
    page = at_work(ruth).get(reverse("directory:search")).text
    assert page.index("Zeal that goes on") < page.index("Aid that ended")
