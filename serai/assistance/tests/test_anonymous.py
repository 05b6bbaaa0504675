"""Help without a name: any service, no person, no consent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.assistance.models import Delivery, UnmetNeed
from serai.assistance.queries import given_by_type
from serai.assistance.tests.factories import DeliveryFactory
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory

CHOOSE = reverse("assistance:choose")
BASICS = ["MEAL", "WATER", "FIRST_AID", "PFA", "INFO_RIGHTS", "PHONE_CALL"]


def today():
    return timezone.localdate()


def seen(**typed):
    told = {"on": today(), "number": 1, "sex": "unknown", "age_band": "unknown", "nationality": "unknown"}
    return told | {"session": uuid4()} | typed


def give(service="MEAL"):
    return reverse("assistance:give", args=[service])


@pytest.fixture
def meals(harbour):
    return OfferedServiceFactory(centre=harbour, service_type="MEAL")


@pytest.mark.parametrize("service", BASICS)
def test_help_is_recorded_with_no_person_and_no_consent(at_work, rita, harbour, service):
    """Statement 1: a meal, water, first aid, PFA, information or call. Statement 2: nothing else is asked."""
    OfferedServiceFactory(centre=harbour, service_type=service)
    page = at_work(rita).get(give(service)).text
    answer = at_work(rita).post(give(service), seen(), follow=True)

    assert "Recorded for 1 person." in answer.text
    delivery = Delivery.objects.get()
    assert (delivery.service_type, delivery.person, delivery.number) == (service, None, 1)
    assert "No name and no consent are needed" in page
    said = [
        text.split("<dialog")[0].lower() for text in (page, answer.text)
    ]  # the locked screen speaks of something else
    assert not [text for text in said if "refus" in text]


def test_a_group_without_names_is_recorded_in_one_line(at_work, rita, harbour, meals):
    at_work(rita).post(give(), seen(number=30, sex="female", age_band="18-29", nationality="ETH"))

    delivery = Delivery.objects.get()
    assert (delivery.number, delivery.sex, delivery.age_band, delivery.nationality) == (30, "female", "18-29", "ETH")
    assert (delivery.centre, delivery.given_on, delivery.recorded_by) == (harbour, today(), rita.user)
    assert Entry.objects.get(act="delivery.recorded").detail == {"service_type": "MEAL", "people": 30}


def test_the_same_form_sent_twice_is_recorded_once(at_work, rita, meals):
    typed = seen(number=5)
    at_work(rita).post(give(), typed)
    page = at_work(rita).post(give(), typed, follow=True).text

    assert "Nothing was recorded twice." in page
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "many"}, "Enter a whole number"),
        ({"number": 0}, "greater than or equal to 1"),
        ({"on": "32/13/2026"}, "Enter a valid date"),
        ({"on": "2999-01-01"}, "has not come yet"),
        ({"nationality": "MOON"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_kept_and_explained(at_work, rita, meals, typed, sentence):
    answer = at_work(rita).post(give(), seen(sex="female") | typed)

    assert answer.status_code == 200
    assert sentence in answer.text
    assert '<option value="female" selected' in answer.text
    assert not Delivery.objects.exists()


def test_only_what_the_centre_gives_can_be_chosen(at_work, rita, harbour, station):
    OfferedServiceFactory(centre=harbour, service_type="MEAL")
    OfferedServiceFactory(centre=harbour, service_type="PFA")
    OfferedServiceFactory(centre=harbour, service_type="WATER", until=today() - timedelta(days=1))
    OfferedServiceFactory(centre=station, service_type="BED_NIGHT")
    browser = at_work(rita)
    page = browser.get(CHOOSE).text

    assert page.index(give("PFA")) < page.index(give("MEAL")), "the minimum package comes first"
    for service in ("WATER", "BED_NIGHT", "DRAGON"):
        assert give(service) not in page
        assert browser.get(give(service)).status_code == 404


def test_a_centre_without_a_catalogue_is_told_what_to_do(at_work, rita):
    assert "Ask the centre manager" in at_work(rita).get(CHOOSE).text


def test_a_mistake_is_undone_stays_and_is_not_counted(at_work, rita, harbour):
    delivery = DeliveryFactory(centre=harbour, number=9)
    page = (
        at_work(rita)
        .post(reverse("assistance:undo", args=[delivery.pk]), {"why_undone": "wrong_number"}, follow=True)
        .text
    )

    assert "Wrong number of people" in page
    delivery.refresh_from_db()
    assert (delivery.undone_by, delivery.why_undone) == (rita.user, "wrong_number")
    assert given_by_type(posting=rita, on=today()) == []
    again = at_work(rita).post(reverse("assistance:undo", args=[delivery.pk]), {"why_undone": "twice"}).text
    assert "undone already" in again


def test_what_was_recorded_on_an_earlier_day_is_not_undone(at_work, rita, harbour):
    delivery = DeliveryFactory(centre=harbour, recorded_at=timezone.now() - timedelta(days=1))
    page = at_work(rita).post(reverse("assistance:undo", args=[delivery.pk]), {"why_undone": "twice"}).text

    assert "recorded on an earlier day" in page
    delivery.refresh_from_db()
    assert delivery.undone_at is None


def test_undoing_needs_a_reason(at_work, rita, harbour):
    delivery = DeliveryFactory(centre=harbour)
    at_work(rita).post(reverse("assistance:undo", args=[delivery.pk]), {})
    delivery.refresh_from_db()
    assert delivery.undone_at is None


def test_another_centres_delivery_and_none_are_the_same_answer(at_work, omar, harbour):
    for pk in (DeliveryFactory(centre=harbour).pk, 0):
        assert at_work(omar).get(reverse("assistance:undo", args=[pk])).status_code == 404


def test_named_and_unnamed_are_counted_apart(rita, harbour, station, bilal):
    DeliveryFactory(centre=harbour, number=30)
    DeliveryFactory(centre=harbour, person=bilal)
    DeliveryFactory(centre=harbour, number=2, given_on=today() - timedelta(days=1))
    DeliveryFactory(centre=station, number=7)
    (row,) = given_by_type(posting=rita, on=today())
    assert (row["service_type"], row["named"], row["unnamed"]) == ("MEAL", 1, 30)


def test_what_could_not_be_given_is_counted_too(at_work, rita, harbour):
    told = seen(service_type="BED_NIGHT", reason="no_place", number=4)
    for _ in range(2):
        at_work(rita).post(reverse("assistance:unmet"), told)

    unmet = UnmetNeed.objects.get()
    assert (unmet.centre, unmet.service_type, unmet.reason, unmet.number, unmet.person) == (
        harbour,
        "BED_NIGHT",
        "no_place",
        4,
        None,
    )


def test_an_unmet_need_without_a_reason_keeps_what_was_typed(at_work, rita):
    page = at_work(rita).post(reverse("assistance:unmet"), seen(service_type="BED_NIGHT", number=4)).text
    assert '<option value="BED_NIGHT" selected' in page
    assert not UnmetNeed.objects.exists()


def test_a_posting_to_the_whole_network_gives_no_help(at_work, posted):
    nobody = posted("nadia", Role.CASEWORKER, None)
    assert at_work(nobody).get(CHOOSE).status_code == 404


@pytest.mark.parametrize("url", [CHOOSE, give()])
def test_a_longer_day_costs_no_more_queries(at_work, rita, harbour, meals, url, django_assert_max_num_queries):
    browser, taken = at_work(rita), []
    for rows in (1, 4):
        DeliveryFactory.create_batch(rows, centre=harbour)
        with django_assert_max_num_queries(7) as captured:
            browser.get(url)
        taken.append(len(captured))
    assert taken[0] == taken[1]
