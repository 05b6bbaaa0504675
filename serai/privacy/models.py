import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.codes.levels import Level
from serai.privacy.choices import (
    AskedBy,
    BreachKind,
    ItemState,
    ListState,
    Occasion,
    Outcome,
    PeopleTold,
    Right,
    Risk,
    WhyRefused,
)


class LegalHold(models.Model):
    """A file that must not be erased yet: a claim, an inquiry, the person's own wish. It ends by itself."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="holds_of_a_person")]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class DueList(models.Model):
    """The files whose time is over, or soon will be, as they were found on a day. Two persons have it erased; what
    was begun goes on where it stopped."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField()
    keep_days = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ListState, default=ListState.LISTED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    counts = JSONField(default=dict)  # rows deleted or made numbers, by table
    digest = models.CharField(max_length=64, blank=True)  # of the marks, in order: what the certificate stands for

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(state__in=["listed", "asked"]) | Q(agreed_by__isnull=False) & ~Q(agreed_by=F("made_by")),
                name="two_persons_erase",
            )
        ]

    def __str__(self) -> str:
        return f"due list {self.pk}"


class DueFile(models.Model):
    """One file of a list. Once it is erased the line keeps its mark and nothing else."""

    due_list = models.ForeignKey(DueList, on_delete=models.CASCADE, related_name="files")
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=10, choices=ItemState)
    mark = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_list", "state", "id"], name="files_of_a_due_list")]
        constraints = [UniqueConstraint(fields=["due_list", "person"], name="a_file_is_due_once_a_list")]

    def __str__(self) -> str:
        return f"file {self.pk} of due list {self.due_list_id}"


class Erased(models.Model):
    """The mark of somebody who was erased. It is also in the folder of marks, which no backup brings back."""

    mark = models.CharField(max_length=64, unique=True)
    on = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return f"erased {self.pk}"


class DataRequest(models.Model):
    """What somebody asked about their own data, until when it is answered, and what they were told. Once the person is
    erased the line stays, and names nobody."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    right = models.CharField(max_length=12, choices=Right)
    asked_by = models.CharField(max_length=10, choices=AskedBy)
    what = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=5)
    received_on = models.DateField()
    due_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    why = models.CharField(max_length=10, choices=WhyRefused, blank=True)
    words = models.CharField(max_length=500, blank=True)  # for the person, in their language
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_on = models.DateField(null=True, blank=True)
    form_token = models.UUIDField(unique=True)  # the same form sent twice is one request
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["centre", "outcome", "due_on"], name="requests_that_are_due")]
        constraints = [
            CheckConstraint(
                condition=~Q(outcome__in=["refused", "partly"]) | ~Q(why=""), name="nobody_is_refused_without_a_reason"
            ),
            CheckConstraint(
                condition=Q(outcome__in=["open", "asked"]) | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="somebody_answers_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.outcome in {Outcome.OPEN, Outcome.ASKED}


class Breach(models.Model):
    """Data that may have been lost, changed or seen. Whoever works here reports it; the focal point works on it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = models.TextField(max_length=2000)
    happened_on = models.DateField()
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=BreachKind, blank=True)
    records = models.PositiveIntegerField(null=True, blank=True)
    level = models.CharField(max_length=2, choices=Level.choices[1:], blank=True)
    risk = models.CharField(max_length=10, choices=Risk, blank=True)
    contained = models.CharField(max_length=1000, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    law_applies = models.BooleanField(null=True, blank=True)
    authority_told_at = models.DateTimeField(null=True, blank=True)
    people_told = models.CharField(max_length=10, choices=PeopleTold, blank=True)
    lessons = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    form_token = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["closed_at", "reported_at"], name="breaches_that_are_open")]
        constraints = [
            CheckConstraint(
                condition=Q(closed_at=None)
                | ~Q(kind="") & ~Q(risk="") & ~Q(contained="") & ~Q(people_told="") & ~Q(lessons=""),
                name="a_closed_breach_was_worked_through",
            )
        ]

    def __str__(self) -> str:
        return f"breach {self.pk}"


class Controller(models.Model):
    """Who is responsible for the data of this installation, and whom to complain to. One row."""

    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    focal_point = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [CheckConstraint(condition=Q(pk=1), name="one_is_responsible")]

    def __str__(self) -> str:
        return "controller"


class Assessment(models.Model):
    """What something new could do to people, and what is done against it; signed by somebody else than its author."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(max_length=120)
    occasion = models.CharField(max_length=12, choices=Occasion)
    flows = models.CharField(max_length=1000)
    necessity = models.CharField(max_length=1000)
    risks = JSONField(default=dict)  # by harm: likelihood and impact, one to three
    measures = models.CharField(max_length=1000)
    residual = models.CharField(max_length=10, choices=Risk)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("written_by")) & Q(signed_at__isnull=False),
                name="somebody_else_signs",
            )
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"

    @property
    def number(self) -> str:
        return f"DPIA-{self.written_at:%Y}-{self.pk}"
