"""Arrival, triage and departure: named or not, nobody is asked who they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from serai.audit.models import Entry
from serai.audit.pseudonyms import pseudonym
from serai.codes import lists
from serai.people.holdings import declared
from serai.people.rules import born_in_year
from serai.reception.models import Departure, QueueToken, Visit
from serai.reception.operations import visits as operations
from serai.reception.panels import load_visits
from serai.reception.tests.factories import DeskFactory, QueueTokenFactory, VisitFactory

VISITS = reverse("reception:visits")
ARRIVE = reverse("reception:arrive")


def url(act, visit):
    return reverse(f"reception:{act}", args=[visit.public_id])


def arrival(**typed):
    return {
        "client_token": uuid4(),
        "sex": "female",
        "age_band": "18-29",
        "language": "",
        "nationality": "unknown",
    } | typed


def test_somebody_without_a_name_is_received_and_goes_to_triage(at_work, rita, harbour):
    """Statement 1: no person and no consent are needed."""
    answer = at_work(rita).post(ARRIVE, arrival(language="amh"))

    visit = Visit.objects.get()
    assert (visit.centre, visit.person, visit.sex, visit.age_band, visit.nationality, visit.language) == (
        harbour,
        None,
        "female",
        "18-29",
        "unknown",
        "amh",
    )
    assert answer.url == url("triage", visit)
    assert Entry.objects.get(act="visit.opened").subject == pseudonym(visit)


def test_the_arrival_sent_twice_opens_one_visit(at_work, rita):
    typed, browser = arrival(), at_work(rita)
    assert browser.post(ARRIVE, typed).url == browser.post(ARRIVE, typed).url
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("typed", [{"age_band": "dragon"}, {"sex": ""}, {"nationality": "???"}, {"client_token": "x"}])
def test_an_arrival_that_cannot_be_read_keeps_what_was_typed(at_work, rita, typed):
    answer = at_work(rita).post(ARRIVE, arrival(language="tir") | typed)

    assert answer.status_code == 200
    assert '<option value="tir" selected' in answer.text
    assert not Visit.objects.exists()


def test_a_person_with_a_file_is_received_with_the_age_of_the_day(at_work, rita, bilal):
    """Statement 6: the age band is that of the event."""
    answer = at_work(rita).post(url("arrive_person", bilal), {"client_token": uuid4(), "token": ""})

    visit = Visit.objects.get()
    assert (visit.person, visit.sex, visit.nationality) == (bilal, "male", "ETH")
    assert visit.age_band == bilal.band_on(visit.arrived_on)
    assert answer.url == url("triage", visit)


def test_a_token_given_without_a_name_becomes_the_persons(at_work, rita, harbour, bilal):
    token = QueueTokenFactory(desk=DeskFactory(centre=harbour), visit__sex="unknown", number=7)
    at_work(rita).post(url("arrive_person", bilal), {"client_token": uuid4(), "token": "7"})

    visit = Visit.objects.get()
    assert (visit, visit.person, visit.sex) == (token.visit, bilal, "male")


def test_a_person_is_received_once_at_a_time(rita, harbour, bilal):
    VisitFactory(centre=harbour, person=bilal)
    with pytest.raises(operations.AlreadyHere):
        operations.open_visit(
            by=rita,
            arrival=operations.arrival_of(bilal, at=timezone.now()),
            at=timezone.now(),
            client_token=uuid4(),
            person=bilal,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(centre=harbour, person=bilal)


def test_another_centres_person_and_nobody_are_the_same_answer(at_work, omar, bilal):
    for public_id in (bilal.public_id, uuid4()):
        assert at_work(omar).post(reverse("reception:arrive_person", args=[public_id])).status_code == 404


def triage_of(visit, **typed):
    return {"version": visit.version, "level": "green", "desk": ""} | typed


def test_triage_says_how_urgent_and_gives_a_token_for_the_desk(at_work, rita, harbour):
    visit, desk = VisitFactory(centre=harbour), DeskFactory(centre=harbour, code="R1")
    groups = ["uasc", "pregnant"]
    answer = at_work(rita).post(
        url("triage", visit), triage_of(visit, level="red", priority_groups=groups, desk="R1"), follow=True
    )

    visit.refresh_from_db()
    assert (visit.triage_level, visit.priority_groups) == ("red", groups)
    assert visit.triaged_at is not None
    assert QueueToken.objects.get().desk == desk
    assert '<bdi dir="ltr">1</bdi>' in answer.text


def test_triage_never_asks_who_they_are(at_work, rita, harbour):
    page = at_work(rita).get(url("triage", VisitFactory(centre=harbour))).text
    fields = {part.split('"')[0] for part in page.split(' name="')[1:]}
    assert fields <= {
        "csrfmiddlewaretoken", "version", "level", "priority_groups", "desk",
        "viewport", "google", "color-scheme", "theme-color", "htmx-config", "language", "next", "tools", "again_password", "again_passkey",
    }  # fmt: skip


def test_the_second_to_triage_is_told_and_overwrites_nothing(at_work, rita, harbour):
    visit = VisitFactory(centre=harbour)
    browser, stale = at_work(rita), triage_of(visit, level="green", priority_groups=["elderly"])
    browser.post(url("triage", visit), triage_of(visit, level="red"))
    page = browser.post(url("triage", visit), stale).text

    assert "A colleague changed this visit" in page
    visit.refresh_from_db()
    assert visit.triage_level == "red"
    assert "checked" in page.split('value="elderly"')[1].split(">")[0]
    assert "checked" in page.split('value="green"')[1].split(">")[0]
    assert f'name="version" value="{visit.version}"' in page


def test_the_seven_priority_groups_and_four_levels_can_be_chosen(at_work, rita, harbour):
    page = at_work(rita).get(url("triage", VisitFactory(centre=harbour))).text
    assert len(lists.entries("priority_group")) == 7
    assert all(
        f'value="{code}"' in page for code in (*lists.entries("priority_group"), "red", "orange", "yellow", "green")
    )


def test_leaving_an_open_centre_is_departing(at_work, rita, harbour):
    """Statement 34: departed, never absconded, in every language, also without notice."""
    visit, browser = VisitFactory(centre=harbour, seen=True), at_work(rita)
    QueueTokenFactory(visit=visit, desk=DeskFactory(centre=harbour))
    form = browser.get(url("depart", visit)).text
    answer = browser.post(
        url("depart", visit),
        {"kind": "without_notice", "destination": "", "was_informed": "unknown", "is_safe": "unknown"},
        follow=True,
    )

    assert "Departed" in answer.text
    assert not any(word in (form + answer.text).lower() for word in ("abscond", "escape", "fled", "fugitive"))
    visit.refresh_from_db()
    assert visit.left_at is not None
    assert (Departure.objects.get().kind, QueueToken.objects.get().state) == ("without_notice", "ended")
    words = [label for code in lists.entries("departure_type").values() for label in code.labels.values()]
    assert not any(
        bad in label.lower() for label in words for bad in ("abscond", "fugue", "fugad", "fugó", "escap", "هرب", "هارب")
    )


def test_a_visit_is_closed_once(at_work, rita, harbour):
    visit = VisitFactory(centre=harbour)
    typed = {"kind": "informed", "destination": "family", "was_informed": "yes", "is_safe": "yes"}
    at_work(rita).post(url("depart", visit), typed)
    page = at_work(rita).post(url("depart", visit), typed).text

    assert "already closed" in page
    assert Departure.objects.count() == 1


def test_a_departure_of_an_unknown_kind_is_refused_with_a_sentence(at_work, rita, harbour):
    visit = VisitFactory(centre=harbour)
    page = at_work(rita).post(url("depart", visit), {"kind": "absconded"}).text

    assert "Select a valid choice" in page
    assert not Departure.objects.exists()


def test_visits_left_open_on_earlier_days_are_closed_together(at_work, rita, harbour):
    yesterday = timezone.now() - timedelta(days=1)
    old = VisitFactory.create_batch(2, centre=harbour, arrived_at=yesterday)
    stays, today = VisitFactory(centre=harbour, arrived_at=yesterday), VisitFactory(centre=harbour)
    page = at_work(rita).post(reverse("reception:left_earlier"), {"visit": [v.public_id for v in old]}, follow=True)

    assert "2 visits are closed." in page.text
    assert set(Visit.objects.filter(left_at=None)) == {stays, today}
    page = at_work(rita).post(reverse("reception:left_earlier"), {"visit": [today.public_id]}, follow=True)
    assert "Tick the visits to close" in page.text


@pytest.mark.parametrize("act", ["visit", "triage", "depart"])
def test_another_centres_visit_and_no_visit_are_the_same_answer(at_work, omar, harbour, act):
    for public_id in (VisitFactory(centre=harbour).public_id, uuid4()):
        assert at_work(omar).get(reverse(f"reception:{act}", args=[public_id])).status_code == 404


def test_who_waits_too_long_for_triage_is_on_the_page_of_today(at_work, rita, harbour, station):
    """Nobody waits 15 minutes without triage unnoticed."""
    soon, late = timezone.now() - timedelta(minutes=14), timezone.now() - timedelta(minutes=16)
    VisitFactory(centre=harbour, arrived_at=soon)
    VisitFactory(centre=harbour, arrived_at=late, seen=True)
    VisitFactory(centre=station, arrived_at=late)
    browser, today = at_work(rita), reverse("centres:today")
    assert "more than 15 minutes ago" not in browser.get(today).text

    waits = VisitFactory(centre=harbour, arrived_at=late)
    page = browser.get(today).text
    assert "more than 15 minutes ago" in page
    assert page.count(url("triage", waits)) == 1


def test_who_is_here_costs_no_more_queries_with_more_people(at_work, rita, harbour, bilal, django_assert_num_queries):
    browser, desk = at_work(rita), DeskFactory(centre=harbour)
    VisitFactory(centre=harbour, person=bilal)
    for _ in range(2):
        for visit in VisitFactory.create_batch(3, centre=harbour, seen=True):
            QueueTokenFactory(visit=visit, desk=desk)
        with django_assert_num_queries(5):  # session, user, posting, visits, tokens
            browser.get(VISITS)


def test_the_page_of_today_costs_no_more_queries_with_more_people(
    at_work, rita, harbour, django_assert_max_num_queries
):
    browser = at_work(rita)
    seen = []
    for _ in range(2):
        VisitFactory.create_batch(3, centre=harbour, arrived_at=timezone.now() - timedelta(minutes=20))
        QueueTokenFactory.create_batch(3, desk=DeskFactory(centre=harbour))
        with django_assert_max_num_queries(30) as captured:
            browser.get(reverse("centres:today"))
        seen.append(len(captured))
    assert seen[0] == seen[1]


def test_a_persons_visits_are_a_panel_of_their_page(rita, harbour, station, bilal, django_assert_num_queries):
    for _ in range(2):
        VisitFactory.create_batch(2, centre=harbour, person=bilal, left_at=timezone.now() + timedelta(minutes=1))
        with django_assert_num_queries(2):  # visits, tokens
            panel = load_visits(posting=rita, person=bilal)
    VisitFactory(centre=station, person=bilal)
    panel = load_visits(posting=rita, person=bilal)
    assert len(panel["visits"]) == 4
    assert panel["open_visit"] is None


def test_a_corrected_birth_corrects_the_age_of_each_visit(harbour, bilal):
    """Statement 6: recounted with the age of the day of the visit."""
    visit = VisitFactory(centre=harbour, person=bilal, sex="unknown")
    birth = born_in_year(2020)
    bilal.birth_precision, bilal.born_earliest, bilal.born_latest = birth.precision, birth.earliest, birth.latest
    bilal.save()
    next(holding for holding in declared() if holding.model is Visit).recount(bilal)

    visit.refresh_from_db()
    assert (visit.age_band, visit.sex) == (bilal.band_on(visit.arrived_on), "male")
    assert "Bilal" not in str(visit)
