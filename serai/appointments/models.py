import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.appointments.choices import Channel, Held, OfferState, Outcome, ReminderState, WaitState
from serai.codes import lists
from serai.people.choices import AgeBand, Sex


class Room(models.Model):
    """A room of a centre in which people are received."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["centre", "name"], name="a_room_has_its_own_name")]

    def __str__(self) -> str:
        return f"room {self.pk}"


class Appointment(models.Model):
    """One person is expected for one service at one time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    service_type = models.CharField(max_length=40)
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.ForeignKey(
        "interpreters.Interpreter", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=10, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.PLANNED)
    outcome_at = models.DateTimeField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=AgeBand)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    booked_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["centre", "on", "starts_at"], name="appointments_of_day"),
            models.Index(fields=["person", "centre", "-starts_at"], name="appointments_of_person"),
        ]
        constraints = [
            CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_appointment_takes_time"),
            CheckConstraint(
                condition=Q(outcome="planned") | Q(outcome_by__isnull=False), name="a_person_says_how_it_turned_out"
            ),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"

    @property
    def service_label(self) -> str:
        return lists.label("service_type", self.service_type)


class Reminder(models.Model):
    """A message about an appointment that the operator's gateway passes on. Neither number nor words are kept."""

    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="reminder")
    state = models.CharField(max_length=10, choices=ReminderState, default=ReminderState.TRYING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="what_was_sent_has_its_time")
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class Waiting(models.Model):
    """Somebody waits for a time, for one service at one centre."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    service_type = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10, blank=True)
    priority_group = models.CharField(max_length=40, blank=True)  # why they go first: known to staff, shown nowhere
    state = models.CharField(max_length=10, choices=WaitState, default=WaitState.WAITING)
    since = models.DateTimeField()
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "state", "since"], name="waiting_at_a_centre")]
        constraints = [
            UniqueConstraint(
                fields=["person", "centre", "service_type"],
                condition=Q(state="waiting"),
                name="one_place_in_line_for_a_service",
            )
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"

    @property
    def service_label(self) -> str:
        return lists.label("service_type", self.service_type)

    @property
    def priority_label(self) -> str:
        return lists.label("priority_group", self.priority_group) if self.priority_group else ""


class Slot(models.Model):
    """Time of a colleague that was given back. Nothing here tells whose it was."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    service_type = models.CharField(max_length=40)
    language = models.CharField(max_length=10, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.ForeignKey(
        "interpreters.Interpreter", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["centre", "staff", "starts_at", "service_type"], name="a_time_is_given_back_once")
        ]

    def __str__(self) -> str:
        return f"slot {self.pk}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def service_label(self) -> str:
        return lists.label("service_type", self.service_type)


class Offer(models.Model):
    """A time that was given back, held for somebody who waits until they answered, or until its clock ran out."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    waiting = models.ForeignKey(Waiting, on_delete=models.CASCADE, related_name="offers")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OPEN)
    channel = models.CharField(max_length=10, choices=Channel)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["slot"], condition=Q(state="open"), name="a_time_is_offered_to_one"),
            UniqueConstraint(fields=["waiting"], condition=Q(state="open"), name="one_offer_at_a_time"),
            CheckConstraint(condition=Q(until__gt=F("offered_at")), name="an_offer_leaves_time_to_answer"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"

    @property
    def ends_at(self) -> datetime:
        return self.slot.starts_at + timedelta(minutes=self.waiting.minutes)


class Hold(models.Model):
    """A quarter of an hour of a colleague, a room or an interpreter, of an appointment or of an offer that waits for
    its answer. The database takes each once, at whichever centre: so nobody is booked twice, however many desks press
    the button at the same moment."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, null=True, blank=True, related_name="holds")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="holds")
    what = models.CharField(max_length=12, choices=Held)
    which = models.PositiveBigIntegerField()
    quarter = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["what", "which", "quarter"], name="nothing_is_held_twice"),
            CheckConstraint(
                condition=Q(appointment__isnull=False, offer=None) | Q(appointment=None, offer__isnull=False),
                name="held_for_one_or_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
