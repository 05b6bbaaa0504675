"""Reminders that leave: what goes over the wire, when nothing may, what stays. The gateway is a real server here."""

import json
import logging
import re
import threading
from datetime import datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from serai.accounts.tests.factories import UserFactory
from serai.appointments import gateway
from serai.appointments.choices import ReminderState
from serai.appointments.models import Appointment, Reminder
from serai.appointments.operations.sending import claim, send_due
from serai.appointments.tests.factories import AppointmentFactory
from serai.audit.models import Entry
from serai.config.console import main
from serai.people.choices import Decision, Purpose
from serai.people.models import Consent
from serai.people.operations.consent import record_consent, withdraw_consent
from serai.people.rules.consent import Said
from serai.people.tests.factories import PersonFactory
from serai.referrals.tests.factories import SPOKEN
from serai.watch.models import Decoy

NUMBER = "+253 77 11 22 33"


def at(hour, days=1):
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(hour)))


class Gateway(BaseHTTPRequestHandler):
    """Keeps what it is sent, and answers as it is told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.received.append((self.path, dict(self.headers), json.loads(body or "null")))
        self.send_response(self.server.status)
        if self.server.elsewhere:
            self.send_header("Location", self.server.elsewhere)
        self.end_headers()
        self.wfile.write(f"cannot reach {NUMBER}".encode())

    do_GET = do_POST  # noqa: N815

    def log_message(self, *args):
        pass


@pytest.fixture
def operator(settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.received, server.status, server.elsewhere = [], 201, ""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.REMINDERS, settings.REMINDERS_TOKEN = "post", "s3cret"
    settings.REMINDERS_URL = f"http://127.0.0.1:{server.server_port}/api/v2/broadcasts.json"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def expected(harbour, ruth, bilal):
    """Bilal comes tomorrow at ten, and said yes to everything that a reminder needs."""
    bilal.phone, bilal.safe_to_call, bilal.phone_is_shared = NUMBER, True, False
    bilal.preferred_channel, bilal.mother_tongue = "text", "fra"
    bilal.save()
    yes = [Said(purpose, Decision.GRANTED) for purpose in (Purpose.SERVICES_HERE, Purpose.CALL_BACK)]
    record_consent(by=ruth, person=bilal, said=yes, how=SPOKEN)
    one = AppointmentFactory(centre=harbour, person=bilal, staff=ruth.user, starts_at=at(10))
    Appointment.objects.update(booked_at=at(10, days=-2))
    return one


NOW = 12  # o'clock, today


def test_the_operator_learns_a_number_and_a_sentence(operator, expected, at_work, ruth, bilal):
    assert send_due(at=at(NOW, days=0)) == {ReminderState.SENT: 1}
    ((path, headers, sent),) = operator.received
    assert (path, headers["Authorization"]) == ("/api/v2/broadcasts.json", "Token s3cret")
    assert sent.keys() == {"urns", "text"}
    assert sent["urns"] == ["tel:+25377112233"]
    assert sent["text"].startswith("Rappel")
    assert "10:00" in sent["text"]
    whole = json.dumps([headers, sent])
    assert not [told for told in ("Harbour", "Serai", "Bilal", bilal.code, "conseil", "centre") if told in whole]
    assert send_due(at=at(NOW, days=0)) == {}
    assert len(operator.received) == 1
    assert Entry.objects.filter(act="reminder.sent").count() == 1
    file = at_work(ruth).get(reverse("people:file", args=[bilal.public_id]) + "?why=service").text
    assert "Reminded on" in file
    assert "Sent to their telephone" in at_work(ruth).get(reverse("appointments:reminders")).text


def test_two_runs_that_found_it_at_the_same_moment_send_it_once(operator, expected):
    """Each takes it in hand before it sends, whatever it read before."""
    now = at(NOW, days=0)
    assert claim(expected.pk, at=now)
    assert claim(expected.pk, at=now) is None
    Reminder.objects.update(state=ReminderState.SENT, sent_at=now, next_try_at=None)
    assert claim(expected.pk, at=now) is None
    assert send_due(at=now) == {}


def test_nothing_is_sent_until_the_operator_says_so(operator, expected, settings, capsys):
    settings.REMINDERS = ""
    assert main(["remind"]) == 0
    assert "not switched on" in capsys.readouterr().out
    assert not operator.received


@pytest.mark.parametrize(
    "no",
    [
        {"safe_to_call": False},
        {"safe_to_call": None},
        {"phone_is_shared": True},
        {"phone_is_shared": None},
        {"preferred_channel": "voice_call"},
        {"preferred_channel": "in_person"},
        {"phone": ""},
        {"phone": "12"},
        {"phone": "+253 77 11 22 33 / +253 77 99 88 77"},
    ],
)
def test_a_message_needs_a_way_that_the_person_called_safe(operator, expected, bilal, no):
    for name, value in no.items():
        setattr(bilal, name, value)
    bilal.save()
    assert send_due(at=at(NOW, days=0)) == {}
    assert not operator.received
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(
    ("purpose", "withdrawn"), [(Purpose.CALL_BACK, True), (Purpose.CALL_BACK, False), (Purpose.SERVICES_HERE, True)]
)
def test_a_no_that_came_after_the_first_try_stops_the_second(operator, expected, ruth, bilal, purpose, withdrawn):
    operator.status = 503
    assert send_due(at=at(NOW, days=0)) == {ReminderState.TRYING: 1}
    operator.status = 201
    if withdrawn:
        withdraw_consent(by=ruth, consent=Consent.objects.get(person=bilal, purpose=purpose), language="fra")
    else:
        record_consent(by=ruth, person=bilal, said=[Said(purpose, Decision.REFUSED)], how=SPOKEN)
    assert send_due(at=at(NOW + 3, days=0)) == {}
    assert len(operator.received) == 1


def test_who_was_never_asked_is_sent_nothing(operator, harbour, ruth, expected, amina):
    amina.phone, amina.safe_to_call, amina.phone_is_shared, amina.preferred_channel = NUMBER, True, False, "text"
    amina.save()
    AppointmentFactory(centre=harbour, person=amina, staff=ruth.user, starts_at=at(11))
    Appointment.objects.update(booked_at=at(10, days=-2))
    assert not Consent.objects.filter(person=amina, purpose=Purpose.CALL_BACK).exists()
    assert send_due(at=at(NOW, days=0)) == {ReminderState.SENT: 1}
    assert Reminder.objects.get().appointment == expected


@pytest.mark.parametrize("is_lifted", [False, True])
def test_nothing_goes_to_the_number_of_a_decoy_and_its_list_does_not_tell(
    operator, expected, harbour, at_work, ruth, bilal, is_lifted
):
    """The number may be a stranger's. Before and after the run, and where nothing goes at all, the decoy's line is that
    of anybody."""
    Decoy.objects.create(person=bilal, centre=harbour, lifted_at=timezone.now() if is_lifted else None)
    other = PersonFactory(registered_at=harbour, phone="+253 77 99 88 77")
    for name in ("phone_is_shared", "safe_to_call", "preferred_channel", "mother_tongue"):
        setattr(other, name, getattr(bilal, name))
    other.save()
    yes = [Said(purpose, Decision.GRANTED) for purpose in (Purpose.SERVICES_HERE, Purpose.CALL_BACK)]
    record_consent(by=ruth, person=other, said=yes, how=SPOKEN)
    AppointmentFactory(centre=harbour, person=other, staff=UserFactory(), starts_at=at(10))
    Appointment.objects.update(booked_at=at(10, days=-2))

    def their_lines():
        page = at_work(ruth).get(reverse("appointments:reminders")).text
        lines = re.findall("<li>.*?</li>", page.partition('<ul class="list">')[2], re.DOTALL)
        return {
            line.replace(who.code, "").replace(who.phone, "") for line, who in zip(lines, (bilal, other), strict=True)
        }

    assert len(their_lines()) == 1
    operator.status = 503
    assert send_due(at=at(NOW, days=0)) == {ReminderState.TRYING: 2}
    assert len(their_lines()) == 1
    operator.status = 201
    assert send_due(at=at(NOW + 1, days=0)) == {ReminderState.SENT: 2}
    assert len(their_lines()) == 1
    assert {tuple(sent["urns"]) for _path, _headers, sent in operator.received} == {("tel:+25377998877",)}


@pytest.mark.parametrize("status", [302, 400, 401, 500])
def test_a_gateway_that_says_no_is_asked_again_and_then_given_up_calmly(
    operator, expected, at_work, ruth, capsys, caplog, status
):
    operator.status = status
    operator.elsewhere = f"http://127.0.0.1:{operator.server_port}/other"
    now, states = at(11, days=0), []
    with caplog.at_level(logging.DEBUG):
        for _ in range(7):
            states += send_due(at=now)
            now += timedelta(hours=1)
    assert states == [ReminderState.TRYING] * 4 + [ReminderState.GIVEN_UP]
    assert {path for path, *_ in operator.received} == {"/api/v2/broadcasts.json"}
    assert len(operator.received) == 5
    told = capsys.readouterr()
    assert not [word for word in ("77112233", "11 22 33", "s3cret") if word in caplog.text + told.out + told.err]
    words = at_work(ruth).get(reverse("appointments:reminders")).text
    assert "could not be sent" in words
    assert Entry.objects.filter(act="reminder.given_up").count() == 1


def test_a_gateway_that_is_not_there_is_no_error(operator, expected, settings, capsys):
    settings.REMINDERS_URL = "http://127.0.0.1:9/api/v2/broadcasts.json"
    with pytest.raises(gateway.NotSent) as refusal:
        gateway.send(number="+25377112233", words="Rappel")
    assert "77112233" not in repr(refusal.value)
    assert refusal.value.__suppress_context__
    assert send_due(at=at(NOW, days=0)) == {ReminderState.TRYING: 1}


@pytest.mark.parametrize(("hour", "days"), [(7, 0), (21, 0), (9, 0), (9, 1)])
def test_nobody_is_woken_nor_reminded_too_soon_or_too_late(operator, expected, hour, days):
    """At seven and at nine it is more than a day before, at nine in the evening it is night."""
    moment = at(hour, days=days) + timedelta(minutes=30 if days else 0)
    assert send_due(at=moment) == {}


def test_who_was_told_within_the_day_is_not_reminded(operator, expected):
    Appointment.objects.update(booked_at=at(11, days=0))
    assert send_due(at=at(NOW, days=0)) == {}


def test_what_was_excused_is_not_reminded_of(operator, expected, ruth):
    Appointment.objects.update(outcome="excused", outcome_by=ruth.user)
    assert send_due(at=at(NOW, days=0)) == {}


def test_a_mail_goes_to_who_makes_text_messages_of_mails(expected, settings):
    settings.REMINDERS, settings.REMINDERS_DOMAIN, settings.REMINDERS_FROM = "mail", "sms.example", "days@post.example"
    settings.MAILS = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    assert send_due(at=at(NOW, days=0)) == {ReminderState.SENT: 1}
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.from_email) == (["25377112233@sms.example"], "", "days@post.example")
    assert sent.body.startswith("Rappel")
    assert sent.message()["Message-ID"].endswith("@post.example>")


def test_a_mail_server_that_is_not_there_is_no_error(expected, settings):
    settings.REMINDERS, settings.REMINDERS_DOMAIN, settings.REMINDERS_FROM = "mail", "sms.example", "days@post.example"
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILS = True
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 2}}}
    assert send_due(at=at(NOW, days=0)) == {ReminderState.TRYING: 1}


def test_the_command_says_how_many_and_nothing_of_whom(operator, expected, capsys):
    with timezone.override("Africa/Nairobi"):
        assert main(["remind"]) == 0
    told = capsys.readouterr().out
    assert "Reminders sent:" in told
    assert "77" not in told.replace("%", "")
