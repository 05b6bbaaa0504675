"""Booking, the day of a centre, how it turned out; nothing is held twice."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from serai.appointments.choices import Outcome
from serai.appointments.models import Appointment, Hold, Room
from serai.appointments.operations import booking
from serai.appointments.operations.booking import Wanted
from serai.appointments.operations.holds import Taken
from serai.appointments.queries import expected
from serai.appointments.tests.factories import AppointmentFactory, RoomFactory
from serai.audit.models import Entry
from serai.centres.choices import Role
from serai.centres.tests.factories import OfferedServiceFactory, PostingFactory
from serai.interpreters.operations import decline
from serai.interpreters.tests.factories import InterpreterFactory
from serai.people.tests.factories import PersonFactory
from serai.privacy.operations.erasing import erase
from serai.teams.tests.factories import keep_to


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def at(hour, minute=0):
    return timezone.make_aware(datetime.combine(tomorrow(), time(hour, minute)))


@pytest.fixture
def service(harbour):
    return OfferedServiceFactory(centre=harbour, service_type="COUNSEL_BASIC").service_type


def told(service, staff, **more):
    on = {"on": tomorrow().isoformat(), "at": "09:00", "minutes": 30}
    return {"service_type": service, "staff": staff.user_id, **on, **more}


def page(person):
    return reverse("appointments:book", args=[person.public_id])


def wanted(service, staff, **more):
    return Wanted(service_type=service, starts_at=at(9), minutes=30, staff_id=staff.user_id, **more)


def test_somebody_is_booked_with_colleague_room_and_interpreter(at_work, rita, ruth, harbour, bilal, service):
    room, one = RoomFactory(centre=harbour, name="Quiet room"), InterpreterFactory(at=harbour, name="Selamawit")
    browser = at_work(rita)
    answer = browser.post(
        page(bilal), told(service, ruth, room=room.pk, interpreter=one.pk, language="tir"), follow=True
    )
    assert "Tell the person the day and the time, and that it is free." in answer.text
    made = Appointment.objects.get()
    assert (made.staff, made.room, made.interpreter, made.starts_at) == (ruth.user, room, one, at(9))
    assert (made.sex, made.age_band) == (bilal.sex, bilal.band_on(made.on))
    assert Hold.objects.count() == 6
    assert Entry.objects.filter(act="appointment.booked").count() == 1
    for by, where in (("staff", ruth.user.display_name), ("room", "Quiet room")):
        day = browser.get(reverse("appointments:day"), {"on": tomorrow().isoformat(), "by": by}).text
        assert where in day
        assert bilal.code in day
        assert "09:00–09:30" in day
        assert "08:00–09:00" in day
        assert "09:30–17:00" in day
    file = browser.get(reverse("people:file", args=[bilal.public_id]) + "?why=service").text
    assert "Quiet room" in file


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("staff", "This colleague is not free then."),
        ("room", "This room is not free then."),
        ("interpreter", "This interpreter is not free then."),
    ],
)
def test_nothing_is_booked_twice_and_what_was_chosen_stays(
    at_work, rita, ruth, harbour, bilal, amina, service, what, sentence
):
    room, one = RoomFactory(centre=harbour), InterpreterFactory(at=harbour)
    booking.book(by=ruth, person=amina, wanted=wanted(service, ruth, room=room, interpreter=one))
    other = {
        "staff": told(service, ruth, at="09:15"),
        "room": told(service, rita, at="09:15", room=room.pk),
        "interpreter": told(service, rita, at="09:15", interpreter=one.pk),
    }[what]
    words = at_work(rita).post(page(bilal), other).text
    assert sentence in words
    assert '<option value="09:15" selected>' in words
    assert Appointment.objects.count() == 1
    assert not Hold.objects.exclude(appointment__person=amina).exists()


def test_an_interpreter_is_not_booked_at_two_centres_at_once(ruth, omar, harbour, station, bilal, service):
    one = InterpreterFactory()
    booking.book(by=ruth, person=bilal, wanted=wanted(service, ruth, interpreter=one))
    there = PersonFactory(registered_at=station)
    with pytest.raises(Taken) as refusal:
        booking.book(by=omar, person=there, wanted=wanted(service, omar, interpreter=one))
    assert refusal.value.what == "interpreter"


def test_two_desks_at_the_same_moment_book_a_colleague_once(at_once, rita, ruth, bilal, amina):
    def book(person, by):
        try:
            booking.book(by=by, person=person, wanted=wanted("COUNSEL_BASIC", ruth))
        except Taken:
            return "taken"
        return "booked"

    assert sorted(at_once(lambda: book(bilal, rita), lambda: book(amina, ruth))) == ["booked", "taken"]
    assert Appointment.objects.count() == 1
    assert Hold.objects.count() == 2


def test_the_same_form_sent_twice_is_one_appointment(at_work, rita, ruth, bilal, service):
    browser = at_work(rita)
    for _ in range(2):
        browser.post(page(bilal), told(service, ruth))
    assert Appointment.objects.count() == 1


def test_trying_to_book_the_same_time_tells_no_service(at_work, rita, ruth, harbour, bilal):
    """Reception does not read what a colleague booked; by trying one service after the other it learns nothing."""
    for code in ("SRH", "COUNSEL_BASIC"):
        OfferedServiceFactory(centre=harbour, service_type=code)
    booking.book(by=ruth, person=bilal, wanted=wanted("SRH", ruth))
    answers = {at_work(rita).post(page(bilal), told(code, ruth)).status_code for code in ("SRH", "COUNSEL_BASIC")}
    assert answers == {200}


def test_an_interpreter_is_booked_within_their_hours_only(at_work, rita, ruth, harbour, bilal, service):
    one = InterpreterFactory(at=harbour)
    words = at_work(rita).post(page(bilal), told(service, ruth, at="16:45", interpreter=one.pk)).text
    assert "This interpreter is not at this centre then." in words
    assert not Appointment.objects.exists()


def test_an_interpreter_whom_the_person_does_not_want_is_not_booked(rita, ruth, harbour, bilal, service):
    one = InterpreterFactory(at=harbour)
    decline(by=ruth, person=bilal, interpreter=one, on=timezone.localdate())
    with pytest.raises(booking.NotForThisPerson):
        booking.book(by=rita, person=bilal, wanted=wanted(service, ruth, interpreter=one))


@pytest.mark.parametrize("wrong", [{"on": "2020-01-01"}, {"on": "9999-12-31"}, {"on": ""}, {"at": "09:07"}])
def test_what_cannot_be_booked_is_said(at_work, rita, ruth, bilal, service, wrong):
    answer = at_work(rita).post(page(bilal), told(service, ruth) | wrong)
    assert answer.status_code == 200
    assert "error-summary" in answer.text
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.EXCUSED, Outcome.CANCELLED])
def test_a_time_that_is_given_back_can_be_booked_again(at_work, rita, ruth, bilal, amina, service, outcome):
    one = booking.book(by=rita, person=bilal, wanted=wanted(service, ruth))
    browser = at_work(rita)
    browser.post(reverse("appointments:appointment", args=[one.public_id]), {"outcome": outcome, "version": 1})
    one.refresh_from_db()
    assert (one.outcome, one.outcome_by) == (outcome, rita.user)
    assert booking.book(by=rita, person=amina, wanted=wanted(service, ruth)).starts_at == at(9)


def test_who_came_is_said_when_the_time_has_come(at_work, ruth, harbour, bilal):
    later = AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user, starts_at=at(9))
    url = reverse("appointments:appointment", args=[later.public_id])
    browser = at_work(ruth)
    assert "known only when the time has come" in browser.post(url, {"outcome": "no_show", "version": 1}).text
    now = AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user)
    url = reverse("appointments:appointment", args=[now.public_id])
    for version, outcome in enumerate(["no_show", "seen", "unknown"], start=1):
        browser.post(url, {"outcome": outcome, "version": version})
        now.refresh_from_db()
        assert now.outcome == outcome
    assert "Look at it as it is now." in browser.post(url, {"outcome": "seen", "version": 1}, follow=True).text
    now.refresh_from_db()
    assert now.outcome == "unknown"


def test_what_was_given_back_does_not_come_back(ruth, rita, bilal, amina, service):
    """Somebody else may have the time by now: it is booked anew."""
    one = booking.book(by=rita, person=bilal, wanted=wanted(service, ruth))
    now = timezone.now()
    booking.turn_out(by=rita, appointment=one, outcome=Outcome.CANCELLED, version=1, at=now)
    one.refresh_from_db()
    with pytest.raises(booking.ChangedMeanwhile):
        booking.turn_out(by=rita, appointment=one, outcome=Outcome.EXCUSED, version=2, at=now)


def test_earlier_days_ask_how_it_turned_out(at_work, ruth, harbour, bilal):
    AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user, starts_at=timezone.now() - timedelta(days=2))
    AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user)
    browser = at_work(ruth)
    today = browser.get(reverse("centres:today")).text
    assert "Of 1 appointment of an earlier day nobody said how it turned out." in today
    assert "1 appointment at this centre today" in today
    assert "Earlier days: how did it turn out?" in browser.get(reverse("appointments:day")).text


def test_other_centres_and_kept_files_are_not_there(at_work, posted, ruth, rita, omar, harbour, bilal):
    one = AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user)
    url, day = reverse("appointments:appointment", args=[one.public_id]), reverse("appointments:day")
    assert at_work(omar).get(url).status_code == 404
    assert at_work(rita).get(url).status_code == 200
    keep_to(bilal, ruth, posted("selam", Role.SUPERVISOR, harbour))
    assert at_work(rita).get(url).status_code == 404
    assert bilal.code not in at_work(rita).get(day).text
    assert bilal.code in at_work(ruth).get(day).text


@pytest.mark.parametrize("day", ["2026-99-01", "tomorrow"])
def test_no_such_day_is_no_page(at_work, rita, day):
    assert at_work(rita).get(reverse("appointments:day"), {"on": day}).status_code == 404


def test_a_manager_keeps_the_rooms(at_work, posted, rita, harbour, station):
    there = RoomFactory(centre=station)
    browser, rooms = at_work(posted("hana", Role.MANAGER, harbour)), reverse("appointments:rooms")
    browser.post(rooms, {"new": "Quiet room"})
    room = Room.objects.get(centre=harbour)
    browser.post(rooms, {"new": "Quiet room"})
    room.refresh_from_db()
    assert not room.is_open
    browser.post(rooms, {"open_rooms": [room.pk]})
    room.refresh_from_db()
    there.refresh_from_db()
    assert room.is_open
    assert there.is_open
    assert at_work(rita).get(rooms).status_code == 403


def test_an_appointment_goes_with_its_person(ruth, harbour, bilal, service):
    booking.book(by=ruth, person=bilal, wanted=wanted(service, ruth))
    erase(by=ruth, person=bilal)
    assert not Hold.objects.exists()


def test_the_day_does_not_ask_more_when_it_grows(django_assert_num_queries, ruth, harbour):
    RoomFactory(centre=harbour)

    def everything():
        for by_room in (True, False):
            for group in expected.day(posting=ruth, on=tomorrow(), by_room=by_room)["groups"]:
                assert all(line["called"].main for line in group["lines"])

    def grow():
        AppointmentFactory(
            centre=harbour, staff=ruth.user, starts_at=at(9), person=PersonFactory(registered_at=harbour)
        )

    grow()
    with django_assert_num_queries(6):
        everything()
    for _ in range(4):
        grow()
    with django_assert_num_queries(6):
        everything()


def test_reminders_tell_a_day_and_a_time_and_nothing_else(at_work, ruth, rita, harbour, bilal, amina):
    bilal.phone, bilal.safe_to_call, bilal.mother_tongue = "+253 77 11 22 33", True, "fra"
    bilal.save()
    amina.phone, amina.safe_to_call = "+253 77 99 88 77", None
    amina.save()
    for person in (bilal, amina):
        AppointmentFactory(centre=harbour, person=person, staff=ruth.user, starts_at=at(9))
    answer = at_work(ruth).get(reverse("appointments:reminders"))
    words = answer.context["reminders"][0]["words"]
    assert words.startswith("Rappel")
    assert "09:00" in words
    for told in ("Harbour", "Serai", "Bilal", bilal.code, "conseil"):
        assert told not in words
    assert "+253 77 11 22 33" in answer.text
    assert "+253 77 99 88 77" not in answer.text
    assert "No number that the person called safe." in answer.text
    assert "counselling" not in answer.text
    assert at_work(rita).get(reverse("appointments:reminders")).status_code == 403


@pytest.mark.parametrize("name", ["reminders", "rooms", "book"])
def test_a_page_does_not_ask_more_when_it_grows(
    django_assert_max_num_queries, at_work, posted, ruth, harbour, bilal, name
):
    browser, seen = at_work(posted("maya", Role.MANAGER, harbour) if name == "rooms" else ruth), []
    page = reverse(f"appointments:{name}", args=[bilal.public_id] if name == "book" else [])
    for number in (1, 1, 4):
        AppointmentFactory.create_batch(number, centre=harbour, staff=ruth.user, starts_at=at(9))
        RoomFactory.create_batch(number, centre=harbour)
        InterpreterFactory.create_batch(number, at=harbour)
        PostingFactory.create_batch(number, role=Role.CASEWORKER, centre=harbour)
        with django_assert_max_num_queries(40) as asked:
            assert browser.get(page).status_code == 200
        seen.append(len(asked))
    assert seen[1] == seen[2]


def test_what_somebody_comes_for_is_not_told_at_the_desk(at_work, posted, rita, ruth, harbour, bilal):
    """Counselling, health: as with help that was given, for who may see profiles, and for whom the person comes to."""
    grace = posted("grace", Role.MHPSS, harbour)
    for service, days in (("PSS_INDIVIDUAL", 0), ("MEAL", 0), ("PSS_INDIVIDUAL", 2)):
        starts = timezone.now() - timedelta(days=days, minutes=20)
        AppointmentFactory(centre=harbour, person=bilal, staff=grace.user, service_type=service, starts_at=starts)
    one = Appointment.objects.order_by("pk").first()
    pages = [
        reverse("appointments:day"),
        reverse("appointments:day") + "?by=room",
        reverse("appointments:appointment", args=[one.public_id]),
        reverse("people:file", args=[bilal.public_id]) + "?why=service",
    ]
    words = [one.service_label, Appointment(service_type="MEAL").service_label]
    for role in (Role.SHELTER, Role.MANAGER, Role.RECEPTIONIST):
        browser = at_work(posted(f"one-{role}", role, harbour))
        for page_of in pages:
            answer = browser.get(page_of)
            assert answer.status_code == 403 or not any(word in answer.text for word in words)
    assert all(words[0] in at_work(reader).get(url).text for reader in (ruth, grace) for url in pages)
    mine = AppointmentFactory(centre=harbour, person=bilal, staff=rita.user, service_type="PSS_INDIVIDUAL")
    assert words[0] in at_work(rita).get(reverse("appointments:appointment", args=[mine.public_id])).text


def test_reading_numbers_for_reminders_is_in_the_trail_and_ends_with_the_day(at_work, ruth, harbour, bilal):
    bilal.phone, bilal.safe_to_call = "+253 77 11 22 33", True
    bilal.save()
    AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user, starts_at=at(9))
    past = AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user, starts_at=at(9) - timedelta(days=9))
    browser, url = at_work(ruth), reverse("appointments:reminders")
    assert bilal.phone in browser.get(url).text
    assert bilal.phone not in browser.get(url, {"on": past.on.isoformat()}).text
    read = Entry.objects.filter(act="appointment.reminders_read").order_by("pk")
    assert [one.detail for one in read] == [{"numbers": 1}, {"numbers": 0}]
