"""Help to people with a file: from their page, or many at once by their cards."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.assistance import operations, queries
from serai.assistance.models import Delivery, UnmetNeed
from serai.assistance.panels import load_services
from serai.assistance.tests.factories import DeliveryFactory, UnmetNeedFactory
from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.cards.operations.cards import issue_card
from serai.centres.tests.factories import OfferedServiceFactory
from serai.people import rules as people_rules
from serai.people.holdings import declared
from serai.people.models import Card
from serai.people.panels import panels_for
from serai.people.tests.factories import PersonFactory
from serai.reception.tests.factories import VisitFactory

MANY = reverse("assistance:give_many", args=["MEAL"])


def today():
    return timezone.localdate()


def told(**typed):
    return {"on": today(), "session": uuid4(), "mode": "direct", "why_again": ""} | typed


def give_to(person):
    return reverse("assistance:give_person", args=[person.public_id])


@pytest.fixture
def catalogue(harbour):
    for service in ("MEAL", "WATER", "SRH"):
        OfferedServiceFactory(centre=harbour, service_type=service)


@pytest.fixture
def card(ruth):
    def issue(person):
        return issue_card(by=ruth, person=person).code

    return issue


pytestmark = pytest.mark.usefixtures("catalogue")


def test_several_services_are_given_from_the_persons_page(at_work, rita, harbour, bilal):
    answer = at_work(rita).post(give_to(bilal), told(services=["MEAL", "WATER"]))

    assert answer.url == reverse("people:file", args=[bilal.public_id])
    rows = Delivery.objects.values_list("service_type", "person", "sex", "age_band", "nationality", "number", "centre")
    of_the_day = (bilal.pk, "male", bilal.band_on(today()), "ETH", 1, harbour.pk)
    assert set(rows) == {("MEAL", *of_the_day), ("WATER", *of_the_day)}
    assert Entry.objects.filter(act="delivery.recorded", subject=pseudonym(bilal)).count() == 2
    assert Entry.objects.filter(act="person.opened", purpose="service").exists()


def test_the_age_is_that_of_the_day_of_help(rita, amina):
    """Statement 6."""
    given = operations.Help(services=["MEAL"], on=date(2017, 3, 3), session=uuid4())
    operations.give_to_people(by=rita, help_given=given, people=[amina], at=timezone.now())
    assert Delivery.objects.get().age_band == "0-4"


def test_the_same_service_twice_in_a_day_asks_why_and_goes_on(at_work, rita, harbour, bilal):
    DeliveryFactory(centre=harbour, person=bilal)
    browser, typed = at_work(rita), told(services=["MEAL", "WATER"])
    page = browser.post(give_to(bilal), typed).text

    assert "Already given to this person that day: Meal." in page
    assert Delivery.objects.count() == 1
    browser.post(give_to(bilal), typed | {"why_again": "not_enough"})
    assert list(Delivery.objects.order_by("pk").values_list("service_type", "why_again"))[1:] == [
        ("MEAL", "not_enough"),
        ("WATER", "not_enough"),
    ]


def test_an_undone_delivery_is_no_repeat(at_work, rita, harbour, bilal):
    DeliveryFactory(centre=harbour, person=bilal, undone_at=timezone.now(), why_undone="twice")
    at_work(rita).post(give_to(bilal), told(services=["MEAL"]))
    assert Delivery.objects.counted().count() == 1


def test_the_same_form_sent_twice_is_recorded_once(at_work, rita, bilal):
    browser, typed = at_work(rita), told(services=["MEAL"])
    browser.post(give_to(bilal), typed)
    answer = browser.post(give_to(bilal), typed)

    assert answer.status_code == 302
    assert Delivery.objects.count() == 1


def test_no_service_ticked_is_a_sentence(at_work, rita, bilal):
    assert "No service is ticked yet" in at_work(rita).post(give_to(bilal), told()).text


def test_another_centres_person_and_nobody_are_the_same_answer(at_work, omar, bilal):
    for public_id in (bilal.public_id, uuid4()):
        for page in ("give_person", "unmet_of_person"):
            assert at_work(omar).get(reverse(f"assistance:{page}", args=[public_id])).status_code == 404


def test_many_are_served_by_card_by_code_and_by_a_tick_each_once(at_work, rita, harbour, bilal, amina, card):
    visitor = PersonFactory(registered_at=harbour)
    VisitFactory(centre=harbour, person=visitor)
    typed = card(bilal)
    codes = f"{people_rules.shown_card_code(typed).lower()}\n{amina.code.lower()}\n{typed}"
    page = at_work(rita).post(MANY, told(codes=codes, person=[visitor.public_id])).text

    assert "Recorded for 3 people" in page
    assert {delivery.person for delivery in Delivery.objects.all()} == {bilal, amina, visitor}


def test_unknown_codes_are_listed_and_hold_nobody_up(at_work, rita, omar, station, bilal, card):
    elsewhere = PersonFactory(registered_at=station, code="STA-26-00009-Z")
    revoked = card(bilal)
    Card.objects.update(revoked_at=timezone.now())
    codes = ["nonsense", elsewhere.code, issue_card(by=omar, person=elsewhere).code, revoked, card(bilal)]
    page = at_work(rita).post(MANY, told(codes="\n".join(codes))).text

    assert "Recorded for 1 person" in page
    assert "These codes open no file here" in page
    assert all(f">{code}</bdi>" in page for code in codes[:4])
    assert Delivery.objects.get().person == bilal


def test_who_had_it_today_is_left_out_and_named_until_a_reason_is_given(at_work, rita, harbour, bilal, amina):
    DeliveryFactory(centre=harbour, person=bilal)
    browser, codes = at_work(rita), f"{bilal.code}\n{amina.code}"
    page = browser.post(MANY, told(codes=codes)).text

    assert "Recorded for 1 person" in page
    assert "were left out" in page
    assert str(bilal.public_id) in page
    VisitFactory(centre=harbour, person=bilal)
    browser.post(MANY, told(person=[bilal.public_id], why_again="lost"))
    assert Delivery.objects.filter(person=bilal, why_again="lost").count() == 1


def test_nobody_chosen_is_a_sentence_and_keeps_the_day(at_work, rita):
    page = at_work(rita).post(MANY, told(on="2026-01-05")).text
    assert "Nobody is chosen yet" in page
    assert 'value="2026-01-05"' in page


def test_many_sent_twice_is_recorded_once(at_work, rita, bilal):
    browser, typed = at_work(rita), told(codes=bilal.code)
    browser.post(MANY, typed)
    assert "Nothing was recorded twice." in browser.post(MANY, typed).text
    assert Delivery.objects.count() == 1


def test_more_visitors_cost_no_more_queries(at_work, rita, harbour, django_assert_max_num_queries):
    browser, taken = at_work(rita), []
    for rows in (1, 4):
        for _ in range(rows):
            VisitFactory(centre=harbour, person=PersonFactory(registered_at=harbour))
        with django_assert_max_num_queries(6) as captured:
            browser.get(MANY)
        taken.append(len(captured))
    assert taken[0] == taken[1]


def services_panel(posting, person):
    return next(panel for panel in panels_for(posting=posting, person=person) if panel["panel"].name == "services")


def test_the_panel_shows_what_this_role_may_know(rita, ruth, harbour, station, bilal, django_assert_num_queries):
    for _ in range(2):
        DeliveryFactory(centre=harbour, person=bilal)
        DeliveryFactory(centre=harbour, person=bilal, service_type="SRH")
        DeliveryFactory(centre=station, person=bilal, service_type="BED_NIGHT")
        UnmetNeedFactory(centre=harbour, person=bilal, service_type="MH_SPECIALISED_REF")
        with django_assert_num_queries(2):  # services, unmet needs
            from_reception = load_services(posting=rita, person=bilal)
    assert {row.service_type for row in from_reception["deliveries"]} == {"MEAL"}
    assert from_reception["unmet"] == []
    from_ruth = services_panel(ruth, bilal)
    assert {row.service_type for row in from_ruth["deliveries"]} == {"MEAL", "SRH"}
    assert len(from_ruth["unmet"]) == 2


def test_reception_does_not_read_in_the_list_who_got_a_private_service(at_work, rita, ruth, harbour, bilal):
    DeliveryFactory(centre=harbour, person=bilal, service_type="SRH")
    url = reverse("assistance:choose")
    assert bilal.code not in at_work(rita).get(url).text
    assert bilal.code in at_work(ruth).get(url).text


def test_nor_that_somebody_with_a_file_got_one(at_work, rita, ruth, harbour, bilal):
    """The hour, sex and age of a line name who was seen to come. It answers as no line at all; one's own can be undone."""
    theirs = DeliveryFactory(centre=harbour, person=bilal, service_type="SRH", recorded_by=ruth.user)
    own = DeliveryFactory(centre=harbour, person=bilal, service_type="SRH", recorded_by=rita.user)
    DeliveryFactory(centre=harbour, person=None, service_type="SRH", recorded_by=ruth.user)
    shown = {posting: len(queries.last_lines(posting=posting, on=today())) for posting in (rita, ruth)}
    assert shown == {rita: 2, ruth: 3}
    undo = {
        one: at_work(rita).get(reverse("assistance:undo", args=[one])).status_code for one in (theirs.pk, own.pk, 0)
    }
    assert undo == {theirs.pk: 404, own.pk: 200, 0: 404}


def test_nor_is_it_counted_on_the_page_of_today(at_work, rita, ruth, harbour, bilal):
    """Where one person with a file came, a number says as much as a line."""
    DeliveryFactory(centre=harbour, person=bilal, service_type="SRH", recorded_by=ruth.user)
    counted = {posting: queries.given_by_type(posting=posting, on=today()) for posting in (rita, ruth)}
    assert counted[rita] == []
    assert [(row["service_type"], row["named"]) for row in counted[ruth]] == [("SRH", 1)]
    assert str(counted[ruth][0]["label"]) not in at_work(rita).get(reverse("centres:today")).text


def test_a_withdrawn_consent_blocks_no_help_and_leaves_no_mark(at_work, rita, harbour, bilal):
    """Statement 2: help is recorded all the same, and the record says nothing of consent."""
    bilal.registrations.update(consent_status="refused")
    at_work(rita).post(give_to(bilal), told(services=["MEAL"]))

    assert Delivery.objects.get().person == bilal
    assert not [f.name for f in Delivery._meta.get_fields() if "consent" in f.name or "refus" in f.name]
    assert "refus" not in at_work(rita).get(reverse("assistance:choose")).text.split("<dialog")[0].lower()


def test_a_persons_unmet_need_is_recorded_with_the_day(at_work, rita, amina):
    url = reverse("assistance:unmet_of_person", args=[amina.public_id])
    answer = at_work(rita).post(url, told(service_type="BED_NIGHT", reason="no_place"))

    unmet = UnmetNeed.objects.get()
    assert (unmet.person, unmet.sex, unmet.age_band, unmet.number) == (amina, "female", amina.band_on(today()), 1)
    assert answer.url == reverse("people:file", args=[amina.public_id])


def test_a_corrected_file_corrects_the_counts_with_the_age_of_the_day(harbour, amina):
    """Statement 6, and 47: a row whose person is forgotten stays and counts as before."""
    delivery = DeliveryFactory(centre=harbour, person=amina, sex="male", age_band="60+")
    unmet = UnmetNeedFactory(centre=harbour, person=amina, sex="male")
    for holding in declared():
        if holding.model in {Delivery, UnmetNeed}:
            holding.recount(amina)
    for row in (delivery, unmet):
        row.refresh_from_db()
        assert (row.sex, row.age_band) == ("female", amina.band_on(today()))
    amina.delete()
    delivery.refresh_from_db()
    assert (delivery.person, delivery.sex) == (None, "female")


@pytest.mark.parametrize(("service", "where"), [("SRH", "harbour"), ("MEAL", "station")])
def test_the_warning_of_a_repeat_tells_nothing_that_this_role_may_not_know(
    at_work, rita, catalogue, harbour, station, bilal, service, where
):
    """Statement 26 in spirit: neither private help here nor any help elsewhere shows through a warning."""
    centre = {"harbour": harbour, "station": station}[where]
    DeliveryFactory(centre=centre, person=bilal, service_type=service)
    browser = at_work(rita)

    one = browser.post(give_to(bilal), told(services=[service]))
    many = browser.post(reverse("assistance:give_many", args=[service]), told(codes=bilal.code))

    assert one.status_code == 302
    assert "Already given" not in many.text
    assert Delivery.objects.filter(centre=harbour, recorded_by=rita.user).count() == (2 if service == "SRH" else 1)


def test_the_warning_of_a_repeat_is_given_to_who_may_know(at_work, ruth, catalogue, harbour, bilal):
    DeliveryFactory(centre=harbour, person=bilal, service_type="SRH")
    assert "Already given to this person" in at_work(ruth).post(give_to(bilal), told(services=["SRH"])).text
