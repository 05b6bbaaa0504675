import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.appointments.choices import Held, Outcome
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


class Hold(models.Model):
    """A quarter of an hour of a colleague, a room or an interpreter. The database takes each once, at whichever centre:
    so nobody is booked twice, however many desks press the button at the same moment."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="holds")
    what = models.CharField(max_length=12, choices=Held)
    which = models.PositiveBigIntegerField()
    quarter = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["what", "which", "quarter"], name="nothing_is_held_twice")]

    def __str__(self) -> str:
        return f"hold {self.pk} of appointment {self.appointment_id}"
