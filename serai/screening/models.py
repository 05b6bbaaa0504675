import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from serai.centres.models import Posting
from serai.codes import lists
from serai.codes.fields import JSONField
from serai.people.access import shown_to
from serai.people.choices import AgeBand, Sex
from serai.screening import rules
from serai.screening.choices import ACTIVE, WAITING, FlagState, Function, Outcome, TaskState


class Screening(models.Model):
    """The questions of one instrument, asked of one person on one day. A second asking is a second row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    filled_at = models.DateTimeField()
    filled_on = models.DateField()
    filled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=20)  # with its version: quick_1
    language = models.CharField(max_length=10, blank=True)
    interpreter_mode = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=AgeBand)
    instructions = JSONField(default=list)  # what whoever asked was told to do at once
    form_token = models.UUIDField(unique=True)  # the same form sent twice is one screening

    class Meta:
        indexes = [models.Index(fields=["person", "centre", "-filled_at"], name="screenings_of_person")]

    def __str__(self) -> str:
        return f"screening {self.pk}"


class ScreeningAnswer(models.Model):
    """One answer to one question, by its codes."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=20)

    class Meta:
        constraints = [UniqueConstraint(fields=["screening", "question"], name="a_question_is_answered_once")]

    def __str__(self) -> str:
        return f"answer {self.pk} of screening {self.screening_id}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def visible_to(self, posting: Posting) -> "FlagQuerySet":
        """The flags whose existence this posting may know of: at its centre, of the kinds that its role reads."""
        here = self.filter(centre_id=posting.here, kind__in=rules.kinds_seen_by(posting.role))
        read = here.filter(Q(is_narrow=False) | Q(kind__in=rules.kinds_decided_by(posting.role)))
        return shown_to(read, posting=posting)

    def active(self) -> "FlagQuerySet":
        return self.filter(state__in=ACTIVE)


class Flag(models.Model):
    """Something to look at. `urgency_suggested` and `led_by` are the machine's, the decision is a named person's."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    screening = models.ForeignKey(  # None: raised when the group was registered, before any question was asked
        Screening, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=20)
    function = models.CharField(max_length=20, choices=Function)
    urgency_suggested = models.CharField(max_length=10)
    urgency = models.CharField(max_length=10)
    led_by = JSONField(default=list)
    is_narrow = models.BooleanField(default=False, db_default=False)  # see rules.is_narrow
    state = models.CharField(max_length=10, choices=FlagState, default=FlagState.SUGGESTED)
    raised_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FlagQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "state", "kind"], name="flags_of_centre")]
        constraints = [
            UniqueConstraint(
                fields=["person", "centre", "kind"],
                condition=Q(state__in=["suggested", "open"]),
                name="one_active_flag_a_kind",
            ),
            CheckConstraint(
                condition=Q(state="suggested") | Q(decided_by__isnull=False), name="a_person_decides_on_a_flag"
            ),
            CheckConstraint(
                condition=~Q(state__in=["dismissed", "closed"]) | ~Q(reason=""), name="no_flag_ends_without_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}"

    @property
    def kind_label(self) -> str:
        return lists.label("flag", self.kind)

    @property
    def urgency_label(self) -> str:
        return lists.label("urgency", self.urgency)

    @property
    def suggested_label(self) -> str:
        return lists.label("urgency", self.urgency_suggested)

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, posting: Posting) -> "TaskQuerySet":
        """The tasks of this posting's own functions at its own centre, and no other task at all."""
        here = self.filter(centre_id=posting.here, function__in=rules.functions_of(posting.role))
        return shown_to(here, posting=posting)

    def waiting(self) -> "TaskQuerySet":
        return self.filter(state__in=WAITING)


class Task(models.Model):
    """What one function has to do about one flag. Without a flag: a call to the manager on duty that says no more."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks")
    function = models.CharField(max_length=20, choices=Function)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["centre", "function", "state", "due_at"], name="tasks_of_function")]
        constraints = [
            UniqueConstraint(fields=["flag"], condition=Q(state__in=["open", "taken"]), name="one_waiting_task_a_flag"),
            UniqueConstraint(
                fields=["person", "centre"],
                condition=Q(flag=None, state__in=["open", "taken"]),
                name="the_manager_is_called_once_a_person",
            ),
            CheckConstraint(
                condition=~Q(state="done") | Q(done_by__isnull=False) & ~Q(outcome=""), name="a_done_task_says_how"
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"

    def is_overdue(self, now: datetime) -> bool:
        return self.state in WAITING and self.due_at < now


class FactorRecord(models.Model):
    """The risks and protections that a caseworker saw on one day, together. A later look is a new row."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    factors = JSONField(default=list)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "centre", "-noted_at"], name="factors_of_person")]

    def __str__(self) -> str:
        return f"factors {self.pk}"
