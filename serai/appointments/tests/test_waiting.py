"""The waiting list: whose turn it is, for how long a time is held, and what it does not tell."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.appointments.choices import OfferState, Outcome, WaitState
from serai.appointments.models import Appointment, Hold, Offer, Slot, Waiting
from serai.appointments.operations import booking, holds
from serai.appointments.operations import waiting as operations
from serai.appointments.operations.booking import Wanted
from serai.appointments.queries import waiting as queries
from serai.appointments.tests.factories import AppointmentFactory, SlotFactory, WaitingFactory, a_quarter
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory
from serai.duplicates.operations.merging import merge
from serai.interpreters.operations import decline
from serai.interpreters.tests.factories import InterpreterFactory
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations.erasing import erase
from serai.teams.tests.factories import keep_to
from serai.watch.models import Decoy

BOARD = "appointments:waiting"


def at(hour, minute=0):
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time(hour, minute)))


def booked(by, staff, person, **more):
    return booking.book(by=by, person=person, wanted=Wanted("COUNSEL_BASIC", at(9), 30, staff.user_id, **more))


def given_back(by, staff, person, **more):
    one, now = booked(by, staff, person, **more), timezone.now()
    booking.turn_out(by=by, appointment=one, outcome=Outcome.CANCELLED, version=1, at=now)
    return one


def waits(centre, hours=1, **more):
    return WaitingFactory(centre=centre, since=timezone.now() - timedelta(hours=hours), **more)


def page(person):
    return reverse("appointments:wait", args=[person.public_id])


def offer_it(browser, who):
    slot = Slot.objects.get()
    return browser.post(reverse(BOARD), {"slot": slot.public_id, "waiting": who.public_id}, follow=True)


def test_a_time_that_was_given_back_goes_to_who_waits_longest_after_who_goes_first(
    at_work, ruth, rita, harbour, bilal, amina
):
    longest, first = waits(harbour, 9), waits(harbour, 1, person=amina, priority_group="uasc")
    given_back(rita, ruth, bilal)
    browser = at_work(ruth)
    assert "1 time was given back, and somebody waits for it." in browser.get(reverse("centres:today")).text
    listed = browser.get(reverse(BOARD)).text
    assert "Next in line" in listed
    assert "Unaccompanied" not in listed
    assert listed.index(first.person.code) < listed.index(longest.person.code)
    assert "look at the list as it is now" in offer_it(browser, longest).text
    assert "Held for this person until they answer." in offer_it(browser, first).text
    offer = Offer.objects.get()
    assert amina.code in at_work(rita).get(reverse("centres:today")).text
    answer = {"offer": offer.public_id, "answer": "accepted"}
    assert "Booked. Tell the person" in at_work(rita).post(page(amina), answer, follow=True).text
    made = Appointment.objects.get(person=amina)
    assert (made.starts_at, made.staff, made.service_type) == (at(9), ruth.user, "COUNSEL_BASIC")
    first.refresh_from_db()
    assert first.state == WaitState.BOOKED
    assert Hold.objects.filter(appointment=made).count() == 2
    assert "No time was given back." in browser.get(reverse(BOARD)).text
    acts = ["offer.made", "appointment.booked", "offer.answered"]
    assert list(Entry.objects.filter(act__in=acts).order_by("pk").values_list("act", flat=True)[1:]) == acts


@pytest.mark.parametrize("how", ["declined", "lapsed"])
def test_who_does_not_want_it_or_does_not_answer_waits_on_and_the_next_is_asked(
    at_work, ruth, rita, harbour, bilal, how
):
    first, second = waits(harbour, 9), waits(harbour, 1)
    given_back(rita, ruth, bilal)
    slot, now = Slot.objects.get(), timezone.now()
    offer = operations.offer(by=ruth, slot=slot, waiting=first, at=now)
    if how == "declined":
        operations.answer(by=rita, offer=offer, accepted=False, at=now)
    else:
        Offer.objects.update(offered_at=now - timedelta(hours=2), until=now - timedelta(hours=1))
        stale = {"offer": offer.public_id, "answer": "accepted"}
        assert "The offer ran out before the answer." in at_work(rita).post(page(first.person), stale, follow=True).text
    browser = at_work(ruth)
    listed = browser.get(reverse(BOARD)).text
    assert listed.index(second.person.code) < listed.index(first.person.code)
    assert "Held for this person" in offer_it(browser, second).text
    offer.refresh_from_db()
    first.refresh_from_db()
    assert (offer.state, first.state) == (how, WaitState.WAITING)
    assert set(Hold.objects.values_list("offer", flat=True)) == {Offer.objects.get(waiting=second).pk}


def test_what_is_offered_is_held_until_the_offer_lapses(ruth, rita, harbour, bilal, amina):
    who = waits(harbour)
    given_back(rita, ruth, bilal)
    now = timezone.now()
    offer = operations.offer(by=ruth, slot=Slot.objects.get(), waiting=who, at=now)
    with pytest.raises(holds.Taken):
        booked(rita, ruth, amina)
    Offer.objects.filter(pk=offer.pk).update(offered_at=now - timedelta(hours=2), until=now - timedelta(hours=1))
    assert booked(rita, ruth, amina).starts_at == at(9)
    with pytest.raises(operations.ChangedMeanwhile):
        operations.answer(by=rita, offer=offer, accepted=True, at=now)


def test_two_desks_offer_a_time_once(at_once, ruth, rita, posted, harbour, bilal):
    grace = posted("grace", Role.MHPSS, harbour)
    who = waits(harbour)
    given_back(rita, ruth, bilal)
    slot = Slot.objects.get()

    def offer(by):
        try:
            operations.offer(by=by, slot=slot, waiting=who, at=timezone.now())
        except (holds.Taken, operations.ChangedMeanwhile):
            return "no"
        return "offered"

    assert sorted(at_once(lambda: offer(ruth), lambda: offer(grace))) == ["no", "offered"]
    assert Offer.objects.count() == 1
    assert Hold.objects.count() == 2


def test_nobody_learns_that_somebody_hidden_had_the_time(at_work, posted, ruth, rita, harbour, bilal):
    """To who is not in the team the time of a kept file looked free all along: that it is free now is said to nobody."""
    selam, grace = posted("selam", Role.SUPERVISOR, harbour), posted("grace", Role.MHPSS, harbour)
    who = waits(harbour)
    keep_to(bilal, ruth, selam)
    pages = [reverse(BOARD), reverse("centres:today"), page(who.person)]
    one = booked(ruth, ruth, bilal)
    before = [_words(at_work(grace).get(url)) for url in pages]
    booking.turn_out(by=ruth, appointment=one, outcome=Outcome.CANCELLED, version=1, at=timezone.now())
    assert [_words(at_work(grace).get(url)) for url in pages] == before
    assert not Slot.objects.exists()


def _words(answer):
    return [line for line in answer.text.splitlines() if "csrf" not in line and "nonce" not in line]


def test_a_decoy_gives_its_time_back_like_anybody(ruth, rita, harbour, bilal):
    who = waits(harbour)
    Decoy.objects.create(person=bilal, centre=harbour)
    given_back(rita, ruth, bilal)
    (row,) = queries.board(posting=ruth, now=timezone.now())["times"]
    assert row["who"] == who
    assert not [field.name for field in Slot._meta.fields if field.name in {"person", "appointment"}]


def test_a_kept_file_is_offered_nothing_that_others_could_miss(at_work, posted, ruth, rita, harbour, bilal, amina):
    selam, grace = posted("selam", Role.SUPERVISOR, harbour), posted("grace", Role.MHPSS, harbour)
    hidden, shown = waits(harbour, 9, person=amina), waits(harbour, 1)
    keep_to(amina, ruth, selam)
    given_back(rita, ruth, bilal)
    now = timezone.now()
    for reader in (ruth, grace):
        (row,) = queries.board(posting=reader, now=now)["times"]
        assert row["who"] == shown
    assert hidden.person.code not in at_work(grace).get(reverse(BOARD)).text
    listed = at_work(ruth).get(reverse(BOARD)).text
    assert hidden.person.code in listed
    assert "no colleague outside it offers a time" in listed
    assert at_work(grace).get(page(amina)).status_code == 404


def test_another_centre_sees_neither_times_nor_people(at_work, ruth, rita, omar, harbour, station, bilal):
    who, there = waits(harbour), waits(station)
    given_back(rita, ruth, bilal)
    browser = at_work(omar)
    listed = browser.get(reverse(BOARD)).text
    assert "No time was given back." in listed
    assert who.person.code not in listed
    assert there.person.code in listed
    offer_it(browser, there)
    assert not Offer.objects.exists()
    offer = operations.offer(by=ruth, slot=Slot.objects.get(), waiting=who, at=timezone.now())
    told = {"offer": offer.public_id, "answer": "accepted"}
    assert browser.post(page(who.person), told).status_code == 404
    assert browser.post(page(there.person), told).status_code == 404
    assert browser.post(page(there.person), {"stop": who.public_id}).status_code == 404
    assert browser.post(page(there.person), {"stop": "x"}).status_code == 404


def test_a_number_is_used_only_if_it_is_safe_and_only_while_it_is_needed(at_work, ruth, rita, harbour, bilal, amina):
    amina.phone, amina.safe_to_call, amina.mother_tongue = "+253 77 99 88 77", True, "fra"
    amina.save()
    who = waits(harbour, person=amina)
    given_back(rita, ruth, bilal)
    browser = at_work(ruth)
    assert amina.phone not in browser.get(reverse(BOARD)).text
    offered = offer_it(browser, who).text
    assert amina.phone in offered
    assert "Un moment est libre" in offered
    assert [one.detail for one in Entry.objects.filter(act="offer.numbers_read")] == [{"numbers": 1}]
    amina.safe_to_call = False
    amina.save()
    unsafe = browser.get(reverse(BOARD)).text
    assert amina.phone not in unsafe
    assert "tell them when they come" in unsafe
    file = at_work(rita).get(reverse("people:file", args=[amina.public_id]) + "?why=service").text
    assert "A time is offered to this person: ask whether it suits them." in file


def test_the_words_of_an_offer_name_a_time_and_nothing_else(harbour):
    until = at(9) - timedelta(hours=5)
    for language in ("fr", "en", "es", "ar"):
        words = queries.offer_words(at(9), until, language=language)
        assert "09:00" in words
        assert not [told for told in ("Harbour", "Serai", "counsel", "centre") if told.lower() in words.lower()]


def test_who_did_not_come_leaves_the_rest_of_their_time(at_work, ruth, harbour, bilal):
    starts = a_quarter(timezone.now()) - timedelta(minutes=15)
    late = AppointmentFactory(
        centre=harbour, person=bilal, staff=ruth.user, starts_at=starts, ends_at=starts + timedelta(minutes=90)
    )
    url = reverse("appointments:appointment", args=[late.public_id])
    at_work(ruth).post(url, {"outcome": "no_show", "version": 1})
    slot = Slot.objects.get()
    assert (slot.starts_at, slot.ends_at) == (starts + timedelta(minutes=30), late.ends_at)
    at_work(ruth).post(url, {"outcome": "seen", "version": 2})  # they came after all
    assert not queries.board(posting=ruth, now=timezone.now())["times"]


def test_its_interpreter_comes_along_for_that_language_unless_unwanted(ruth, rita, harbour, bilal):
    one = InterpreterFactory(at=harbour)
    unwilling, willing = waits(harbour, 9, language="tir"), waits(harbour, 1, language="tir")
    other = waits(harbour, 99, language="som")
    decline(by=ruth, person=unwilling.person, interpreter=one, on=timezone.localdate())
    given_back(rita, ruth, bilal, interpreter=one, language="tir")
    slot, now = Slot.objects.get(), timezone.now()
    assert queries.next_for(posting=ruth, slot=slot, now=now) == willing
    operations.answer(
        by=rita, offer=operations.offer(by=ruth, slot=slot, waiting=willing, at=now), accepted=True, at=now
    )
    assert Appointment.objects.get(person=willing.person).interpreter == one
    other.refresh_from_db()
    assert other.state == WaitState.WAITING


def test_the_desk_puts_somebody_on_the_list_once_and_takes_them_off(at_work, posted, rita, ruth, harbour, bilal):
    service = OfferedServiceFactory(centre=harbour, service_type="PSS_INDIVIDUAL").service_type
    browser, told = at_work(rita), {"service_type": service, "minutes": 45, "language": "tir"}
    assert "On the waiting list." in browser.post(page(bilal), told, follow=True).text
    twice = browser.post(page(bilal), told).text
    assert "The person waits for this service already." in twice
    assert '<option value="45" selected>' in twice
    one = Waiting.objects.get()
    file = reverse("people:file", args=[bilal.public_id]) + "?why=service"
    assert "Waits for a time since" in browser.get(file).text
    other = at_work(posted("other", Role.RECEPTIONIST, harbour))
    chosen = f"{one.service_label} · "
    assert chosen in browser.get(page(bilal)).text
    assert chosen not in other.get(page(bilal)).text
    assert chosen in at_work(ruth).get(page(bilal)).text
    assert browser.get(reverse(BOARD)).status_code == 403
    assert "No longer waits" in browser.get(page(bilal)).text
    browser.post(page(bilal), {"stop": one.public_id})
    one.refresh_from_db()
    assert one.state == WaitState.ENDED


@pytest.mark.parametrize("tried", ["COUNSEL_BASIC", "INFO_RIGHTS"])
def test_the_desk_does_not_learn_a_service_by_trying_to_wait_for_it(at_work, rita, ruth, harbour, bilal, tried):
    for code in ("COUNSEL_BASIC", "INFO_RIGHTS"):
        OfferedServiceFactory(centre=harbour, service_type=code)
    waits(harbour, person=bilal, listed_by=ruth.user)
    answer = at_work(rita).post(page(bilal), {"service_type": tried, "minutes": "30"})
    assert "is on the waiting list already" in answer.text
    assert "waits for this service" not in answer.text
    assert Waiting.objects.count() == 1


def test_who_gets_an_appointment_otherwise_leaves_the_line_and_the_held_time_is_free(ruth, rita, harbour, bilal, amina):
    who = waits(harbour, person=amina)
    given_back(rita, ruth, bilal)
    offer = operations.offer(by=ruth, slot=Slot.objects.get(), waiting=who, at=timezone.now())
    later = Wanted("COUNSEL_BASIC", at(14), 30, ruth.user_id)
    booking.book(by=rita, person=amina, wanted=later)
    who.refresh_from_db()
    offer.refresh_from_db()
    assert (who.state, offer.state) == (WaitState.BOOKED, OfferState.DECLINED)
    assert booked(rita, ruth, bilal).starts_at == at(9)


def test_a_place_in_line_goes_with_its_person(ruth, rita, harbour, bilal, amina, posted):
    first, second = waits(harbour, person=amina), waits(harbour)
    given_back(rita, ruth, bilal)
    operations.offer(by=ruth, slot=Slot.objects.get(), waiting=first, at=timezone.now())
    erase(by=ruth, person=amina)
    assert list(Waiting.objects.all()) == [second]
    assert not Hold.objects.exists()


def test_two_files_that_become_one_have_one_place(posted, harbour, bilal):
    selam = posted("selam", Role.SUPERVISOR, harbour)
    gone = PersonFactory(registered_at=harbour)
    for person in (bilal, gone):
        waits(harbour, person=person)
    merge(by=selam, kept=bilal, gone=gone)
    assert sorted(Waiting.objects.filter(person=bilal).values_list("state", flat=True)) == ["ended", "waiting"]


def test_times_long_past_go(ruth, rita, harbour, bilal):
    old = SlotFactory(centre=harbour, starts_at=a_quarter(timezone.now()) - timedelta(days=9))
    given_back(rita, ruth, bilal)
    assert not Slot.objects.filter(pk=old.pk).exists()
    assert Slot.objects.count() == 1


def test_the_list_does_not_ask_more_when_it_grows(django_assert_num_queries, ruth, harbour):
    one = InterpreterFactory(at=harbour)

    def everything():
        shown = queries.board(posting=ruth, now=timezone.now())
        assert all(row["called"].main for row in shown["waiting"])
        assert all(row["slot"].staff.display_name for row in shown["times"])

    def grow():
        staff = AppointmentFactory(centre=harbour, starts_at=at(7)).staff
        slot = SlotFactory(centre=harbour, staff=staff, starts_at=at(10), interpreter=one)
        who = waits(harbour, 50)
        operations.offer(by=ruth, slot=slot, waiting=who, at=timezone.now())
        waits(harbour, service_type="MEAL")

    grow()
    with django_assert_num_queries(7):
        everything()
    for _ in range(4):
        grow()
    with django_assert_num_queries(7):
        everything()


def test_who_comes_at_another_time_gives_the_first_one_back_or_keeps_it(at_work, ruth, rita, harbour, bilal, amina):
    service = OfferedServiceFactory(centre=harbour, service_type="COUNSEL_BASIC").service_type
    one, who = booked(rita, ruth, bilal), waits(harbour)
    booking.book(by=rita, person=amina, wanted=Wanted(service, at(14), 30, ruth.user_id))
    browser, url = at_work(rita), reverse("appointments:book", args=[bilal.public_id]) + f"?instead={one.public_id}"
    told = {"service_type": service, "on": f"{at(9):%Y-%m-%d}", "minutes": 30, "staff": ruth.user_id}
    assert "This colleague is not free then." in browser.post(url, told | {"at": "14:00"}).text
    one.refresh_from_db()
    assert one.outcome == Outcome.PLANNED
    assert not Slot.objects.exists()
    browser.post(url, told | {"at": "09:15"})
    one.refresh_from_db()
    made = Appointment.objects.get(person=bilal, outcome=Outcome.PLANNED)
    assert (one.outcome, made.starts_at) == (Outcome.EXCUSED, at(9, 15))
    assert Slot.objects.get().starts_at == at(9)
    assert who.state == WaitState.WAITING
    again = browser.post(url, told | {"at": "16:00"}, follow=True).text
    assert "A colleague changed this appointment meanwhile." in again
    assert Appointment.objects.filter(person=bilal).count() == 2
    other = reverse("appointments:book", args=[amina.public_id]) + f"?instead={one.public_id}"
    assert browser.get(other).status_code == 404
