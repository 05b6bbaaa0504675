import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes import languages, lists
from serai.codes.fields import JSONField
from serai.interpreters import rules
from serai.interpreters.choices import BY_US, Weekday
from serai.people.choices import AgeBand, Sex


class Interpreter(models.Model):
    """Somebody who interprets, of the staff or from outside. Nothing here is about a migrant."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sex = models.CharField(max_length=10, choices=Sex)
    modes = JSONField(default=list)
    oath_signed_on = models.DateField(null=True, blank=True)
    oath_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(oath_until=None) | Q(oath_signed_on__isnull=False) & Q(oath_until__gte=F("oath_signed_on")),
                name="an_oath_ends_after_it_is_signed",
            )
        ]

    def __str__(self) -> str:
        return f"interpreter {self.pk}"

    @property
    def mode_labels(self) -> list[str]:
        return [lists.label("interpreter_mode", mode) for mode in self.modes]

    def is_sworn(self, on: date) -> bool:
        return rules.is_sworn(signed=self.oath_signed_on, until=self.oath_until, on=on)


class Tongue(models.Model):
    """A language that an interpreter speaks, and which of its dialects."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="tongues")
    language = models.CharField(max_length=10)
    dialect = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["interpreter", "language", "dialect"], name="a_tongue_is_said_once")]

    def __str__(self) -> str:
        return f"interpreter {self.interpreter_id}: {self.language}"

    @property
    def label(self) -> str:
        name = languages.name(self.language)
        return f"{name} ({self.dialect})" if self.dialect else name


class Hours(models.Model):
    """When an interpreter is at a centre, or can be called from there."""

    interpreter = models.ForeignKey(Interpreter, on_delete=models.CASCADE, related_name="hours")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_end_after_they_begin"),
            CheckConstraint(condition=Q(weekday__lte=6), name="a_week_has_seven_days"),
        ]

    def __str__(self) -> str:
        return f"interpreter {self.interpreter_id} at {self.centre_id}"

    @property
    def day(self) -> str:
        return str(Weekday(str(self.weekday)).label)

    @property
    def shift(self) -> rules.Shift:
        return rules.Shift(self.weekday, self.opens, self.closes)


class Conversation(models.Model):
    """How one person was spoken with on one day: who interpreted, in which language, or that nobody was there."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    language = models.CharField(max_length=10)
    interpreter_mode = models.CharField(max_length=20)
    interpreter = models.ForeignKey(Interpreter, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=AgeBand)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["person", "centre", "-on"], name="conversations_of_person"),
            models.Index(fields=["centre", "on"], name="conversations_of_day"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(interpreter=None) | Q(interpreter_mode__in=BY_US), name="only_who_came_interpreted"
            )
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    @property
    def language_label(self) -> str:
        return languages.name(self.language)

    @property
    def mode_label(self) -> str:
        return lists.label("interpreter_mode", self.interpreter_mode)


class NotWanted(models.Model):
    """A person does not want this interpreter, at whichever centre. There is no column for a reason."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    interpreter = models.ForeignKey(Interpreter, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"person {self.person_id} without interpreter {self.interpreter_id}"
