"""Reminders that the program sends by itself, where the operator set a gateway: one run of `serai remind`."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from serai.appointments import gateway, rules
from serai.appointments.choices import Channel, Outcome, ReminderState
from serai.appointments.models import Appointment, Reminder
from serai.appointments.queries.expected import SPOKEN, neutral_words
from serai.appointments.queries.reminding import due, invented, number_of, others_wait, zone_of
from serai.audit.operations import record
from serai.centres import second_line
from serai.people.access import live_consent, recording_status
from serai.people.choices import ConsentStatus, Purpose


@dataclass(frozen=True)
class Machine:
    """Nobody at work: the command itself, for a centre."""

    centre_id: int
    user_id: None = None


@dataclass(frozen=True)
class Message:
    """What is handed over now: a number and neutral words."""

    reminder: Reminder
    number: str
    words: str


@second_line.everywhere("reminders of every centre are sent by one command")
def send_due(*, at: datetime) -> Counter[str]:
    """Send what is due, and say how many were sent, wait for another try, or were given up. Whatever allows it is
    asked anew for each of them, just before it goes. No lock is held while the gateway is asked. Nothing goes to the
    number of an invented person, which may be a stranger's; it is noted as sent all the same, after the others and
    while theirs go, since the list of reminders would tell it otherwise."""
    done: Counter[str] = Counter()
    found = due(at=at)
    nobody = invented(found)
    for pk in sorted(found, key=nobody.__contains__):
        message = claim(pk, at=at)
        if message is None:
            continue
        if not others_wait(at=at) if pk in nobody else _is_taken(message):
            state = ReminderState.SENT
        else:
            state = ReminderState.GIVEN_UP if rules.gives_up(message.reminder.tries) else ReminderState.TRYING
        _note(message.reminder, state=state, at=at)
        done[state] += 1
    return done


def _is_taken(message: Message) -> bool:
    try:
        gateway.send(number=message.number, words=message.words)
    except gateway.NotSent:
        return False
    return True


@transaction.atomic
def claim(pk: int, *, at: datetime) -> Message | None:
    """Take a reminder in hand; None if it may not go, or went. The try is written before it is made: a run that breaks
    off, or another one at the same moment, sends nothing twice within the pause."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("person", "centre")
    one = rows.filter(pk=pk, outcome=Outcome.PLANNED).first()
    if one is None or not may_be_reminded(one, at=at):
        return None
    reminder = Reminder.objects.filter(appointment=one).first() or Reminder(appointment=one)
    number = number_of(one)
    if not number or reminder.state != ReminderState.TRYING or (reminder.next_try_at or at) > at:
        return None
    reminder.tries += 1
    reminder.next_try_at = at + rules.pause_after(reminder.tries)
    reminder.save()
    return Message(reminder=reminder, number=number, words=_words(one))


def may_be_reminded(one: Appointment, *, at: datetime) -> bool:
    """Whether a message may go now: the hour, a telephone that the person called safe, that nobody else holds and to
    which they wish to be written, their yes to being called back, and no no to being recorded."""
    who = one.person
    local = at.astimezone(zone_of(one.centre))
    if not rules.is_time_to_remind(starts=one.starts_at, booked=one.booked_at, now=local):
        return False
    channel = rules.safe_channel(
        phone=who.phone, is_safe=who.safe_to_call, is_shared=who.phone_is_shared, wish=who.preferred_channel
    )
    if channel != Channel.MESSAGE or recording_status(who) == ConsentStatus.REFUSED:
        return False
    return live_consent(who, Purpose.CALL_BACK, on=local.date()) is not None


def _words(one: Appointment) -> str:
    with timezone.override(zone_of(one.centre)):
        return neutral_words(one.starts_at, language=SPOKEN.get(one.language or one.person.mother_tongue, ""))


@transaction.atomic
def _note(reminder: Reminder, *, state: ReminderState, at: datetime) -> None:
    if state == ReminderState.TRYING:
        return
    sent_at = at if state == ReminderState.SENT else None
    if Reminder.objects.filter(pk=reminder.pk).update(state=state, sent_at=sent_at):
        act = "reminder.sent" if sent_at else "reminder.given_up"
        record(by=Machine(reminder.appointment.centre_id), act=act, subject=reminder.appointment)
